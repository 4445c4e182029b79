package org.wsbin.limits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class HandshakeRatesTest {
  /** Near its overflow. */
  private long now = Long.MAX_VALUE - 1;

  private HandshakeRates of(int perSecond) {
    return new HandshakeRates(perSecond, () -> now);
  }

  @Test
  void soManyMayComeAtOnceAndOneMoreForEachPartOfASecond() {
    HandshakeRates rates = of(4);
    for (int i = 0; i < 4; i++) {
      assertThat(rates.admit("192.0.2.1")).isTrue();
    }
    assertThat(rates.admit("192.0.2.1")).isFalse();
    now += TimeUnit.MILLISECONDS.toNanos(250);
    assertThat(rates.admit("192.0.2.1")).isTrue();
    assertThat(rates.admit("192.0.2.1")).isFalse();
    now += TimeUnit.MINUTES.toNanos(1);
    for (int i = 0; i < 4; i++) {
      assertThat(rates.admit("192.0.2.1")).isTrue();
    }
    assertThat(rates.admit("192.0.2.1")).isFalse();
  }

  @Test
  void zeroAdmitsAnyNumberAndRemembersNothing() {
    HandshakeRates rates = of(0);
    assertThat(rates.admit("192.0.2.1")).isTrue();
    assertThat(rates.remembered()).isZero();
  }

  @Test
  @Timeout(60)
  void noMoreAddressesAreRememberedThanTheLimit() {
    HandshakeRates rates = of(1);
    for (int i = 0; i < HandshakeRates.MOST_ADDRESSES; i++) {
      assertThat(rates.admit("client-" + i)).isTrue();
    }
    assertThat(rates.admit("one more")).isFalse();
    assertThat(rates.remembered()).isEqualTo(HandshakeRates.MOST_ADDRESSES);
    now += TimeUnit.SECONDS.toNanos(2);
    assertThat(rates.admit("one more")).isTrue();
    assertThat(rates.remembered()).isEqualTo(1);
  }
}
