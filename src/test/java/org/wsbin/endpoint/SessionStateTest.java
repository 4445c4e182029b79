package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SessionStateTest {
  private final SessionState state = new SessionState(at(0));

  @Test
  void itIsOpenUntilTheFirstClose() {
    assertThat(state.open()).isTrue();
    assertThat(state.closingFor(0, at(100))).isFalse();
    assertThat(state.startClosing(at(0))).isTrue();
    assertThat(state.startClosing(at(0))).isFalse();
    assertThat(state.open()).isFalse();
  }

  @Test
  void aClosingIsTimedFromItsStartAndThenFromItsFrame() {
    state.startClosing(at(0));
    assertThat(state.closingFor(10, at(10))).isFalse();
    assertThat(state.closingFor(10, at(11))).isTrue();
    state.closeSent(at(5));
    assertThat(state.closingFor(10, at(11))).isFalse();
    assertThat(state.closingFor(10, at(16))).isTrue();
  }

  @Test
  void aConnectionThatIsCutIsNoLongerClosing() {
    state.startClosing(at(0));
    assertThat(state.startCutting(at(0))).isTrue();
    assertThat(state.startCutting(at(0))).isFalse();
    state.closeSent(at(0));
    assertThat(state.closingFor(0, at(100))).isFalse();
  }

  @Test
  void afterTheEndNothingStarts() {
    state.end(at(0));
    assertThat(state.startClosing(at(0))).isFalse();
    assertThat(state.startCutting(at(0))).isFalse();
    assertThat(state.open()).isFalse();
  }

  /** So long after the start; the clock wraps meanwhile. */
  private static long at(long nanos) {
    return Long.MAX_VALUE - 5 + nanos;
  }
}
