package org.wsbin.protocol;

import static java.util.Map.entry;
import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class RuleTest {
  private static final MessageDecoder.Limits LIMITS = new MessageDecoder.Limits(1000, 3);

  /** What a server may not send to a client that has agreed on compression. */
  private static final Map<Rule, List<String>> BROKEN =
      Map.ofEntries(
          entry(
              Rule.RESERVED_BIT,
              List.of(
                  "91", // RSV3
                  "a2", // RSV2
                  "f1", // all three
                  "c9", // RSV1 on a ping
                  "c8", // RSV1 on a close
                  "41 00 40", // RSV1 on a continuation
                  "01 00 c0")),
          entry(
              Rule.RESERVED_OPCODE,
              List.of("83", "84", "85", "86", "87", "8b", "8c", "8d", "8e", "8f", "03", "0f")),
          entry(
              Rule.MASKING,
              List.of(
                  "81 80", //
                  "89 85",
                  "82 fe",
                  "01 00 80 80")),
          entry(
              Rule.CONTROL_TOO_LONG,
              List.of(
                  "88 7e", // 16 bits of length
                  "89 7f", // 64 bits
                  "8a 7e")),
          entry(Rule.CONTROL_FRAGMENTED, List.of("08", "09", "0a", "01 00 09")),
          entry(
              Rule.LENGTH_NOT_MINIMAL,
              List.of(
                  "82 7e 0000", //
                  "82 7e 007d", // 125
                  "82 7f 0000000000000000",
                  "82 7f 000000000000007e",
                  "82 7f 000000000000ffff")),
          entry(
              Rule.LENGTH_TOO_LARGE,
              List.of(
                  "82 7f 8000000000000000", //
                  "81 7f ffffffffffffffff")),
          entry(
              Rule.CONTINUATION_UNSTARTED,
              List.of(
                  "80", //
                  "00",
                  "81 00 80", // after a message
                  "01 00 80 00 80", // after a message of two fragments
                  "89 00 00")), // after a ping
          entry(
              Rule.MESSAGE_INSIDE_MESSAGE,
              List.of(
                  "01 00 81", //
                  "02 00 02",
                  "01 00 00 00 82",
                  "01 00 89 00 81")), // with a ping between
          entry(Rule.CLOSE_BODY, List.of("88 01 03")),
          entry(
              Rule.CLOSE_CODE,
              List.of(
                  "88 02 0000", //
                  "88 02 03e7", // 999
                  "88 02 03ec", // 1004
                  "88 02 03ed", // 1005
                  "88 02 03ee", // 1006
                  "88 02 03f7", // 1015
                  "88 02 0bb7", // 2999
                  "88 02 1388", // 5000
                  "88 05 ffff 627965")),
          entry(
              Rule.INVALID_UTF8,
              List.of(
                  "81 05 61 ff", //
                  "81 02 e282", // ends inside of a character
                  "01 01 e2 80 02 28", // in the next fragment
                  "01 01 e2 80 00", // ends there
                  "01 02 e282 89 00 80 01 28", // after a ping
                  "88 03 03e8 ff", // a close's reason
                  "88 04 03e8 e282",
                  "c1 07 000100feff ff")), // in a stored block
          entry(
              Rule.INVALID_DEFLATE,
              List.of(
                  "c2 01 07", // a block of type 3
                  "c1 07 00 0100 0000")), // a stored block whose length is not repeated
          entry(
              Rule.TOO_BIG,
              List.of(
                  "82 7e 03e9", // 1001 bytes
                  "82 7f 7fffffffffffffff",
                  "02 7e 03e8" + "00".repeat(1000) + "80 01",
                  "02 01 00 00 7f 7fffffffffffffff", // whose sum is more than a long
                  "c2 7e 03ef 00 e903 16fc" + "00".repeat(1001))), // a stored block of 1001
          entry(
              Rule.TOO_MANY_FRAGMENTS,
              List.of(
                  "02 00 00 00 00 00 80 00", //
                  "41 00 00 00 89 00 00 00 00 00")));

  static Stream<Arguments> broken() {
    return BROKEN.entrySet().stream()
        .flatMap(rule -> rule.getValue().stream().map(hex -> Arguments.of(rule.getKey(), hex)));
  }

  @Test
  void everyRuleIsBrokenHere() {
    Set<Rule> rules = Arrays.stream(Rule.values()).collect(toSet());
    assertThat(BROKEN.keySet()).isEqualTo(rules);
  }

  @ParameterizedTest
  @MethodSource("broken")
  @DisplayName("RFC 6455 section 7.1.7: the rule that was broken is named")
  void brokenRuleIsNamed(Rule rule, String hex) {
    assertBreaks(rule, () -> inflatingClient().receive(hex));
  }

  @ParameterizedTest
  @MethodSource("broken")
  @DisplayName("RFC 6455 section 7.1.7: all before the last byte is allowed, which breaks the rule")
  void brokenRuleIsNamedByteByByte(Rule rule, String hex) {
    byte[] bytes = Hex.bytes(hex);
    int last = bytes.length - 1;
    Receiver receiver = inflatingClient().receiveByteByByte(Arrays.copyOf(bytes, last));
    assertBreaks(rule, () -> receiver.receive(Arrays.copyOfRange(bytes, last, bytes.length)));
  }

  @ParameterizedTest
  @CsvSource({
    "RESERVED_BIT,           1002",
    "RESERVED_OPCODE,        1002",
    "MASKING,                1002",
    "CONTROL_TOO_LONG,       1002",
    "CONTROL_FRAGMENTED,     1002",
    "LENGTH_NOT_MINIMAL,     1002",
    "LENGTH_TOO_LARGE,       1002",
    "CONTINUATION_UNSTARTED, 1002",
    "MESSAGE_INSIDE_MESSAGE, 1002",
    "CLOSE_BODY,             1002",
    "CLOSE_CODE,             1002",
    "INVALID_UTF8,           1007",
    "INVALID_DEFLATE,        1007",
    "TOO_BIG,                1009",
    "TOO_MANY_FRAGMENTS,     1009"
  })
  @DisplayName("RFC 6455 section 7.4.1: the code that answers each broken rule")
  void closeCodes(Rule rule, int code) {
    assertThat(rule.closeCode()).isEqualTo(code);
  }

  private static Receiver inflatingClient() {
    return Receiver.inflating(LIMITS, true);
  }

  private static void assertBreaks(Rule rule, ThrowingCallable receiving) {
    assertThatExceptionOfType(ViolationException.class)
        .isThrownBy(receiving)
        .satisfies(thrown -> assertThat(thrown.violation().rule()).isEqualTo(rule))
        .withMessageMatching("[A-Z].*\\.");
  }
}
