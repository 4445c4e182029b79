package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsbin.scenario.HandshakeReply.Compression;

class FragmentTest {

  @Test
  void whatFollowsLeavesInFragments() {
    PlayedScenario fragment = PlayedScenario.open("fragment/3/message/hello");
    assertThat(fragment.peer.calls).containsExactly("fragment 3");
    assertThat(fragment.texts()).containsExactly("hello");
  }

  @Test
  void fragmentsAreNotCompressedUnlessRequested() {
    assertThat(PlayedScenario.reply("fragment/3/echo", new FakeOpeningRequest()).compression())
        .isEqualTo(Compression.NONE);
    assertThat(PlayedScenario.reply("echo", new FakeOpeningRequest()).compression())
        .isEqualTo(Compression.EACH_MESSAGE);
  }
}
