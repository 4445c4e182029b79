package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.Extension.Parameter;

class ExtensionTest {

  static Stream<Arguments> lines() {
    return Stream.of(
        Arguments.of("foo", List.of(extension("foo"))),
        Arguments.of("foo, bar; baz=2", List.of(extension("foo"), extension("bar", "baz=2"))),
        Arguments.of("a;b;c=d;e", List.of(extension("a", "b", "c=d", "e"))),
        Arguments.of(" a ;\tb = c ;d\t,\te ", List.of(extension("a", "b=c", "d"), extension("e"))),
        Arguments.of("a; b=\"c\"", List.of(extension("a", "b=c"))),
        Arguments.of("a; b=\"\\c\\d\"; e", List.of(extension("a", "b=cd", "e"))),
        Arguments.of("a; b, a; b", List.of(extension("a", "b"), extension("a", "b"))),
        Arguments.of("a; b; b=1", List.of(extension("a", "b", "b=1"))),
        Arguments.of("!#$%&'*+-.^_`|~09azAZ", List.of(extension("!#$%&'*+-.^_`|~09azAZ"))),
        Arguments.of(", a, , b,", List.of(extension("a"), extension("b"))), // RFC 9110, 5.6.1
        Arguments.of("", List.of()),
        Arguments.of(" , ", List.of()));
  }

  @ParameterizedTest
  @MethodSource("lines")
  @DisplayName("RFC 6455 section 9.1: names with parameters, in order")
  void lines(String line, List<Extension> extensions) {
    assertThat(Extension.parse(List.of(line))).contains(extensions);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a b",
        "a;",
        "a; ;b",
        "a;, b",
        ";a",
        "=a",
        "a=b", // a value without a parameter
        "a; b=",
        "a; b=, c",
        "a; =b",
        "a; b==c",
        "a; b=c d",
        "a; b=\"\"",
        "a; b=\"c",
        "a; b=\"c\\",
        "a; b=\"c\\\"",
        "a; b=\"c d\"", // quoted, but no token
        "a; b=\"c,d\"",
        "a; b=\"c\"d",
        "a; \"b\"",
        "\"a\"",
        "a/b",
        "a; b=c/d",
        "é",
        "a\u0000"
      })
  @DisplayName("RFC 6455 section 9.1: what breaks the grammar is nothing, whatever else is there")
  void brokenLines(String line) {
    assertThat(Extension.parse(List.of(line))).isEmpty();
    assertThat(Extension.parse(List.of("fine", line))).isEmpty();
    assertThat(Extension.parse(List.of(line, "fine"))).isEmpty();
  }

  @Test
  @DisplayName("RFC 6455 section 9.1: several lines are one list")
  void severalLines() {
    assertThat(Extension.parse(List.of("a, b", "", "c; d")))
        .contains(List.of(extension("a"), extension("b"), extension("c", "d")));
    assertThat(Extension.parse(List.of())).contains(List.of());
  }

  private static Extension extension(String name, String... parameters) {
    return new Extension(
        name,
        Arrays.stream(parameters)
            .map(parameter -> parameter.split("=", 2))
            .map(
                parts ->
                    new Parameter(
                        parts[0], parts.length == 1 ? Optional.empty() : Optional.of(parts[1])))
            .toList());
  }
}
