package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HeaderListTest {

  @Test
  @DisplayName("RFC 9110 section 5.6.1: the elements of all lines in order, trimmed, none empty")
  void elementsOfAllLines() {
    assertThat(HeaderList.elements(List.of("a,b", " c ,\td\t", "", ",", ", e,,f ,")))
        .containsExactly("a", "b", "c", "d", "e", "f");
    assertThat(HeaderList.elements(List.of())).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "websocket, true",
    "'h2c, WebSocket', true",
    "'WEBSOCKET , h2c', true",
    "websockets, false",
    "a websocket, false",
    "'', false"
  })
  @DisplayName("RFC 9110 section 7.8: an element is found in any case and at any place")
  void containsInAnyCase(String line, boolean contains) {
    assertThat(HeaderList.contains(List.of("first", line), "websocket")).isEqualTo(contains);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", "v12.stomp", "a!#$%&'*+-.^_`|~z", "!", "~"})
  @DisplayName("RFC 9110 section 5.6.2: a token is printable ASCII without separators")
  void tokens(String element) {
    assertThat(HeaderList.isToken(element)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "", " ", "a b", "a\tb", "a\u0000", "a\u007f", "é", "€", "(", ")", "<", ">", "@", ",", ";",
        ":", "\\", "\"", "/", "[", "]", "?", "=", "{", "}"
      })
  @DisplayName("RFC 9110 section 5.6.2: separators, blanks, controls and the rest are no tokens")
  void notTokens(String element) {
    assertThat(HeaderList.isToken(element)).isFalse();
  }
}
