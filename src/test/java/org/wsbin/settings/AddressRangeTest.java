package org.wsbin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AddressRangeTest {

  @ParameterizedTest
  @CsvSource({
    "10.0.0.0/8, 10.255.0.1, true",
    "10.0.0.0/8, 11.0.0.1, false",
    "192.168.1.128/25, 192.168.1.127, false",
    "192.168.1.128/25, 192.168.1.255, true",
    "0.0.0.0/0, 1.2.3.4, true",
    "0.0.0.0/0, ::1, false",
    "127.0.0.1, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.2, false",
    "::1, ::1, true",
    "fd00::/8, fd12::1, true",
    "fd00::/8, fe80::1, false",
    "::/0, fe80::1, true",
    "10.0.0.0/8, ::ffff:10.1.2.3, true"
  })
  void containsTheAddressesWithItsPrefix(String range, String address, boolean contained) {
    assertThat(
            AddressRange.parse(range)
                .orElseThrow()
                .contains(AddressRange.address(address).orElseThrow()))
        .isEqualTo(contained);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "example.com",
        "10.0.0.0/33",
        "10.0.0/8",
        "10.0.0.256",
        "::1/129",
        "::1::",
        "10.0.0.0/",
        "/8",
        "10.0.0.0/-1",
        "10.0.0.0/8/8",
        "1"
      })
  void anythingElseIsNone(String text) {
    assertThat(AddressRange.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"localhost", "[::1", "1.2.3", "", ":", "[]"})
  void aNameIsNoAddress(String text) {
    assertThat(AddressRange.address(text)).isEmpty();
  }
}
