package org.wsbin.it.wire;

import java.util.stream.Stream;

/** RFC 6455 section 8.1: text that is not UTF-8 (RFC 3629). */
final class TextViolations {
  private TextViolations() {}

  static Stream<ViolationCase> all() {
    return Stream.of(octets(), characters(), ends(), fragments(), beginnings())
        .flatMap(part -> part);
  }

  private static Stream<ViolationCase> octets() {
    return Stream.of(
        text("octet fe", "81 83 00000000 61 fe 62"),
        text("octet ff", "81 83 00000000 61 ff 62"),
        text("octet c0", "81 83 00000000 c0 80 62"),
        text("octet c1", "81 82 00000000 c1 bf"),
        text("octet f5", "81 84 00000000 f5 80 80 80"),
        text("octet f8, of five that were once a character", "81 85 00000000 f8 88 80 80 80"),
        text("continuation without a beginning", "81 81 00000000 80"),
        text("one continuation too many", "81 84 00000000 e2 82 ac 80"));
  }

  private static Stream<ViolationCase> characters() {
    return Stream.of(
        text("overlong slash in two octets", "81 82 00000000 c0 af"),
        text("overlong character in three octets", "81 83 00000000 e0 9f bf"),
        text("overlong character in four octets", "81 84 00000000 f0 8f bf bf"),
        text("first surrogate", "81 83 00000000 ed a0 80"),
        text("last surrogate", "81 83 00000000 ed bf bf"),
        text("pair of surrogates", "81 86 00000000 ed a0 81 ed b0 80"),
        text("beyond U+10FFFF", "81 84 00000000 f4 90 80 80"),
        text("letter as the second of two octets", "81 82 00000000 c3 41"),
        text("letter as the third of three octets", "81 83 00000000 e2 82 41"),
        text("letter as the last of four octets", "81 84 00000000 f0 9f 9a 41"));
  }

  private static Stream<ViolationCase> ends() {
    return Stream.of(
        text("end after one of two octets", "81 82 00000000 61 c3"),
        text("end after two of three octets", "81 83 00000000 61 e2 82"),
        text("end after three of four octets", "81 83 00000000 f0 9f 9a"),
        text("end in a character, in a continuation", "01 81 00000000 61 80 81 00000000 e2"),
        text("end in a character, in an empty continuation", "01 81 00000000 e2 80 80 00000000"));
  }

  private static Stream<ViolationCase> fragments() {
    return Stream.of(
        text("bad octet in a first fragment", "01 82 00000000 61 ff"),
        text("bad octet in a continuation", "01 81 00000000 61 00 81 00000000 ff"),
        text(
            "letter after a fragment that ends in a character",
            "01 81 00000000 e2 80 81 00000000 41"),
        text("surrogate in two fragments", "01 81 00000000 ed 00 81 00000000 a0"),
        text("bad octet after a ping", "01 81 00000000 c3 89 80 00000000 00 81 00000000 28"));
  }

  /** Refused at the first octet that cannot be, though the frame has not come to its end. */
  private static Stream<ViolationCase> beginnings() {
    return Stream.of(
        text("octet ff, of a frame of ten", "81 8a 00000000 61 ff"),
        text("octet c0, of a frame of ten", "81 8a 00000000 c0"),
        text("half a surrogate, of a frame of ten", "81 8a 00000000 ed a0"),
        text("half an overlong character, of a frame of ten", "81 8a 00000000 e0 9f"),
        text("half of what is beyond U+10FFFF, of a frame of ten", "81 8a 00000000 f4 90"),
        text("octet ff, of a frame of 1000", "81 fe 03e8 00000000 61 ff"),
        text("octet ff, of a frame of 1 MiB", "81 ff 0000000000100000 00000000 61 ff"));
  }

  private static ViolationCase text(String name, String hex) {
    return ViolationCase.of(1007, "RFC 6455 section 8.1", name, hex);
  }
}
