package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv6Test {

  @ParameterizedTest
  @CsvSource({
    "::, 0:0:0:0:0:0:0:0",
    "::1, 0:0:0:0:0:0:0:1",
    "1::, 1:0:0:0:0:0:0:0",
    "2001:db8::8:800:200c:417a, 2001:db8:0:0:8:800:200c:417a",
    "2001:DB8:0000::00FF, 2001:db8:0:0:0:0:0:ff",
    "1:2:3:4:5:6:7:8, 1:2:3:4:5:6:7:8",
    "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
    "::ffff:192.0.2.1, 0:0:0:0:0:ffff:192.0.2.1",
    "::FFFF:C000:0201, 0:0:0:0:0:ffff:192.0.2.1"
  })
  @DisplayName("RFC 4291 section 2.2: each form of an address has one canonical spelling")
  void oneSpelling(String address, String canonical) {
    assertThat(Ipv6.canonical(address)).hasValue(canonical);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":",
        ".:",
        ":::",
        "1::2::3",
        "1:2:3:4:5:6:7",
        "1:2:3:4:5:6:7:8:9",
        "12345::",
        "g::",
        "fe80::1%lo",
        "127.0.0.1",
        "1.2.3.4:",
        "::256.0.0.1",
        "localhost",
        "[::1]",
        " ::1"
      })
  @DisplayName("RFC 4291 section 2.2: anything else is no address, and is never looked up")
  void notAnAddress(String text) {
    assertThat(Ipv6.canonical(text)).isEmpty();
  }
}
