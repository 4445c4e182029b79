package org.wsbin.it.wire;

import java.util.stream.Stream;

/** RFC 6455 section 5.4: frames that are right by themselves and wrong where they come. */
final class SequenceViolations {
  private SequenceViolations() {}

  static Stream<ViolationCase> all() {
    return Stream.concat(continuations(), beginnings());
  }

  private static Stream<ViolationCase> continuations() {
    return Stream.of(
        error("continuation of nothing", "80 82 00000000 6869"),
        error("empty continuation of nothing", "80 80 00000000"),
        error("unfinished continuation of nothing", "00 80 00000000"),
        error("continuation of a whole message", "81 81 00000000 61 80 81 00000000 62"),
        error(
            "continuation of a finished message",
            "01 81 00000000 61 80 81 00000000 62 80 81 00000000 63"),
        error("continuation of a ping", "89 81 00000000 61 80 81 00000000 62"));
  }

  private static Stream<ViolationCase> beginnings() {
    return Stream.of(
        error("text within a text", "01 81 00000000 61 81 81 00000000 62"),
        error("binary within a text", "01 81 00000000 61 82 81 00000000 62"),
        error("text within a binary message", "02 81 00000000 61 81 81 00000000 62"),
        error("binary within a binary message", "02 81 00000000 61 82 81 00000000 62"),
        error("unfinished text within a text", "01 81 00000000 61 01 81 00000000 62"),
        error("empty text within an empty one", "01 80 00000000 81 80 00000000"),
        error("text after a continuation", "01 81 00000000 61 00 81 00000000 62 81 81 00000000 63"),
        error(
            "text after a ping within a text", "01 81 00000000 61 89 80 00000000 81 80 00000000"));
  }

  private static ViolationCase error(String name, String hex) {
    return ViolationCase.of(1002, "RFC 6455 section 5.4", name, hex);
  }
}
