package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionStateTest {
  /** The clock may wrap. */
  private static final long START = Long.MAX_VALUE - 5;

  private final SessionState state = new SessionState(START);

  @Test
  void itIsOpenUntilTheFirstClose() {
    assertThat(state.open()).isTrue();
    assertThat(state.closingFor(0, START + 100)).isFalse();
    assertThat(state.startClosing(START)).isTrue();
    assertThat(state.startClosing(START)).isFalse();
    assertThat(state.open()).isFalse();
  }

  @Test
  void aClosingIsTimedFromItsStartAndThenFromItsFrame() {
    state.startClosing(START);
    assertThat(state.closingFor(10, START + 10)).isFalse();
    assertThat(state.closingFor(10, START + 11)).isTrue();
    state.closeSent(START + 5);
    assertThat(state.closingFor(10, START + 11)).isFalse();
    assertThat(state.closingFor(10, START + 16)).isTrue();
  }

  @Test
  void aConnectionThatIsCutIsNoLongerClosing() {
    state.startClosing(START);
    assertThat(state.startCutting(START)).isTrue();
    assertThat(state.startCutting(START)).isFalse();
    state.closeSent(START);
    assertThat(state.closingFor(0, START + 100)).isFalse();
  }

  @Test
  void afterTheEndNothingStarts() {
    state.ended(START);
    assertThat(state.startClosing(START)).isFalse();
    assertThat(state.startCutting(START)).isFalse();
    assertThat(state.open()).isFalse();
  }
}
