package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.close;
import static org.wsbin.wire.ClientBytes.ping;
import static org.wsbin.wire.ClientBytes.text;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.scenario.Silence;

/** What a scenario can do to its peer. A fault lasts a minute at most, and a send 10 s. */
class ConnectionPeerTest {
  private final Wired wired = Wired.echo();

  @Test
  @DisplayName("RFC 6455 section 5.4: fragments from the next message on")
  void messagesLeaveInFragments() {
    wired.remote().send(MessageKind.TEXT, ByteBuffer.wrap("be".getBytes(UTF_8)), false);
    wired.remote().fragment(3);
    wired.remote().send(MessageKind.TEXT, ByteBuffer.wrap("gun".getBytes(UTF_8)), true);
    wired.send("hello");
    wired.send("");
    assertThat(wired.network.frames())
        .containsExactly("TEXT be…", "CONTINUATION gun", "TEXT hel…", "CONTINUATION lo", "TEXT ");
  }

  @Test
  void aPingBetweenFragmentsIsWhole() {
    wired.remote().fragment(2);
    wired.remote().send(MessageKind.TEXT, ByteBuffer.wrap("abc".getBytes(UTF_8)), false);
    wired.remote().ping(ByteBuffer.wrap("ping".getBytes(UTF_8)));
    wired.remote().send(MessageKind.TEXT, ByteBuffer.wrap("d".getBytes(UTF_8)), true);
    assertThat(wired.network.frames()).containsExactly("TEXT ab…", "PING ping", "CONTINUATION cd");
  }

  @Test
  void aPongLeavesUnasked() {
    wired.remote().pongUnasked(ByteBuffer.wrap("unasked".getBytes(UTF_8)));
    assertThat(wired.network.frames()).containsExactly("PONG unasked");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close without a code")
  void aCloseMayHaveNoCode() {
    wired.remote().closeWithoutCode();
    wired.send("too late");
    assertThat(wired.network.frames()).containsExactly("CLOSE ");
    wired.receive(close(1000, ""));
    assertThat(wired.network.calls).containsExactly("close");
  }

  @Test
  void aStalledPeerIsNotReadFrom() {
    wired.remote().stall(true);
    assertThat(wired.receive(text("one"))).isFalse();
    assertThat(wired.network.reads).isZero();

    wired.remote().stall(false);
    assertThat(wired.network.calls).containsExactly("resume");
    assertThat(wired.connection.readable()).isTrue();
    assertThat(wired.network.frames()).containsExactly("TEXT one");
  }

  @Test
  void oneStallInAnotherEndsWithTheLast() {
    wired.remote().stall(true);
    wired.remote().stall(true);
    wired.remote().stall(false);
    assertThat(wired.receive(text("one"))).isFalse();
    wired.remote().stall(false);
    assertThat(wired.connection.readable()).isTrue();
    assertThat(wired.network.frames()).containsExactly("TEXT one");
  }

  @Test
  void whatWasReadWithTheStallWaitsToo() {
    wired.behaviour.reaction =
        (peer, kind, slice, last) -> {
          peer.send(kind, slice, last);
          if (wired.behaviour.told.size() == 2) {
            wired.remote().stall(true);
          }
        };
    assertThat(wired.receive(text("one"), text("two"), text("three"))).isFalse();
    assertThat(wired.network.frames()).containsExactly("TEXT one");

    wired.remote().stall(false);
    assertThat(wired.network.frames()).containsExactly("TEXT one", "TEXT two", "TEXT three");
    assertThat(wired.network.calls).containsExactly("resume");
  }

  @Test
  void readingIsNotResumedIfItDidNotStop() {
    wired.remote().stall(true);
    wired.remote().stall(false);
    assertThat(wired.network.calls).isEmpty();
    assertThat(wired.receive(text("one"))).isTrue();
  }

  @Test
  void aStalledPeerIsPingedAndMayTakeItsTime() {
    wired.remote().stall(true);
    wired.passes(Duration.ofMinutes(5));
    assertThat(wired.network.frames()).hasSizeBetween(14, 15).containsOnly("PING ");
    assertThat(wired.network.calls).isEmpty();
    wired.remote().stall(false);
    wired.passes(Duration.ofSeconds(1));
    assertThat(wired.network.frames()).hasSizeBetween(15, 16).containsOnly("PING ");
  }

  @Test
  void aMutedOneAnswersNothing() {
    wired.remote().mute(true);
    wired.receive(ping("one"));
    wired.receive(close(4001, "bye"));
    wired.passes(Duration.ofMinutes(5));
    assertThat(wired.network.taken()).isEmpty();
    assertThat(wired.network.calls).isEmpty();

    wired.remote().mute(false);
    assertThat(wired.network.frames()).containsExactly("CLOSE 4001 bye");
    assertThat(wired.network.calls).containsExactly("close");
  }

  @Test
  void oneMutedNoMoreAnswersAsBefore() {
    wired.remote().mute(true);
    wired.receive(ping("lost"));
    wired.remote().mute(false);
    wired.receive(ping("found"), text("hello"));
    assertThat(wired.network.frames()).containsExactly("PONG found", "TEXT hello");
  }

  @Test
  void aCloseIsIgnoredForAsLongAsTheConnectionMayLast() {
    wired.remote().keepSilent(Silence.CLOSE);
    wired.remote().endAfter(Duration.ofMinutes(1));
    wired.receive(ping("one"), text("hello"), close(1000, ""));
    wired.passes(Duration.ofMinutes(1));
    assertThat(wired.network.frames()).startsWith("PONG one", "TEXT hello");
    assertThat(wired.network.frames()).noneMatch(frame -> frame.startsWith("CLOSE"));
    assertThat(wired.network.calls).isEmpty();
    wired.passes(Duration.ofMillis(200));
    assertThat(wired.network.calls).containsExactly("close");
  }

  @Test
  void aCloseIsIgnoredBehindASilenceToo() {
    wired.remote().keepSilent(Silence.CLOSE);
    wired.remote().mute(true);
    wired.remote().mute(false);
    wired.receive(close(1000, ""));
    assertThat(wired.network.frames()).isEmpty();
    assertThat(wired.network.calls).isEmpty();
  }

  @Test
  void aDropWaitsForWhatWaits() {
    wired.network.room = 3;
    wired.send("hello");
    wired.remote().drop();
    assertThat(wired.network.calls).containsExactly("whenWritable 4 bytes");
    wired.makeRoom(100);
    assertThat(wired.network.frames()).containsExactly("TEXT hello");
    assertThat(wired.network.calls).endsWith("close");
    assertThat(wired.behaviour.told).endsWith("closed");
  }

  @Test
  void aDropDoesNotWaitForEver() {
    wired.network.room = 3;
    wired.send("hello");
    wired.remote().drop();
    wired.passes(Duration.ofMillis(10_200));
    assertThat(wired.network.calls).endsWith("close");
  }

  @Test
  void whatComesBehindADropIsNotHandedOver() {
    wired.network.room = 0;
    wired.send("hello");
    wired.remote().drop();
    wired.receive(text("late"));
    wired.makeRoom(100);
    assertThat(wired.behaviour.told).containsExactly("opened", "closed");
  }

  @Test
  void bytesDripAndNothingIsReadMeanwhile() {
    wired.remote().drip(2, Duration.ofMillis(20));
    wired.send("hello");
    wired.remote().drop();
    assertThat(wired.network.writes).containsExactly(2);
    assertThat(wired.receive(text("waits"))).isFalse();
    wired.passes(Duration.ofMillis(40));
    assertThat(wired.network.writes).containsExactly(2, 2, 2);
    assertThat(wired.network.calls).as("a drop waits for the last drop").isEmpty();
    wired.passes(Duration.ofMillis(20));
    assertThat(wired.network.writes).containsExactly(2, 2, 2, 1);
    assertThat(wired.network.calls).containsExactly("close");
  }

  @Test
  void slowDropsAreNotAPeerThatDoesNotRead() {
    wired.remote().drip(1, Duration.ofSeconds(30));
    wired.send("hello");
    wired.passes(Duration.ofMinutes(3));
    assertThat(wired.network.frames()).containsExactly("TEXT hello");
    assertThat(wired.network.calls).isEmpty();
  }

  @Test
  void aPeerThatLeavesBetweenTwoDropsIsNoticed() {
    wired.remote().drip(1, Duration.ofMinutes(1));
    wired.send("hello");
    wired.network.endInput();
    wired.connection.readable();
    assertThat(wired.network.calls).containsExactly("close");
    assertThat(wired.behaviour.seen).endsWith("end: FIN");
  }

  @Test
  void roomIsReportedOnceAfterThereWasNone() {
    wired.network.room = 0;
    assertThat(wired.remote().ready()).isTrue();
    for (int i = 0; i < 4; i++) {
      wired.send(500); // which makes a frame of 504 bytes
    }
    assertThat(wired.remote().ready()).isFalse();
    wired.makeRoom(2 * 504);
    assertThat(wired.behaviour.rooms).as("more than half of the queue waits").isZero();
    wired.makeRoom(504);
    assertThat(wired.behaviour.rooms).isEqualTo(1);
    wired.makeRoom(504);
    assertThat(wired.behaviour.rooms).isEqualTo(1);
  }

  @Test
  void onlyAWaitingBehaviourIsNotified() {
    wired.network.room = 0;
    wired.send(2000);
    wired.makeRoom(5000);
    assertThat(wired.behaviour.rooms).isZero();
  }

  @Test
  void fragmentsThatCameAreCounted() {
    wired.receive(ClientBytes.frame(false, Opcode.TEXT, new byte[1]));
    wired.receive(ping("between"));
    wired.receive(ClientBytes.frame(true, Opcode.CONTINUATION, new byte[1]));
    assertThat(wired.remote().fragments()).isEqualTo(2);
  }

  @Test
  void anEndOfItsOwnTakesThePlaceOfTheUsual() {
    wired.remote().endAfter(Duration.ofSeconds(2));
    wired.passes(Duration.ofSeconds(2));
    assertThat(wired.network.calls).isEmpty();
    wired.passes(Duration.ofMillis(200));
    assertThat(wired.network.calls).containsExactly("close");
  }
}
