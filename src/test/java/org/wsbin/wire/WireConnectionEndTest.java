package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.UNMASKED;
import static org.wsbin.wire.ClientBytes.close;
import static org.wsbin.wire.ClientBytes.frame;
import static org.wsbin.wire.ClientBytes.ping;
import static org.wsbin.wire.ClientBytes.text;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import org.wsbin.CapturedLog;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.Opcode;

/** How a {@link WireConnection} ends: the closing handshake both ways, violations, failures. */
class WireConnectionEndTest {
  static final List<Throwable> FAILURES =
      List.of(new IllegalStateException("on purpose"), new AssertionError("on purpose"));

  private static final CloseStatus DONE = new CloseStatus(1000, "Done");
  private static final String NOT_MASKED =
      "CLOSE 1002 The client's frame is not masked: a client masks every frame.";

  @Test
  @DisplayName(
      "RFC 6455 section 5.5.1: a close is answered with its code and reason, then TCP ends")
  void aCloseIsAnswered() {
    Wired wired = Wired.echo();
    assertThat(wired.receive(text("last"), close(1001, "bye"), text("ignored"))).isFalse();
    assertThat(wired.network.frames()).containsExactly("TEXT last", "CLOSE 1001 bye");
    assertThat(wired.network.writes).hasSize(1);
    assertThat(wired.network.calls).containsExactly("close");
    assertThat(wired.behaviour.told).containsExactly("opened", "last", "closed");
    assertThat(wired.behaviour.seen).containsExactly("close 1001 bye", "end: LOCAL");
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.5: a close without a code is answered without one")
  void aCloseWithoutACode() {
    Wired wired = Wired.echo();
    assertThat(wired.receive(frame(true, Opcode.CLOSE, new byte[0]))).isFalse();
    assertThat(wired.network.taken()).containsExactly(0x88, 0);
  }

  @Test
  void tcpDoesNotEndBeforeTheAnswerHasLeft() {
    Wired wired = Wired.echo();
    wired.network.room = 8;
    assertThat(wired.receive(text("hello"), close(1000, ""))).isTrue();
    assertThat(wired.network.calls).containsExactly("whenWritable 3 bytes");
    wired.makeRoom(3);
    assertThat(wired.network.frames()).containsExactly("TEXT hello", "CLOSE 1000 ");
    assertThat(wired.network.calls).containsExactly("whenWritable 3 bytes", "close");
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.1: after our close and its answer, we end TCP")
  void ourClose() {
    Wired wired = Wired.echo();
    wired.connection.close(DONE);
    assertThat(wired.network.frames()).containsExactly("CLOSE 1000 Done");
    assertThat(wired.network.calls).isEmpty();
    assertThat(wired.receive(text("on its way"), ping(""))).isTrue();
    assertThat(wired.behaviour.told).containsExactly("opened");
    assertThat(wired.receive(close(1000, ""))).isFalse();
    assertThat(wired.network.calls).containsExactly("close");
    assertThat(wired.network.frames()).hasSize(1);
    assertThat(wired.behaviour.told).containsExactly("opened", "closed");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: nothing is sent after a close")
  void nothingIsSentAfterAClose() {
    Wired wired = Wired.open();
    wired.connection.close(DONE);
    wired.send("too late");
    wired.connection.close(new CloseStatus(1001, "too late"));
    try (CapturedLog log = CapturedLog.of(WireConnection.class)) {
      wired.connection.fail(new IllegalStateException("too late"));
      assertThat(log.thrown()).hasSize(1);
    }
    wired.passes(Duration.ofSeconds(4));
    assertThat(wired.network.frames()).containsExactly("CLOSE 1000 Done");
  }

  @Test
  void aCloseMayComeFromAnotherThread() {
    Wired wired = Wired.open();
    CompletableFuture.runAsync(() -> wired.connection.close(DONE)).join();
    assertThat(wired.network.frames()).containsExactly("CLOSE 1000 Done");
  }

  @Test
  void aCloseInsideOfAMessageComesBehindWhatWasSentBefore() {
    Wired wired = Wired.open();
    wired.behaviour.reaction =
        (peer, kind, slice, last) -> {
          peer.send(kind, slice, last);
          peer.close(DONE);
          wired.send("too late");
        };
    assertThat(wired.receive(text("hello"), text("ignored"))).isTrue();
    assertThat(wired.network.frames()).containsExactly("TEXT hello", "CLOSE 1000 Done");
    assertThat(wired.behaviour.told).containsExactly("opened", "hello");
    assertThat(wired.network.writes).hasSize(1);
  }

  @Test
  void aPeerThatDoesNotAnswerOurCloseIsCutAfterTheCloseTimeout() {
    Wired wired = Wired.open();
    wired.connection.close(DONE);
    wired.passes(Duration.ofSeconds(5));
    assertThat(wired.network.calls).isEmpty();
    wired.passes(Duration.ofMillis(200));
    assertThat(wired.network.calls).containsExactly("close");
    assertThat(wired.behaviour.told).containsExactly("opened", "closed");
  }

  @Test
  void theCloseTimeoutRunsFromWhenOurCloseHasLeft() {
    Wired wired = Wired.open();
    wired.network.room = 0;
    wired.connection.close(DONE);
    wired.passes(Duration.ofSeconds(8));
    wired.makeRoom(100);
    wired.passes(Duration.ofMillis(4900));
    assertThat(wired.network.calls).doesNotContain("close");
    wired.passes(Duration.ofMillis(300));
    assertThat(wired.network.calls).endsWith("close");
  }

  @Test
  void theServerGoesAwayWith1001() {
    Wired wired = Wired.open();
    wired.connections.closeAll(Duration.ZERO);
    assertThat(wired.network.frames()).containsExactly("CLOSE 1001 The server is shutting down.");
  }

  @Test
  void theHeadComesFirstEvenIfTheServerIsShuttingDown() {
    Wired wired = new Wired(Optional.empty());
    wired.connections.closeAll(Duration.ZERO);
    wired.connection.openWith(ByteBuffer.wrap(new byte[] {'h', 'e', 'a', 'd'}));
    wired.opened();
    assertThat(wired.network.taken()).startsWith('h', 'e', 'a', 'd', 0x88);
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.7: a violation closes with its code, and ends our side")
  void aViolationEndsOurSide() {
    Wired wired = Wired.echo();
    assertThat(wired.receive(text("right"), UNMASKED, text("ignored"))).isTrue();
    assertThat(wired.network.frames()).containsExactly("TEXT right", NOT_MASKED);
    assertThat(wired.network.calls).containsOnly("endOutput").isNotEmpty();
    assertThat(wired.behaviour.told).containsExactly("opened", "right");

    // what still comes is read, so that no reset overtakes the close, and dropped
    assertThat(wired.receive(text("ignored"), close(1000, ""))).isTrue();
    assertThat(wired.behaviour.told).containsExactly("opened", "right");
    assertThat(wired.network.calls).doesNotContain("close");

    wired.network.endInput();
    assertThat(wired.connection.readable()).isFalse();
    assertThat(wired.network.calls).endsWith("close");
    assertThat(wired.behaviour.told).containsExactly("opened", "right", "closed");
    assertThat(wired.network.frames()).hasSize(2);
    assertThat(wired.behaviour.seen)
        .hasSize(2)
        .first()
        .asString()
        .startsWith("violation: ")
        .contains("is not masked");
    assertThat(wired.behaviour.seen).last().isEqualTo("end: FIN");
  }

  @Test
  void ourSideEndsWhenTheCloseHasLeft() {
    Wired wired = Wired.echo();
    wired.network.room = 4;
    wired.receive(UNMASKED);
    assertThat(wired.network.calls).doesNotContain("endOutput");
    wired.makeRoom(100);
    assertThat(wired.network.frames()).containsExactly(NOT_MASKED);
    assertThat(wired.network.calls).contains("endOutput");
  }

  @Test
  void whoBrokeARuleAndStaysIsCutAfterTheCloseTimeout() {
    Wired wired = Wired.open();
    wired.receive(UNMASKED);
    for (int i = 0; i < 5; i++) {
      wired.passes(Duration.ofSeconds(1));
      assertThat(wired.network.calls).doesNotContain("close");
      wired.receive(text("more and more"));
    }
    wired.passes(Duration.ofMillis(200));
    assertThat(wired.network.calls).endsWith("close");
  }

  @ParameterizedTest
  @FieldSource("FAILURES")
  @DisplayName("RFC 6455 section 7.4.1: a behaviour that fails at a message is 1011")
  void aMessageThatFails(Throwable failure) {
    Wired wired = Wired.open();
    wired.behaviour.reaction = (peer, kind, slice, last) -> raise(failure);
    try (CapturedLog log = CapturedLog.of(WireConnection.class)) {
      assertThat(wired.receive(text("hello"), text("ignored"))).isTrue();
      assertThat(log.thrown()).containsExactly(failure);
    }
    assertFailed(wired);
    assertThat(wired.behaviour.told).containsExactly("opened", "hello");
  }

  @ParameterizedTest
  @FieldSource("FAILURES")
  @DisplayName("RFC 6455 section 7.4.1: a behaviour that fails at the opening is 1011")
  void anOpeningThatFails(Throwable failure) {
    Wired wired = new Wired(Optional.empty());
    wired.behaviour.opening = () -> raise(failure);
    try (CapturedLog log = CapturedLog.of(WireConnection.class)) {
      wired.opened();
      assertThat(log.thrown()).containsExactly(failure);
    }
    assertFailed(wired);
    assertThat(wired.behaviour.told).containsExactly("opened");
  }

  @ParameterizedTest
  @FieldSource("FAILURES")
  void anEndThatFailsIsAnEndAllTheSame(Throwable failure) {
    Wired wired = Wired.open();
    wired.behaviour.ending = () -> raise(failure);
    try (CapturedLog log = CapturedLog.of(WireConnection.class)) {
      wired.connection.lost();
      assertThat(log.thrown()).containsExactly(failure);
    }
    assertThat(wired.connections.count()).isZero();
    assertThat(wired.network.writes).isEmpty();
  }

  @Test
  void aBehaviourMayFailOnAnotherThread() {
    Wired wired = Wired.open();
    IllegalStateException failure = new IllegalStateException("on purpose");
    try (CapturedLog log = CapturedLog.of(WireConnection.class)) {
      CompletableFuture.runAsync(() -> wired.connection.fail(failure)).join();
      assertThat(log.thrown()).containsExactly(failure);
    }
    assertFailed(wired);
    wired.receive(UNMASKED);
    assertThat(wired.behaviour.seen).as("what still comes has no meaning").isEmpty();
  }

  @Test
  void aTransportThatReportsItsOwnCloseAsALossDoesNotChangeHowItEnded() {
    Wired wired = Wired.open();
    wired.network.closing = wired.connection::lost;
    wired.remote().endAfter(Duration.ofSeconds(1));
    wired.passes(Duration.ofMillis(1200));
    assertThat(wired.behaviour.seen).containsExactly("end: TIMEOUT");
    assertThat(wired.behaviour.told).containsExactly("opened", "closed");
  }

  @Test
  void aTransportThatFailsToCloseIsLeftBehind() {
    Wired wired = Wired.open();
    wired.network.closing =
        () -> {
          throw new IllegalStateException("on purpose");
        };
    try (CapturedLog log = CapturedLog.of(EventGate.class)) {
      wired.connection.cut();
      assertThat(log.thrown()).hasSize(1);
    }
    assertThat(wired.behaviour.seen).containsExactly("end: LOCAL");
    assertThat(wired.connections.count()).isZero();
  }

  private static void assertFailed(Wired wired) {
    assertThat(wired.network.frames()).containsExactly("CLOSE 1011 internal error");
    assertThat(wired.network.calls).contains("endOutput").doesNotContain("close");
    assertThat(wired.connections.count()).isEqualTo(1);
  }

  private static void raise(Throwable failure) {
    if (failure instanceof Error error) {
      throw error;
    }
    throw (RuntimeException) failure;
  }
}
