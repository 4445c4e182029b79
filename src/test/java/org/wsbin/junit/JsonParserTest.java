package org.wsbin.junit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.text.Json;

@DisplayName("RFC 8259")
class JsonParserTest {
  @Test
  void everyKindOfValue() {
    assertThat(
            JsonParser.parse(
                " {\"a\" : [1, -2.5e3, true,false , null, \"x\"], \"b\":{}, \"c\":[ ] } \n"))
        .isEqualTo(
            Map.of(
                "a",
                Arrays.asList(BigDecimal.ONE, new BigDecimal("-2.5e3"), true, false, null, "x"),
                "b",
                Map.of(),
                "c",
                List.of()));
  }

  @Test
  void escapesInStrings() {
    assertThat(JsonParser.parse("\"\\\"\\\\\\/\\b\\f\\n\\r\\t\\u00fc\\ud83d\\ude00ü\""))
        .isEqualTo("\"\\/\b\f\n\r\tü😀ü");
  }

  @Test
  void readsWhatTheServerWrites() {
    Map<String, Object> members =
        Map.of("text", "\u0000\u001f\u007f\u2028\"\\<&ü😀\ud800", "list", List.of("", "a"));
    assertThat(JsonParser.parse(Json.of(members))).isEqualTo(members);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "{", "[", "[1", "[1,", "[1,]", "[1 2]", "[,1]", "{\"a\"}", "{\"a\":}",
            "{\"a\":1,}",
        "{a:1}", "\"", "\"\\", "\"\\x\"", "\"\\u12\"", "\"\\u12g4\"", "tru", "nul", "-", "1e",
            "1 1", "]"
      })
  void anythingElseIsRefused(String notJson) {
    assertThatThrownBy(() -> JsonParser.parse(notJson))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("This is not JSON from character ");
  }

  @Test
  void depthIsLimited() {
    assertThat(JsonParser.parse("[".repeat(64) + "]".repeat(64))).isInstanceOf(List.class);
    assertThatThrownBy(() -> JsonParser.parse("[".repeat(65) + "]".repeat(65)))
        .isInstanceOf(IllegalArgumentException.class);
  }
}
