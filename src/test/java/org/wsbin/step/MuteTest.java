package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class MuteTest {

  @Test
  void theEchoIsSilentMeanwhile() {
    PlayedScenario mute = PlayedScenario.open("echo/after/1/mute/1s/message/back");
    mute.text("one");
    assertThat(mute.peer.calls)
        .filteredOn(call -> call.startsWith("mute"))
        .containsExactly("mute true");
    mute.text("lost");
    mute.passes("PT0.999S");
    assertThat(mute.texts()).containsExactly("one");

    mute.passes("PT0.001S");
    assertThat(mute.peer.calls)
        .filteredOn(call -> call.startsWith("mute"))
        .containsExactly("mute true", "mute false");
    mute.text("two");
    assertThat(mute.texts()).containsExactly("one", "back", "two");
  }

  @Test
  void aMessageThatBeganMeanwhileDoesNotComeBackInHalves() {
    PlayedScenario mute = PlayedScenario.open("echo/after/1/mute/1s");
    mute.text("one");
    mute.part("half ");
    mute.passes("PT1S");
    mute.text("of it");
    mute.text("two");
    assertThat(mute.texts()).containsExactly("one", "two");
  }

  @Test
  void whatComesMeanwhileIsCounted() {
    PlayedScenario mute = PlayedScenario.open("mute/1s/after/1/message/counted");
    mute.text("one");
    mute.passes("PT1S");
    assertThat(mute.texts()).containsExactly("counted");
  }

  @Test
  void itMayNotLastForEver() {
    PlayedScenario mute = PlayedScenario.open("mute/1h");
    mute.passes("PT10M");
    assertThat(mute.closes())
        .containsExactly("1008 This path can last at most 10m (--max-duration).");
    assertThat(mute.peer.calls).as("where it cannot close").contains("end after PT5S");
  }
}
