package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.HandshakeReply.Compression;

class DripTest {

  @Test
  void whatFollowsDrips() {
    PlayedScenario drip = PlayedScenario.open("drip/2/20/message/hello");
    assertThat(drip.peer.calls).containsExactly("drip 2 PT0.02S");
    assertThat(drip.texts()).containsExactly("hello");
    assertThat(drip.closes()).containsExactly("1000");
  }

  @Test
  void itMayNotLastForEver() {
    PlayedScenario drip = PlayedScenario.open("drip/1/1h/echo");
    drip.passes("PT10M");
    assertThat(drip.closes())
        .containsExactly("1008 This path can last at most 10m (--max-duration).");
  }

  @Test
  void bytesAreNotCompressed() {
    assertThat(PlayedScenario.reply("drip/2/20/echo", new FakeOpeningRequest()).compression())
        .isEqualTo(Compression.NONE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"0/20", "65537/20", "1/0", "1/0.9", "1/3600001", "1/2h"})
  void whatIsOutOfRangeIsRefused(String values) {
    assertThatThrownBy(() -> PlayedScenario.scenario("drip/" + values))
        .isInstanceOf(BadParameterException.class);
  }
}
