package org.wsbin.it.wire;

import java.util.stream.IntStream;
import java.util.stream.Stream;

/** RFC 6455 sections 5.5.1 and 7.4: close frames with a body that none may have. */
final class CloseViolations {
  private CloseViolations() {}

  static Stream<ViolationCase> all() {
    return Stream.of(bodies(), codes(), reasons()).flatMap(part -> part);
  }

  private static Stream<ViolationCase> bodies() {
    return Stream.of(
        ViolationCase.of(1002, "RFC 6455 section 5.5.1", "body of one octet", "88 81 00000000 03"),
        ViolationCase.of(
            1002,
            "RFC 6455 section 5.5.1",
            "body of one octet in a message",
            "01 80 00000000 88 81 00000000 03"));
  }

  private static Stream<ViolationCase> codes() {
    return IntStream.of(
            0, 1, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 10_000, 65_535)
        .boxed()
        .flatMap(
            code ->
                Stream.of(
                    code(code, "code %d", "88 82 00000000 %04x"),
                    code(code, "code %d with a reason", "88 84 00000000 %04x 6869")));
  }

  private static ViolationCase code(int code, String name, String hex) {
    return ViolationCase.of(
        1002, "RFC 6455 section 7.4", name.formatted(code), hex.formatted(code));
  }

  private static Stream<ViolationCase> reasons() {
    return Stream.of(
        reason("an octet that is never used", "88 84 00000000 03e8 61 ff"),
        reason("a continuation without a beginning", "88 83 00000000 03e8 80"),
        reason("a surrogate", "88 85 00000000 0fa0 ed a0 80"),
        reason("a character cut at the end", "88 84 00000000 03e8 e2 82"));
  }

  private static ViolationCase reason(String name, String hex) {
    return ViolationCase.of(1007, "RFC 6455 section 5.5.1", "reason with " + name, hex);
  }
}
