package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.KeepAlive.Due.GIVE_UP;
import static org.wsbin.protocol.KeepAlive.Due.NOTHING;
import static org.wsbin.protocol.KeepAlive.Due.PING;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
  private long now = Long.MAX_VALUE - 1; // a clock for measuring may wrap at any time
  private final KeepAlive liveness = liveness(20, 5);

  @Test
  @DisplayName("RFC 6455 section 5.5.2: a ping is due when the interval has passed")
  void aPingIsDueAfterTheInterval() {
    assertThat(liveness.due()).isEqualTo(NOTHING);
    pass(Duration.ofSeconds(20).minusNanos(1));
    assertThat(liveness.due()).isEqualTo(NOTHING);
    pass(Duration.ofNanos(1));
    assertThat(liveness.due()).isEqualTo(PING);
    assertThat(liveness.due()).as("asked for once").isEqualTo(NOTHING);
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: no pong within its time gives the peer up")
  void noPongGivesUp() {
    ping();
    pass(Duration.ofSeconds(5));
    assertThat(liveness.due()).isEqualTo(NOTHING);
    pass(Duration.ofNanos(1));
    assertThat(liveness.due()).isEqualTo(GIVE_UP);
    assertThat(liveness.due()).isEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: a pong keeps the peer, and the next ping is in its time")
  void aPongKeeps() {
    ping();
    pass(Duration.ofSeconds(5));
    liveness.pong();
    pass(Duration.ofSeconds(14));
    assertThat(liveness.due()).isEqualTo(NOTHING);
    pass(Duration.ofSeconds(1));
    assertThat(liveness.due()).as("20 s after the last").isEqualTo(PING);
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: an unsolicited pong changes nothing")
  void anUnsolicitedPongIsFine() {
    liveness.pong();
    ping();
    pass(Duration.ofSeconds(6));
    assertThat(liveness.due()).isEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("A pong is waited for only from when the peer could have answered")
  void theWaitStartsWhenThePingHasLeft() {
    ping();
    pass(Duration.ofSeconds(4));
    liveness.waitFromNow();
    pass(Duration.ofSeconds(5));
    assertThat(liveness.due()).isEqualTo(NOTHING);
    pass(Duration.ofNanos(1));
    assertThat(liveness.due()).isEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("Waiting from now does not put off the next ping")
  void aBusyPeerIsPingedAllTheSame() {
    pass(Duration.ofSeconds(19));
    liveness.waitFromNow();
    pass(Duration.ofSeconds(1));
    assertThat(liveness.due()).isEqualTo(PING);
  }

  @Test
  @DisplayName("An interval of 0 sends no pings, and gives nobody up")
  void noInterval() {
    KeepAlive off = liveness(0, 5);
    pass(Duration.ofDays(1));
    assertThat(off.due()).isEqualTo(NOTHING);
    pass(Duration.ofDays(1));
    assertThat(off.due()).isEqualTo(NOTHING);
  }

  @Test
  @DisplayName("A pong timeout of 0 gives nobody up")
  void noTimeout() {
    KeepAlive patient = liveness(20, 0);
    pass(Duration.ofSeconds(20));
    assertThat(patient.due()).isEqualTo(PING);
    pass(Duration.ofSeconds(1));
    assertThat(patient.due()).isEqualTo(NOTHING);
    pass(Duration.ofDays(1));
    assertThat(patient.due()).isNotEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("With a pong timeout of 0, pings go on though none is answered")
  void unansweredPingsGoOn() {
    KeepAlive patient = liveness(20, 0);
    for (int ping = 0; ping < 3; ping++) {
      pass(Duration.ofSeconds(20));
      assertThat(patient.due()).isEqualTo(PING);
    }
  }

  private void ping() {
    pass(Duration.ofSeconds(20));
    assertThat(liveness.due()).isEqualTo(PING);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private KeepAlive liveness(int pingSeconds, int pongSeconds) {
    return new KeepAlive(
        Duration.ofSeconds(pingSeconds).toNanos(),
        Duration.ofSeconds(pongSeconds).toNanos(),
        () -> now);
  }
}
