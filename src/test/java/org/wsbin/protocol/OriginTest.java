package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          http://example.com            | http   | example.com           | 80
          https://example.com           | https  | example.com           | 443
          ws://example.com              | ws     | example.com           | 80
          wss://example.com             | wss    | example.com           | 443
          http://example.com:1          | http   | example.com           | 1
          http://example.com:65535      | http   | example.com           | 65535
          https://example.com:80        | https  | example.com           | 80
          http://example.com:00080      | http   | example.com           | 80
          HTTPS://Example.COM           | https  | example.com           | 443
          http://localhost:8000         | http   | localhost             | 8000
          http://192.0.2.1              | http   | 192.0.2.1             | 80
          http://under_score.example    | http   | under_score.example   | 80
          http://[2001:db8::1]:8080     | http   | [2001:db8:0:0:0:0:0:1]| 8080
          https://bücher.example        | https  | xn--bcher-kva.example | 443
          chrome-extension://abcdefgh   | chrome-extension | abcdefgh    | 0
          moz-extension://0a1b-2c3d     | moz-extension    | 0a1b-2c3d   | 0
          """)
  @DisplayName("RFC 6454 section 6: scheme, host and port, with the scheme's default port")
  void isReadIntoItsParts(String text, String scheme, String host, int port) {
    assertThat(Origin.parse(text)).hasValue(new Origin(scheme, host, port));
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com, HTTP://EXAMPLE.COM:80",
    "https://example.com, https://example.com:443",
    "http://[::1], http://[0:0:0:0:0:0:0:1]:80",
    "http://[2001:db8::a], http://[2001:0DB8:0000:0000:0000:0000:0000:000A]",
    "https://bücher.example, https://xn--bcher-kva.example",
    "https://BÜCHER.example, https://XN--bcher-KVA.example",
    "https://bücher。example, https://bücher.example" // the ideographic full stop
  })
  @DisplayName("RFC 6454 section 5: two spellings of one origin are equal")
  void spellingsAreEqual(String one, String other) {
    assertThat(Origin.parse(one)).isPresent().isEqualTo(Origin.parse(other));
  }

  @ParameterizedTest
  @CsvSource({
    "http://example.com, https://example.com",
    "http://example.com, http://example.com:8080",
    "http://example.com, http://www.example.com",
    "http://[::1], http://[::2]"
  })
  @DisplayName("RFC 6454 section 5: another scheme, host or port is another origin")
  void differencesCount(String one, String other) {
    assertThat(Origin.parse(one)).isPresent().isNotEqualTo(Origin.parse(other));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "*",
        "example.com",
        "//example.com",
        "http:example.com",
        "http:/example.com",
        "http://",
        "http://:80",
        "http://example.com/",
        "http://example.com/path",
        "http://example.com?query",
        "http://example.com#fragment",
        "http://user@example.com",
        "http://user:password@example.com",
        "http://example.com:",
        "http://example.com:0",
        "http://example.com:65536",
        "http://example.com:99999",
        "http://example.com:123456",
        "http://example.com:-1",
        "http://example.com:http",
        "http://example.com:８０", // digits, but not ASCII
        " http://example.com",
        "http://example.com ",
        "http://exam ple.com",
        "http://a.example, http://b.example",
        "http://a.example http://b.example",
        "http://*.example.com",
        "http://-example.com",
        "http://example..com",
        "http://.example.com",
        "http://example.com／path", // becomes a slash under IDNA's mapping
        "http://exa\u0000mple.com",
        "http://::1",
        "http://[::1",
        "http://::1]",
        "http://[]",
        "http://[::1]x",
        "http://[fe80::1%25eth0]",
        "http://[127.0.0.1]",
        "http://[localhost]",
        "1http://example.com",
        "-http://example.com"
      })
  @DisplayName("RFC 6454 section 7: whatever is not scheme://host[:port] is no origin")
  void malformedIsNone(String text) {
    assertThat(Origin.parse(text)).isEmpty();
  }

  @Test
  @DisplayName("RFC 1035 section 2.3.4: a label has 63 characters at most")
  void labelsHaveALimit() {
    assertThat(Origin.parse("http://" + "a".repeat(63) + ".example")).isPresent();
    assertThat(Origin.parse("http://" + "a".repeat(64) + ".example")).isEmpty();
    assertThat(Origin.parse("http://bü" + "a".repeat(70) + ".example")).isEmpty();
  }

  @Test
  @DisplayName("An origin as long as a header may be gets an answer, not a stack overflow")
  void lengthIsNoDanger() {
    assertThat(Origin.parse("http://" + "a.".repeat(30_000) + "example")).isNotNull();
    assertThat(Origin.parse("http://" + "a".repeat(60_000))).isEmpty();
    assertThat(Origin.parse("http://[" + "0:".repeat(30_000) + "]")).isEmpty();
  }

  @Test
  @DisplayName("RFC 6454 section 4: a request's own origin is that of its URL")
  void ownOriginOfAHost() {
    assertThat(Origin.ofHost(false, "Example.com")).hasValue(new Origin("http", "example.com", 80));
    assertThat(Origin.ofHost(true, "example.com"))
        .hasValue(new Origin("https", "example.com", 443));
    assertThat(Origin.ofHost(true, " [::1]:8000 "))
        .hasValue(new Origin("https", "[0:0:0:0:0:0:0:1]", 8000));
    assertThat(Origin.ofHost(false, "a b")).isEmpty();
    assertThat(Origin.ofHost(false, "")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "http://localhost, true",
    "http://LOCALHOST:3000, true",
    "http://app.localhost, true",
    "https://127.0.0.1, true",
    "https://127.255.0.3:8443, true",
    "http://[::1]:8000, true",
    "http://[0::0:1], true",
    "http://localhost.example.com, false",
    "http://notlocalhost, false",
    "http://127.0.0.1.example.com, false",
    "http://128.0.0.1, false",
    "http://x127.0.0.1, false",
    "http://[::2], false",
    "http://[::], false",
    "http://0.0.0.0, false"
  })
  @DisplayName("RFC 6761 section 6.3: localhost, 127.0.0.0/8 and ::1 are this machine")
  void loopback(String text, boolean loopback) {
    assertThat(Origin.parse(text).map(Origin::isLoopback)).hasValue(loopback);
  }
}
