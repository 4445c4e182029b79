package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsbin.scenario.HandshakeReply.Compression;

class NoDeflateTest {

  @Test
  void thereIsNoCompression() {
    assertThat(PlayedScenario.reply("no-deflate/echo", new FakeOpeningRequest()).compression())
        .isEqualTo(Compression.NONE);
  }
}
