package org.wsbin.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class JsonTest {

  static Stream<Arguments> values() {
    return Stream.of(
        Arguments.of("text", "\"text\""),
        Arguments.of("a\"b\\c\n\u0000€", "\"a\\\"b\\\\c\\n\\u0000€\""),
        Arguments.of(1, "1"),
        Arguments.of(Long.MAX_VALUE, "9223372036854775807"),
        Arguments.of(12.346, "12.346"),
        Arguments.of(true, "true"),
        Arguments.of(Optional.empty(), "null"),
        Arguments.of(Optional.of(List.of(1)), "[1]"),
        Arguments.of(List.of(), "[]"),
        Arguments.of(List.of("a", List.of(1, false), Map.of()), "[\"a\",[1,false],{}]"));
  }

  @ParameterizedTest
  @MethodSource("values")
  @DisplayName("RFC 8259: each kind of value")
  void valuesAreWritten(Object value, String json) {
    assertThat(Json.of(value)).isEqualTo(json);
  }

  @Test
  void membersKeepTheirOrder() {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("z", 1);
    members.put("a", Optional.empty());
    members.put("m", List.of(Map.of("x", "y")));
    assertThat(Json.of(members)).isEqualTo("{\"z\":1,\"a\":null,\"m\":[{\"x\":\"y\"}]}");
  }

  @Test
  void whatHasNoJsonIsRefused() {
    assertThatThrownBy(() -> Json.of(List.of(Duration.ZERO)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("No JSON is known for class java.time.Duration.");
  }
}
