package org.wsbin.settings;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.settings.RedisUrl.Address;
import org.wsbin.settings.RedisUrl.Form;

class RedisUrlTest {
  @ParameterizedTest
  @CsvSource({
    "redis://host, redis://host:6379",
    "redis://host:1/2, redis://host:1/2",
    "rediss://[::1]:7, rediss://::1:7",
    "redis://ada:pass%40word@host, redis://host:6379",
    "redis-sentinel://one/main, redis-sentinel://one:26379/main",
    "rediss-cluster://one:7, rediss-cluster://one:7"
  })
  void isShownWithoutItsPassword(String url, String shown) {
    assertThat(RedisUrl.parse(url)).map(RedisUrl::toString).hasValue(shown);
  }

  @Test
  void hasAllParts() {
    assertThat(RedisUrl.parse("rediss-sentinel://a%2Bda:%3a+@one,two:7/main"))
        .hasValue(
            new RedisUrl(
                Form.SENTINEL,
                true,
                Optional.of("a+da"),
                Optional.of(":+"),
                List.of(new Address("one", 26379), new Address("two", 7)),
                "main",
                0));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "host",
        "host:6379",
        "http://host",
        "redis://",
        "redis://host:0",
        "redis://host:65536",
        "redis://one,two",
        "redis://host/name",
        "redis-sentinel://host",
        "redis-cluster://host/1",
        "redis://a@b@host",
        "redis://host:port",
        "redis://host,"
      })
  void anythingElseIsNone(String text) {
    assertThat(RedisUrl.parse(text)).isEmpty();
  }
}
