package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OriginPatternTest {

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          *                         | https://anything.example:1   | true
          https://example.com       | https://example.com:443      | true
          https://EXAMPLE.com:443   | https://example.com          | true
          https://example.com       | http://example.com           | false
          https://example.com       | https://example.com:8443     | false
          https://example.com       | https://www.example.com      | false
          http://[::1]:8080         | http://[0:0:0:0:0:0:0:1]:8080| true
          https://*.example.com     | https://a.example.com        | true
          https://*.example.com     | https://a.b.c.example.com    | true
          https://*.Example.com     | https://A.example.com:443    | true
          https://*.example.com     | https://example.com          | false
          https://*.example.com     | https://badexample.com       | false
          https://*.example.com     | https://a.example.com.evil   | false
          https://*.example.com     | http://a.example.com         | false
          https://*.example.com     | https://a.example.com:8443   | false
          https://*.example.com:8443| https://a.example.com:8443   | true
          https://*.example.com:8443| https://a.example.com        | false
          https://*.bücher.example  | https://a.xn--bcher-kva.example | true
          """)
  @DisplayName("RFC 6454 section 5: exact origins, subdomains at any depth, or all")
  void matches(String pattern, String origin, boolean matches) {
    OriginPattern parsed = OriginPattern.parse(pattern).orElseThrow();
    assertThat(parsed.matches(Origin.parse(origin).orElseThrow())).isEqualTo(matches);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "**",
        "example.com",
        "*.example.com",
        "https://*",
        "https://*.",
        "https://*example.com",
        "https://a.*.example.com",
        "https://*.*.example.com",
        "https://*.example.com/",
        "https://example.com/path",
        "https://*.[::1]",
        "://*.example.com",
        "null"
      })
  void anythingElseIsNoPattern(String text) {
    assertThat(OriginPattern.parse(text)).isEmpty();
  }
}
