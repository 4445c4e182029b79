package org.wsbin.text;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SizesTest {

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "65536, 65536",
    "12b, 12",
    "1k, 1024",
    "64K, 65536",
    "64kb, 65536",
    "64KiB, 65536",
    "' 1m ', 1048576",
    "1MiB, 1048576",
    "2g, 2147483648",
    "999999999999, 999999999999",
    "8589934591g, 9223372035781033984" // the most that fits
  })
  void readsBytesWithOrWithoutAUnit(String text, long bytes) {
    assertThat(Sizes.parse(text)).hasValue(bytes);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        " ",
        "k",
        "1t",
        "1 k",
        "1.5m",
        "-1",
        "+1",
        "1ki",
        "1bb",
        "1e3",
        "0x10",
        "٣",
        "1000000000000",
        "8589934592g"
      })
  void anythingElseIsNoSize(String text) {
    assertThat(Sizes.parse(text)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1, 1",
    "1023, 1023",
    "1024, 1k",
    "1025, 1025",
    "1536, 1536",
    "1048576, 1m",
    "67108864, 64m",
    "1073741824, 1g",
    "1099511627776, 1024g"
  })
  void writesTheLargestUnitThatDivides(long bytes, String text) {
    assertThat(Sizes.format(bytes)).isEqualTo(text);
    assertThat(Sizes.parse(text)).hasValue(bytes);
  }
}
