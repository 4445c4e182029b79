package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsbin.scenario.Reply.Compression;

class FragmentTest {

  @Test
  void whatFollowsLeavesInFragments() {
    Played fragment = Played.open("fragment/3/message/hello");
    assertThat(fragment.peer.calls).containsExactly("fragment 3");
    assertThat(fragment.texts()).containsExactly("hello");
  }

  @Test
  void fragmentsAreNotCompressedUnlessThatIsAskedFor() {
    assertThat(Played.reply("fragment/3/echo", new FakeOpening()).compression())
        .isEqualTo(Compression.NONE);
    assertThat(Played.reply("echo", new FakeOpening()).compression())
        .isEqualTo(Compression.EACH_MESSAGE);
  }
}
