package org.wsbin.it.wire;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 6455 sections 5.1, 5.2 and 5.5: frames whose header is wrong, whatever came before. */
final class HeaderViolations {
  private HeaderViolations() {}

  static Stream<ViolationCase> all() {
    return Stream.of(masks(), reservedBits(), reservedOpcodes(), controls(), lengths(), sizes())
        .flatMap(part -> part);
  }

  private static Stream<ViolationCase> masks() {
    return Stream.of(
        error("5.1", "text that is not masked", "81 02 6869"),
        error("5.1", "empty text that is not masked", "81 00"),
        error("5.1", "binary that is not masked", "82 01 ff"),
        error("5.1", "first fragment that is not masked", "01 01 61"),
        error("5.1", "continuation that is not masked", "01 81 00000000 61 80 01 62"),
        error("5.1", "ping that is not masked", "89 00"),
        error("5.1", "pong that is not masked", "8a 01 61"),
        error("5.1", "close that is not masked", "88 02 03e8"));
  }

  private static Stream<ViolationCase> reservedBits() {
    return Stream.of(
        error("5.2", "RSV1 on text", "c1 82 00000000 6869"),
        error("5.2", "RSV2 on text", "a1 82 00000000 6869"),
        error("5.2", "RSV3 on text", "91 82 00000000 6869"),
        error("5.2", "RSV1 on empty text", "c1 80 00000000"),
        error("5.2", "all of RSV1 to RSV3 on binary", "f2 80 00000000"),
        error("5.2", "RSV1 on a first fragment", "41 81 00000000 61"),
        error("5.2", "RSV1 on a continuation", "01 81 00000000 61 c0 81 00000000 62"),
        error("5.2", "RSV2 on a continuation", "02 81 00000000 61 20 81 00000000 62"),
        error("5.2", "RSV1 on a ping", "c9 80 00000000"),
        error("5.2", "RSV2 on a pong", "aa 80 00000000"),
        error("5.2", "RSV3 on a close", "98 82 00000000 03e8"));
  }

  private static Stream<ViolationCase> reservedOpcodes() {
    IntStream opcodes = IntStream.concat(IntStream.range(3, 8), IntStream.range(11, 16));
    return opcodes
        .boxed()
        .flatMap(
            opcode ->
                Stream.of(
                    opcode(opcode, "empty", "8%x 80 00000000"),
                    opcode(opcode, "with a payload", "8%x 82 00000000 6869"),
                    opcode(opcode, "without FIN", "0%x 81 00000000 61")));
  }

  private static ViolationCase opcode(int opcode, String which, String hex) {
    return error("5.2", "reserved opcode %d, %s".formatted(opcode, which), hex.formatted(opcode));
  }

  private static Stream<ViolationCase> controls() {
    String of126 = " fe 007e 00000000" + "00".repeat(126);
    return Stream.of(
        error("5.5", "ping of 126 octets", "89" + of126),
        error("5.5", "pong of 126 octets", "8a" + of126),
        error("5.5", "close of 126 octets", "88 fe 007e 00000000 03e8" + "61".repeat(124)),
        error("5.5", "ping of 65536 octets", "89 ff 0000000000010000 00000000"),
        error("5.5", "ping without FIN", "09 80 00000000"),
        error("5.5", "ping without FIN, with a payload", "09 81 00000000 61"),
        error("5.5", "pong without FIN", "0a 80 00000000"),
        error("5.5", "close without FIN", "08 82 00000000 03e8"),
        error("5.5", "ping without FIN in a message", "01 81 00000000 61 09 80 00000000"));
  }

  private static Stream<ViolationCase> lengths() {
    return Stream.of(
        error("5.2", "length 0 in 16 bits", "81 fe 0000 00000000"),
        error("5.2", "length 5 in 16 bits", "81 fe 0005 00000000 68656c6c6f"),
        error("5.2", "length 125 in 16 bits", "82 fe 007d 00000000" + "00".repeat(125)),
        error("5.2", "length 0 in 64 bits", "81 ff 0000000000000000 00000000"),
        error("5.2", "length 5 in 64 bits", "81 ff 0000000000000005 00000000 68656c6c6f"),
        error("5.2", "length 126 in 64 bits", "82 ff 000000000000007e 00000000" + "00".repeat(126)),
        error("5.2", "length 65535 in 64 bits", "82 ff 000000000000ffff 00000000"),
        error("5.2", "length 2 in 16 bits on a ping", "89 fe 0002 00000000 6869"),
        error("5.2", "length 2^63", "82 ff 8000000000000000 00000000"),
        error("5.2", "length 2^63 + 5", "81 ff 8000000000000005 00000000 68656c6c6f"),
        error("5.2", "length 2^64 - 1", "82 ff ffffffffffffffff 00000000"));
  }

  /** A message of more than 64 MiB is refused before its payload has come. */
  private static Stream<ViolationCase> sizes() {
    return Stream.of(
        tooBig("length 2^63 - 1", "82 ff 7fffffffffffffff 00000000"),
        tooBig("length 2^32", "81 ff 0000000100000000 00000000"),
        tooBig("length 64 MiB + 1", "82 ff 0000000004000001 00000000"),
        tooBig(
            "length 64 MiB after an octet", "02 81 00000000 61 80 ff 0000000004000000 00000000"));
  }

  private static ViolationCase error(String section, String name, String hex) {
    return ViolationCase.of(1002, "RFC 6455 section " + section, name, hex);
  }

  private static ViolationCase tooBig(String name, String hex) {
    return ViolationCase.of(1009, "RFC 6455 section 7.4.1", name, hex);
  }
}
