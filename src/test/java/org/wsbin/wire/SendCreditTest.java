package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendCreditTest {
  private final SendCredit credit = new SendCredit(() -> 1000);

  @Test
  void nothingIsGrantedUnlessSomebodyAsked() {
    assertThat(credit.granted(0, false)).isFalse();
  }

  @Test
  void thereIsRoomBelowTheLimit() {
    assertThat(credit.hasRoom(999)).isTrue();
    assertThat(credit.granted(0, false)).as("nobody waits").isFalse();
    assertThat(credit.hasRoom(1000)).isFalse();
  }

  @Test
  void whoFoundNoRoomGetsCreditOnceWhenHalfOfItHasLeft() {
    assertThat(credit.hasRoom(1200)).isFalse();
    assertThat(credit.granted(501, false)).isFalse();
    assertThat(credit.granted(500, false)).isTrue();
    assertThat(credit.granted(0, false)).isFalse();
  }

  @Test
  void whoMetAnUnfinishedMessageGetsCreditOnceWhenItHasEnded() {
    assertThat(credit.betweenMessages(false)).isTrue();
    assertThat(credit.betweenMessages(true)).isFalse();
    assertThat(credit.granted(0, true)).isFalse();
    assertThat(credit.granted(0, false)).isTrue();
    assertThat(credit.granted(0, false)).isFalse();
  }
}
