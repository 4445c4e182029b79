package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsbin.scenario.Reply.Compression;

class NoDeflateTest {

  @Test
  void thereIsNoCompression() {
    assertThat(Played.reply("no-deflate/echo", new FakeOpening()).compression())
        .isEqualTo(Compression.NONE);
  }
}
