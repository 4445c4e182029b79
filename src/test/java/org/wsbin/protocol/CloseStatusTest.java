package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CloseStatusTest {

  @ParameterizedTest
  @ValueSource(
      ints = {
        1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 1012, 1013, 1014, 3000, 3999, 4000,
        4999
      })
  @DisplayName("RFC 6455 section 7.4: codes that a close frame may carry")
  void maySendTheCode(int code) {
    assertThat(CloseStatus.mayBeSent(code)).isTrue();
    assertThat(new CloseStatus(code, "bye"))
        .returns(code, CloseStatus::code)
        .returns("bye", CloseStatus::reason);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {-1, 0, 999, 1004, 1005, 1006, 1015, 1016, 1100, 2000, 2999, 5000, 65535, 65536})
  @DisplayName("RFC 6455 section 7.4: reserved codes and those that do not exist are refused")
  void mayNotSendTheCode(int code) {
    assertThat(CloseStatus.mayBeSent(code)).isFalse();
    assertThatThrownBy(() -> new CloseStatus(code, ""))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "The close code "
                + code
                + " may not be sent: allowed are 1000 to 1003, 1007 to 1014 and 3000 to 4999.");
  }

  @ParameterizedTest
  @CsvSource({
    "x, 1, 123", //
    "é, 2, 61",
    "€, 3, 41",
    "😀, 4, 30"
  })
  @DisplayName("RFC 6455 section 5.5: a reason is cut at 123 bytes, between characters")
  void reasonIsCutBetweenCharacters(String character, int bytes, int fit) {
    assertThat(character.getBytes(UTF_8)).hasSize(bytes);
    String cut = new CloseStatus(1000, character.repeat(200)).reason();
    assertThat(cut).isEqualTo(character.repeat(fit));
    assertThat(cut.getBytes(UTF_8)).hasSizeBetween(124 - bytes, 123);
  }

  @ParameterizedTest
  @CsvSource({
    "121, é, true",
    "122, é, false",
    "120, €, true",
    "121, €, false",
    "119, 😀, true",
    "120, 😀, false",
    "122, x, true",
    "123, x, false"
  })
  @DisplayName("RFC 6455 section 5.5: the last character stays if all of its bytes fit")
  void lastCharacterStaysIfItFits(int before, String last, boolean stays) {
    String reason = "a".repeat(before) + last;
    assertThat(new CloseStatus(1000, reason).reason())
        .isEqualTo(stays ? reason : "a".repeat(before));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5: nothing after the cut comes back, however short")
  void isABeginning() {
    String reason = "a".repeat(122) + "é" + "b";
    assertThat(new CloseStatus(1000, reason).reason()).isEqualTo("a".repeat(122));
  }

  @ParameterizedTest
  @CsvSource({
    "03e8,            1000, ''",
    "03e8 627965,     1000, bye",
    "0bb8 e282ac,     3000, €",
    "1387 f09f9880,   4999, 😀"
  })
  @DisplayName("RFC 6455 section 5.5.1: a body is a code of two bytes and a reason in UTF-8")
  void bodies(String hex, int code, String reason) {
    CloseStatus status = new CloseStatus(code, reason);
    assertThat(CloseStatus.parse(Hex.buffer(hex))).contains(status);
    assertThat(Hex.of(status.body())).isEqualTo(hex.replace(" ", ""));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a body may be empty")
  void emptyBodyIsNoStatus() {
    assertThat(CloseStatus.parse(ByteBuffer.allocate(0))).isEmpty();
  }

  @Test
  @DisplayName("RFC 6455 section 5.5: the longest body is read as it was written")
  void longestBody() {
    CloseStatus status = new CloseStatus(1000, "é".repeat(61) + "!");
    assertThat(status.body().remaining()).isEqualTo(125);
    assertThat(CloseStatus.parse(status.body())).contains(status);
  }

  @ParameterizedTest
  @CsvSource({
    "03,           CLOSE_BODY,   'A close frame has a body of 1 byte, but a close code has 2.'",
    "03ed,         CLOSE_CODE,   A close frame cannot carry the code 1005.",
    "ffff 627965,  CLOSE_CODE,   A close frame cannot carry the code 65535.",
    "03e8 62 ff,   INVALID_UTF8, The close reason is not valid UTF-8.",
    "03e8 62 e282, INVALID_UTF8, The close reason is not valid UTF-8."
  })
  @DisplayName("RFC 6455 sections 5.5.1 and 7.1.6: bodies that fail the connection")
  void brokenBodies(String hex, Rule rule, String sentence) {
    assertThatExceptionOfType(ViolationException.class)
        .isThrownBy(() -> CloseStatus.parse(Hex.buffer(hex)))
        .extracting(ViolationException::violation)
        .isEqualTo(new Violation(rule, sentence));
  }
}
