package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.KeepAlive.Due.GIVE_UP;
import static org.wsbin.protocol.KeepAlive.Due.NOTHING;
import static org.wsbin.protocol.KeepAlive.Due.PING;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalLong;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class KeepAliveTest {
  private static final ByteBuffer NO_PAYLOAD = ByteBuffer.allocate(0);

  private long now = Long.MAX_VALUE - 1; // a clock for measuring may wrap at any time
  private final KeepAlive keepAlive = keepAlive(20, 5);

  @Test
  @DisplayName("RFC 6455 section 5.5.2: a ping is due when the interval has passed")
  void aPingIsDueAfterTheInterval() {
    assertThat(keepAlive.due(now)).isEqualTo(NOTHING);
    pass(Duration.ofSeconds(20).minusNanos(1));
    assertThat(keepAlive.due(now)).isEqualTo(NOTHING);
    pass(Duration.ofNanos(1));
    assertThat(keepAlive.due(now)).isEqualTo(PING);
    assertThat(keepAlive.due(now)).as("asked for once").isEqualTo(NOTHING);
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: no pong within its time gives the peer up")
  void noPongGivesUp() {
    ping();
    pass(Duration.ofSeconds(5));
    assertThat(keepAlive.due(now)).isEqualTo(NOTHING);
    pass(Duration.ofNanos(1));
    assertThat(keepAlive.due(now)).isEqualTo(GIVE_UP);
    assertThat(keepAlive.due(now)).isEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: a pong keeps the peer, and the next ping is in its time")
  void aPongKeeps() {
    ping();
    pass(Duration.ofSeconds(5));
    keepAlive.pong(NO_PAYLOAD, now);
    pass(Duration.ofSeconds(14));
    assertThat(keepAlive.due(now)).isEqualTo(NOTHING);
    pass(Duration.ofSeconds(1));
    assertThat(keepAlive.due(now)).as("20 s after the last").isEqualTo(PING);
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: an unsolicited pong changes nothing")
  void anUnsolicitedPongIsFine() {
    keepAlive.pong(NO_PAYLOAD, now);
    ping();
    pass(Duration.ofSeconds(6));
    assertThat(keepAlive.due(now)).isEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("A pong is waited for only from when the peer could have answered")
  void theWaitStartsWhenThePingHasLeft() {
    ping();
    pass(Duration.ofSeconds(4));
    keepAlive.waitFromNow(now);
    pass(Duration.ofSeconds(5));
    assertThat(keepAlive.due(now)).isEqualTo(NOTHING);
    pass(Duration.ofNanos(1));
    assertThat(keepAlive.due(now)).isEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("Waiting from now does not put off the next ping")
  void aBusyPeerIsPingedAllTheSame() {
    pass(Duration.ofSeconds(19));
    keepAlive.waitFromNow(now);
    pass(Duration.ofSeconds(1));
    assertThat(keepAlive.due(now)).isEqualTo(PING);
  }

  @Test
  @DisplayName("An interval of 0 sends no pings, and gives nobody up")
  void noInterval() {
    KeepAlive off = keepAlive(0, 5);
    pass(Duration.ofDays(1));
    assertThat(off.due(now)).isEqualTo(NOTHING);
    pass(Duration.ofDays(1));
    assertThat(off.due(now)).isEqualTo(NOTHING);
  }

  @Test
  @DisplayName("A pong timeout of 0 gives nobody up")
  void noTimeout() {
    KeepAlive patient = keepAlive(20, 0);
    pass(Duration.ofSeconds(20));
    assertThat(patient.due(now)).isEqualTo(PING);
    pass(Duration.ofSeconds(1));
    assertThat(patient.due(now)).isEqualTo(NOTHING);
    pass(Duration.ofDays(1));
    assertThat(patient.due(now)).isNotEqualTo(GIVE_UP);
  }

  @Test
  @DisplayName("With a pong timeout of 0, pings go on though none is answered")
  void unansweredPingsGoOn() {
    KeepAlive patient = keepAlive(20, 0);
    for (int ping = 0; ping < 3; ping++) {
      pass(Duration.ofSeconds(20));
      assertThat(patient.due(now)).isEqualTo(PING);
    }
  }

  @Test
  @DisplayName("Other signs of life keep the peer too")
  void somethingElseKeeps() {
    ping();
    pass(Duration.ofSeconds(5));
    keepAlive.heard();
    pass(Duration.ofSeconds(1));
    assertThat(keepAlive.due(now)).isEqualTo(NOTHING);
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: a pong answers the ping with its payload")
  void theRoundTripIsThatOfTheAnsweredPing() {
    keepAlive.pinged(payload("a"), now);
    pass(Duration.ofSeconds(1));
    keepAlive.pinged(payload("b"), now);
    pass(Duration.ofSeconds(2));
    assertThat(keepAlive.roundTrip()).isEqualTo(OptionalLong.empty());
    keepAlive.pong(payload("a"), now);
    assertThat(keepAlive.roundTrip()).hasValue(Duration.ofSeconds(3).toNanos());
    pass(Duration.ofSeconds(1));
    keepAlive.pong(payload("b"), now);
    assertThat(keepAlive.roundTrip()).hasValue(Duration.ofSeconds(3).toNanos());
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: a pong for the last ping answers those before it too")
  void theLastPongAnswersAll() {
    keepAlive.pinged(payload("a"), now);
    keepAlive.pinged(payload("b"), now);
    pass(Duration.ofSeconds(2));
    keepAlive.pong(payload("b"), now);
    pass(Duration.ofSeconds(2));
    keepAlive.pong(payload("a"), now);
    assertThat(keepAlive.roundTrip()).hasValue(Duration.ofSeconds(2).toNanos());
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: a pong that nobody asked for measures nothing")
  void anUnknownPongMeasuresNothing() {
    keepAlive.pinged(payload("a"), now);
    keepAlive.pong(payload("?"), now);
    assertThat(keepAlive.roundTrip()).isEqualTo(OptionalLong.empty());
  }

  @Test
  @DisplayName("Pings that are never answered take a bounded amount of memory")
  void unansweredPingsAreForgotten() {
    for (int i = 0; i <= KeepAlive.MAX_AWAITED; i++) {
      keepAlive.pinged(payload("ping " + i), now);
    }
    keepAlive.pong(payload("ping 0"), now);
    assertThat(keepAlive.roundTrip()).isEqualTo(OptionalLong.empty());
    keepAlive.pong(payload("ping 1"), now);
    assertThat(keepAlive.roundTrip()).hasValue(0);
  }

  @Test
  void thePayloadIsCopied() {
    ByteBuffer payload = payload("a");
    keepAlive.pinged(payload, now);
    assertThat(payload.remaining()).isEqualTo(1);
    payload.put(0, (byte) 'x');
    keepAlive.pong(payload("a"), now);
    assertThat(keepAlive.roundTrip()).hasValue(0);
  }

  private static ByteBuffer payload(String ascii) {
    return ByteBuffer.wrap(ascii.getBytes(US_ASCII));
  }

  private void ping() {
    pass(Duration.ofSeconds(20));
    assertThat(keepAlive.due(now)).isEqualTo(PING);
  }

  private void pass(Duration time) {
    now += time.toNanos();
  }

  private KeepAlive keepAlive(int pingSeconds, int pongSeconds) {
    return new KeepAlive(
        Duration.ofSeconds(pingSeconds).toNanos(), Duration.ofSeconds(pongSeconds).toNanos(), now);
  }
}
