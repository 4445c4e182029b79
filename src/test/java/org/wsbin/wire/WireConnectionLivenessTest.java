package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.frame;
import static org.wsbin.wire.ClientBytes.hex;
import static org.wsbin.wire.ClientBytes.ping;
import static org.wsbin.wire.ClientBytes.pong;
import static org.wsbin.wire.ClientBytes.text;

import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.Opcode;
import org.wsbin.scenario.Silence;

/** Pings, pongs and what a {@link WireConnection} leaves unanswered if it was told to. */
class WireConnectionLivenessTest {

  @Test
  @DisplayName("RFC 6455 section 5.5.2: a ping each interval, 1011 if no pong comes in time")
  void noPongIs1011() {
    Wired wired = Wired.open().exact();
    wired.passes(Duration.ofMillis(19_900));
    assertThat(wired.network.frames()).isEmpty();
    wired.passes(Duration.ofMillis(100));
    assertThat(wired.network.frames()).containsExactly("PING ");
    wired.passes(Duration.ofSeconds(10));
    wired.receive(pong());
    wired.passes(Duration.ofSeconds(10));
    assertThat(wired.network.frames()).containsExactly("PING ", "PING ");
    wired.passes(Duration.ofSeconds(15));
    assertThat(wired.network.frames()).hasSize(2);
    wired.passes(Duration.ofMillis(100));
    assertThat(wired.network.frames())
        .containsExactly("PING ", "PING ", "CLOSE 1011 keepalive ping timeout");
    wired.passes(Duration.ofMillis(5200));
    assertThat(wired.network.calls).endsWith("close");
  }

  @Test
  void anIdleOneHasATenthMoreTimeAtMost() {
    Wired wired = Wired.open();
    wired.passes(Duration.ofMillis(19_900));
    assertThat(wired.network.frames()).isEmpty();
    wired.passes(Duration.ofMillis(2100));
    assertThat(wired.network.frames()).containsExactly("PING ");
    wired.passes(Duration.ofMillis(16_500));
    assertThat(wired.network.frames())
        .containsExactly("PING ", "CLOSE 1011 keepalive ping timeout");
    wired.passes(Duration.ofMillis(5200));
    assertThat(wired.network.calls).endsWith("close");
  }

  @Test
  void aMessageThatIsNotFinishedInTimeClosesWith1008() {
    Wired wired = Wired.open();
    for (int i = 0; i < 35; i++) {
      wired.receive(
          frame(false, i == 0 ? Opcode.TEXT : Opcode.CONTINUATION, new byte[] {'x'}), pong());
      wired.passes(Duration.ofSeconds(9));
    }
    assertThat(wired.network.frames())
        .last()
        .isEqualTo("CLOSE 1008 A message took longer than 5m (--message-timeout).");
  }

  @Test
  void manyMessagesMayTakeLonger() {
    Wired wired = Wired.open();
    for (int i = 0; i < 40; i++) {
      wired.receive(text("whole"), pong());
      wired.passes(Duration.ofSeconds(9));
    }
    assertThat(wired.network.frames()).containsOnly("PING ");
  }

  @Test
  void otherTrafficDoesNotReplaceAPong() {
    Wired wired = Wired.open().exact();
    for (int second = 0; second < 36; second++) {
      wired.passes(Duration.ofSeconds(1));
      wired.receive(text("still here"));
    }
    assertThat(wired.network.frames()).last().isEqualTo("CLOSE 1011 keepalive ping timeout");
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: in the middle of a frame no pong can come")
  void slicesOfAnUnfinishedMessageWillDo() {
    Wired wired = Wired.open();
    // the header of a masked binary frame of a million bytes
    wired.receive(hex("82 ff 00 00 00 00 00 0f 42 40 00 00 00 00"));
    for (int second = 0; second < 60; second++) {
      wired.passes(Duration.ofSeconds(1));
      wired.receive(new byte[10_000]);
    }
    assertThat(wired.network.frames()).containsOnly("PING ").isNotEmpty();
    wired.passes(Duration.ofSeconds(16));
    assertThat(wired.network.frames()).last().isEqualTo("CLOSE 1011 keepalive ping timeout");
  }

  @Test
  void aPeerThatDoesNotReadOwesNoPong() {
    Wired wired = Wired.open().exact();
    wired.passes(Duration.ofSeconds(20));
    wired.network.room = 0;
    for (int i = 0; i < 10; i++) {
      wired.send("0123456789");
    }
    // it takes a piece just in time, again and again
    for (int i = 0; i < 10; i++) {
      wired.passes(Duration.ofSeconds(9));
      wired.makeRoom(12);
    }
    assertThat(wired.network.frames()).hasSize(11);
    assertThat(wired.network.calls).doesNotContain("close");
    wired.network.room = Long.MAX_VALUE;
    wired.passes(Duration.ofMillis(14_900));
    assertThat(wired.network.frames()).hasSize(11);
    wired.passes(Duration.ofMillis(300));
    assertThat(wired.network.frames()).last().isEqualTo("CLOSE 1011 keepalive ping timeout");
  }

  @Test
  void pingsGoOutBetweenTheFragmentsOfAMessage() {
    Wired wired = Wired.echo();
    wired.receive(frame(false, Opcode.TEXT, new byte[] {'h'}));
    wired.passes(Duration.ofSeconds(20));
    wired.receive(pong(), frame(true, Opcode.CONTINUATION, new byte[] {'i'}));
    assertThat(wired.network.frames()).containsExactly("TEXT h…", "PING ", "CONTINUATION i");
  }

  @Test
  void afterACloseNoPingIsSent() {
    Wired wired = Wired.open();
    wired.passes(Duration.ofSeconds(18));
    wired.connection.close(new CloseStatus(1000, ""));
    wired.passes(Duration.ofSeconds(4));
    assertThat(wired.network.frames()).containsExactly("CLOSE 1000 ");
  }

  @Test
  void aMutedOneAnswersNoPingNoCloseAndAsksForNothing() {
    Wired wired = Wired.open();
    wired.connection.peer.keepSilent(Silence.ALL);
    assertThat(wired.receive(ping("p"), ClientBytes.close(1000, ""))).isTrue();
    wired.passes(Duration.ofMinutes(1));
    assertThat(wired.network.taken()).isEmpty();
    assertThat(wired.network.calls).isEmpty();
    assertThat(wired.behaviour.seen).containsExactly("close 1000 ");
  }

  @Test
  void whatTheMutedOneStillDoesIsTheRest() {
    Wired wired = Wired.echo().exact();
    wired.connection.peer.keepSilent(Silence.PONG);
    wired.receive(ping("p"), text("hello"));
    wired.passes(Duration.ofSeconds(20));
    assertThat(wired.network.frames()).containsExactly("TEXT hello", "PING ");
    wired.receive(ClientBytes.close(1000, ""));
    assertThat(wired.network.frames()).last().isEqualTo("CLOSE 1000 ");
    assertThat(wired.network.calls).containsExactly("close");
  }

  @Test
  void aTimeOfItsOwnReplacesTheUsualLimits() {
    Wired wired = Wired.open();
    wired.connection.peer.closeSent();
    wired.connection.peer.endAfter(Duration.ofSeconds(30));
    wired.passes(Duration.ofSeconds(30));
    assertThat(wired.network.calls).isEmpty();
    wired.passes(Duration.ofMillis(200));
    assertThat(wired.network.calls).containsExactly("close");
    assertThat(wired.network.taken()).as("what was sent as bytes was the close").isEmpty();
  }
}
