package org.wsbin.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.websocket.SendResult;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.CapturedLog;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.Peer;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

/** One connection, with the container's session and the time in the hands of the test. */
class SessionPeerTest {
  private static final Map<String, String> LIMITS =
      Map.of(
          "max-message", "10",
          "send-queue", "1k",
          "send-timeout", "10s",
          "close-timeout", "5s",
          "ping-interval", "20s",
          "pong-timeout", "15s");

  private final FakeTimer timer = new FakeTimer();
  private final Connections connections =
      new Connections(Settings.load(List.of(Source.flags(LIMITS))), timer, ServerObserver.NONE);
  private final ContainerEngine engine = new ContainerEngine(connections);
  private final FakeSession container = new FakeSession();
  private final Recorder behaviour = new Recorder();
  private final SessionPeer peer = new SessionPeer(container.session(), behaviour, engine);

  @AfterEach
  void end() {
    engine.close();
    connections.close();
  }

  @Test
  void theBehaviourGetsOpeningMessagesAndTheEnd() {
    peer.opened();
    assertThat(connections.count()).isEqualTo(1);
    message("hello");
    container.open = false;
    peer.closed(1000, "");
    peer.closed(1000, "");
    assertThat(behaviour.log).containsExactly("opened", "hello", "closed");
    assertThat(connections.count()).isZero();
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: a message over the limit is 1009, and nothing after it")
  void tooBigIs1009() {
    peer.opened();
    message("12345678901");
    assertCalls("setMaxIdleTimeout 5000", "close 1009 The message is larger than 10 bytes.");
    message("more");
    peer.close(new CloseStatus(1000, "too late"));
    timer.advance(Duration.ofSeconds(1));
    assertThat(behaviour.log).containsExactly("opened", "closed");
    assertThat(container.calls).hasSize(2);
  }

  @Test
  void aTextGoesBackAsTheContainerGaveIt() {
    Behaviour echo =
        new Behaviour() {
          @Override
          public void message(Peer to, MessageKind kind, ByteBuffer slice, boolean last) {
            to.sendBack(kind, slice, last);
          }
        };
    SessionPeer echoing = new SessionPeer(container.session(), echo, engine);
    echoing.opened();
    String text = String.join("", "h", "é");
    echoing.text(text, true);
    assertThat(container.texts).hasSize(1);
    assertThat(container.texts.get(0)).isSameAs(text);
    container.handlers.get(0).onResult(new SendResult());
    echoing.message(MessageKind.BINARY, ByteBuffer.wrap(new byte[3]), true);
    assertCalls("sendText hé", "sendBinary 3 bytes");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.2: a ping each interval, 1011 if no pong comes in time")
  void noPongIs1011() {
    peer.opened();
    timer.advance(Duration.ofMillis(7_800));
    assertThat(container.calls).isEmpty();
    timer.advance(Duration.ofMillis(300));
    assertCalls("sendPing 0 bytes");
    peer.pong(ByteBuffer.allocate(0));
    timer.advance(Duration.ofSeconds(8));
    assertCalls("sendPing 0 bytes", "sendPing 0 bytes");
    timer.advance(Duration.ofMillis(14_800));
    assertThat(behaviour.log).containsExactly("opened");
    advanceToTheEnd();
    assertCalls(
        "sendPing 0 bytes",
        "sendPing 0 bytes",
        "setMaxIdleTimeout 5000",
        "close 1011 keepalive ping timeout");
  }

  @Test
  void aBehaviourMayHaveAPingIntervalOfItsOwn() {
    behaviour.pingInterval = Optional.of(Duration.ofSeconds(1));
    SessionPeer often = new SessionPeer(container.session(), behaviour, engine);
    often.opened();
    timer.advance(Duration.ofMillis(800));
    assertThat(container.calls).isEmpty();
    timer.advance(Duration.ofMillis(300));
    assertCalls("sendPing 0 bytes");
  }

  @Test
  void anIdleConnectionIsNotCheckedOften() {
    behaviour.pingInterval = Optional.of(Duration.ofSeconds(10));
    SessionPeer idle = new SessionPeer(container.session(), behaviour, engine);
    assertThat(idle.sweep()).as("idle").isFalse();
    idle.message(MessageKind.BINARY, ByteBuffer.allocate(1), false);
    assertThat(idle.sweep()).as("inside a message").isTrue();
    idle.message(MessageKind.BINARY, ByteBuffer.allocate(1), true);
    assertThat(idle.sweep()).as("after the message").isFalse();
    idle.send(MessageKind.TEXT, ByteBuffer.wrap(new byte[1]), true);
    assertThat(idle.sweep()).as("while it sends").isTrue();
    container.handlers.get(0).onResult(new SendResult());
    assertThat(idle.sweep()).as("after it has sent").isFalse();
    idle.close(new CloseStatus(1000, ""));
    assertThat(idle.sweep()).as("while it closes").isTrue();
    behaviour.pingInterval = Optional.of(Duration.ofSeconds(9));
    assertThat(new SessionPeer(container.session(), behaviour, engine).sweep())
        .as("with frequent pings")
        .isTrue();
  }

  @Test
  void anIdleConnectionIsCheckedSoonWhenItClosesOrHasClosed() {
    behaviour.pingInterval = Optional.empty();
    SessionPeer closing = new SessionPeer(container.session(), behaviour, engine);
    closing.opened();
    timer.advance(Duration.ofSeconds(5));
    closing.close(new CloseStatus(1000, ""));
    await().until(() -> container.calls.contains("close 1000 "));
    timer.advance(Duration.ofMillis(5200));
    await().until(() -> container.calls.contains("setMaxIdleTimeout 1"));
    FakeSession lingering = new FakeSession();
    Recorder quiet = new Recorder();
    quiet.pingInterval = Optional.empty();
    SessionPeer closed = new SessionPeer(lingering.session(), quiet, engine);
    closed.opened();
    int others = connections.count() - 1;
    timer.advance(Duration.ofSeconds(5));
    closed.closed(1000, "");
    assertThat(connections.count()).as("TCP has not ended").isEqualTo(others + 1);
    lingering.open = false;
    timer.advance(Duration.ofMillis(100));
    assertThat(connections.count()).isEqualTo(others);
  }

  @Test
  void whatWasReplacedIsNotSentBack() {
    Behaviour other =
        new Behaviour() {
          @Override
          public void message(Peer to, MessageKind kind, ByteBuffer slice, boolean last) {
            to.sendBack(kind, ByteBuffer.wrap("other".getBytes(UTF_8)), last);
          }
        };
    SessionPeer answering = new SessionPeer(container.session(), other, engine);
    answering.opened();
    answering.text("text", true);
    assertCalls("sendText other");
  }

  @Test
  void withAnIntervalOfZeroNoPingIsSent() {
    behaviour.pingInterval = Optional.of(Duration.ZERO);
    new SessionPeer(container.session(), behaviour, engine).opened();
    timer.advance(Duration.ofHours(1));
    assertThat(container.calls).isEmpty();
    assertThat(behaviour.log).containsExactly("opened");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: a pong is not expected before the peer could have sent it")
  void aPongWaitsForWhatIsOnItsWay() {
    peer.opened();
    timer.advance(Duration.ofSeconds(8));
    assertCalls("sendPing 0 bytes");
    send("slow");
    timer.advance(Duration.ofSeconds(9));
    container.handlers.get(0).onResult(new SendResult());
    timer.advance(Duration.ofMillis(14_800));
    assertThat(behaviour.log).as("to the peer").containsExactly("opened");
    fragment("x");
    timer.advance(Duration.ofMillis(14_800));
    assertThat(behaviour.log).as("from the peer").containsExactly("opened", "x");
    advanceToTheEnd();
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: no pong is expected while reading is stopped")
  void aPongWaitsWhileTheBehaviourHoldsReading() {
    SessionPeer held = new SessionPeer(container.session(), behaviour, onThisThread());
    held.opened();
    held.hold(true);
    timer.advance(Duration.ofSeconds(8));
    assertThat(container.calls).containsExactly("sendPing 0 bytes");
    timer.advance(Duration.ofSeconds(24));
    assertThat(behaviour.log).as("held").containsExactly("opened");
    held.hold(false);
    held.pong(ByteBuffer.allocate(0));
    timer.advance(Duration.ofMillis(100));
    assertThat(container.calls).containsExactly("sendPing 0 bytes", "sendPing 0 bytes");
    timer.advance(Duration.ofMillis(14_500));
    assertThat(behaviour.log).as("after its pong").containsExactly("opened");
    timer.advance(Duration.ofSeconds(1));
    assertThat(container.calls).endsWith("close 1011 keepalive ping timeout");
  }

  /** Nothing is late by the fake time. */
  private ContainerEngine onThisThread() {
    return new ContainerEngine(connections) {
      @Override
      SendQueue.BlockingThreads threads() {
        return new SendQueue.BlockingThreads(Runnable::run, Runnable::run);
      }
    };
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: no pong is expected for a ping that was left out")
  void aPingThatIsLeftOutIsNotAwaited() {
    SessionPeer onJetty = new SessionPeer(container.ofJetty(), behaviour, onThisThread());
    onJetty.opened();
    onJetty.fragment(5);
    onJetty.send(MessageKind.BINARY, ByteBuffer.allocate(6), false);
    timer.advance(Duration.ofSeconds(28));
    assertThat(container.calls).containsExactly("sendBinary 5 bytes false");
    onJetty.send(MessageKind.BINARY, ByteBuffer.allocate(5), true);
    timer.advance(Duration.ofSeconds(5));
    assertThat(container.calls).endsWith("sendPing 0 bytes");
    timer.advance(Duration.ofSeconds(8));
    assertThat(behaviour.log).containsExactly("opened");
    timer.advance(Duration.ofSeconds(8));
    assertCalls(
        "sendBinary 5 bytes false",
        "sendBinary 5 bytes false",
        "sendBinary 1 bytes true",
        "sendPing 0 bytes",
        "setMaxIdleTimeout 5000",
        "close 1011 keepalive ping timeout");
  }

  @Test
  void aMessageThatIsNotFinishedInTimeIs1008() {
    behaviour.pingInterval = Optional.empty();
    Map<String, String> flags = Map.of("ping-interval", "0", "message-timeout", "10s");
    Connections patient =
        new Connections(Settings.load(List.of(Source.flags(flags))), timer, ServerObserver.NONE);
    SessionPeer slow =
        new SessionPeer(container.session(), behaviour, new ContainerEngine(patient));
    slow.opened();
    slow.message(MessageKind.TEXT, ByteBuffer.wrap(new byte[] {'a'}), false);
    timer.advance(Duration.ofSeconds(10));
    assertThat(container.calls).isEmpty();
    timer.advance(Duration.ofMillis(200));
    await()
        .untilAsserted(
            () ->
                assertThat(container.calls)
                    .contains("close 1008 A message took longer than 10s (--message-timeout)."));
  }

  @Test
  void aPeerThatDoesNotReadIsClosedWhileMemoryIsSpent() {
    peer.opened();
    connections.memory().chargeAnyway(connections.memory().capacity());
    message("a");
    assertThat(behaviour.log).as("its queue is short").containsExactly("opened", "a");
    send("x".repeat(2000));
    message("b");
    assertThat(behaviour.log).endsWith("closed");
  }

  @Test
  void anUnfinishedMessageIsChargedUntilItsEnd() {
    peer.opened();
    sendPart(1000);
    assertThat(connections.memory().used()).isEqualTo(2000);
    sendPart(1000);
    assertThat(connections.memory().used()).isEqualTo(4000);
    send("end");
    assertThat(connections.memory().used()).as("queued").isLessThan(3000);
    container.handlers.get(0).onResult(new SendResult());
    assertThat(connections.memory().used()).isZero();
  }

  @Test
  void anUnfinishedMessageIsGivenBackAtTheEndOfTheConnection() {
    peer.opened();
    sendPart(1000);
    peer.closed(1000, "");
    assertThat(connections.memory().used()).isZero();
    sendPart(1000);
    assertThat(connections.memory().used()).as("after the end").isZero();
  }

  @Test
  void anUnfinishedFragmentIsCharged() {
    peer.opened();
    peer.fragment(500);
    sendPart(200);
    assertThat(connections.memory().used()).isEqualTo(200);
    peer.cut();
    assertThat(connections.memory().used()).isZero();
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: an unfinished message for which there is no memory is 1013")
  void anUnfinishedMessageBeyondTheBudgetIs1013() {
    peer.opened();
    connections.memory().chargeAnyway(connections.memory().left() - 2000);
    sendPart(1000);
    assertThat(behaviour.log).containsExactly("opened");
    sendPart(1);
    assertThat(behaviour.log).containsExactly("opened", "closed");
    assertCalls("setMaxIdleTimeout 5000", "close 1013 The server has spent --memory.");
    assertThat(connections.memory().left()).isEqualTo(2000);
  }

  @Test
  void aPeerThatTakesNothingIsCutAfterTheSendTimeout() {
    peer.opened();
    send("stuck");
    timer.advance(Duration.ofSeconds(10));
    assertThat(behaviour.log).containsExactly("opened");
    timer.advance(Duration.ofMillis(100));
    assertCalls("sendText stuck", "setMaxIdleTimeout 1", "close 1008 send timeout");
    timer.advance(Duration.ofMinutes(1));
    assertThat(container.calls).as("once").hasSize(3);
    assertThat(behaviour.log).containsExactly("opened", "closed");
  }

  @Test
  void aSendThatFailsCutsTheConnection() {
    peer.opened();
    send("lost");
    container.handlers.get(0).onResult(new SendResult(new IOException("on purpose")));
    assertCalls("sendText lost", "setMaxIdleTimeout 1", "close 1008 send timeout");
    assertThat(behaviour.log).containsExactly("opened", "closed");
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.1: a close that is not answered in time cuts the connection")
  void anUnansweredCloseIsCut() {
    peer.opened();
    peer.close(new CloseStatus(4000, "bye"));
    assertCalls("setMaxIdleTimeout 5000", "close 4000 bye");
    timer.advance(Duration.ofSeconds(5));
    assertThat(behaviour.log).containsExactly("opened");
    advanceToTheEnd();
    assertCalls(
        "setMaxIdleTimeout 5000",
        "close 4000 bye",
        "setMaxIdleTimeout 1",
        "close 1008 send timeout");
  }

  @Test
  void aSweepBetweenTheStepsOfAClosingCutsNothing() {
    peer.opened();
    timer.meanwhile = peer::sweep;
    peer.close(new CloseStatus(4000, "bye"));
    assertCalls("setMaxIdleTimeout 5000", "close 4000 bye");
    assertThat(behaviour.log).containsExactly("opened");
  }

  @Test
  void theFirstCloseCountsAndComesAfterWhatWasQueued() {
    peer.opened();
    send("a");
    send("b");
    peer.close(new CloseStatus(4000, "first"));
    peer.close(new CloseStatus(4001, "second"));
    send("c");
    container.handlers.get(0).onResult(new SendResult());
    container.handlers.get(1).onResult(new SendResult());
    assertCalls("sendText a", "sendText b", "setMaxIdleTimeout 5000", "close 4000 first");
  }

  @Test
  void aFailureAfterACloseDoesNotReplaceIt() {
    behaviour.atOpening =
        opened -> {
          send("a");
          opened.close(new CloseStatus(4000, "bye"));
          throw new IllegalStateException("on purpose");
        };
    try (CapturedLog log = CapturedLog.of(SessionPeer.class)) {
      peer.opened();
      assertThat(log.thrown()).hasSize(1);
    }
    container.handlers.get(0).onResult(new SendResult());
    assertCalls("sendText a", "setMaxIdleTimeout 5000", "close 4000 bye");
  }

  @Test
  void aPeerWhoseQueueIsFullIsNotReadyUntilThereIsRoom() {
    peer.opened();
    assertThat(peer.ready()).isTrue();
    send("x".repeat(1024));
    assertThat(peer.ready()).isFalse();
    container.handlers.get(0).onResult(new SendResult());
    assertThat(peer.ready()).isTrue();
  }

  @Test
  void aPeerThatSendsIntoAFullQueueIsNotReadUntilThereIsRoom() {
    peer.opened();
    send("x".repeat(1024));
    Thread reading = new Thread(() -> message("y"));
    reading.start();
    await().until(() -> reading.getState() == Thread.State.WAITING);
    container.handlers.get(0).onResult(new SendResult());
    await().until(() -> !reading.isAlive());
    assertThat(behaviour.log).containsExactly("opened", "y");
  }

  @Test
  void cuttingLetsTheWaitingThreadGo() {
    peer.opened();
    send("x".repeat(1024));
    Thread reading = new Thread(() -> message("y"));
    reading.start();
    await().until(() -> reading.getState() == Thread.State.WAITING);
    timer.advance(Duration.ofSeconds(11));
    await().until(() -> !reading.isAlive());
  }

  @Test
  void aConnectionThatTheContainerHasDroppedIsForgotten() {
    peer.opened();
    container.open = false;
    timer.advance(Duration.ofMillis(100));
    assertThat(behaviour.log).as("the container may still say why").containsExactly("opened");
    timer.advance(Duration.ofMillis(100));
    assertThat(behaviour.log).containsExactly("opened", "closed");
    assertThat(connections.count()).isZero();
    send("late");
    peer.close(new CloseStatus(1000, ""));
    assertThat(container.calls).isEmpty();
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: a behaviour that fails is 1011, and the end follows")
  void aFailureIs1011() {
    Error failure = new StackOverflowError("on purpose");
    behaviour.atOpening =
        opened -> {
          throw failure;
        };
    try (CapturedLog log = CapturedLog.of(SessionPeer.class)) {
      peer.opened();
      assertThat(log.thrown()).containsExactly(failure);
    }
    assertCalls("setMaxIdleTimeout 5000", "close 1011 internal error");
    assertThat(behaviour.log).containsExactly("opened", "closed");
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: a failure outside a callback is also 1011")
  void aFailureReportedIs1011() {
    peer.opened();
    Exception failure = new IllegalStateException("on purpose");
    try (CapturedLog log = CapturedLog.of(SessionPeer.class)) {
      peer.fail(failure);
      assertThat(log.thrown()).containsExactly(failure);
    }
    assertCalls("setMaxIdleTimeout 5000", "close 1011 internal error");
    assertThat(behaviour.log).containsExactly("opened", "closed");
  }

  private void message(String text) {
    peer.message(MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), true);
  }

  private void fragment(String text) {
    peer.message(MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), false);
  }

  private void sendPart(int bytes) {
    peer.send(MessageKind.TEXT, ByteBuffer.allocate(bytes), false);
  }

  private void send(String text) {
    peer.send(MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), true);
  }

  /** What is due now is seen a little later where a sending thread is late with its report. */
  private void advanceToTheEnd() {
    await()
        .until(
            () -> {
              timer.advance(Duration.ofMillis(100));
              return behaviour.log.contains("closed");
            });
  }

  private void assertCalls(String... calls) {
    await().untilAsserted(() -> assertThat(container.calls).containsExactly(calls));
  }

  private static final class Recorder implements Behaviour {
    private final List<String> log = new ArrayList<>();
    private Consumer<Peer> atOpening = peer -> {};

    /** So short that the connection is checked at each interval. */
    private Optional<Duration> pingInterval = Optional.of(Duration.ofSeconds(8));

    @Override
    public Optional<Duration> pingInterval() {
      return pingInterval;
    }

    @Override
    public void opened(Peer peer) {
      log.add("opened");
      atOpening.accept(peer);
    }

    @Override
    public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
      log.add(UTF_8.decode(slice).toString());
    }

    @Override
    public void closed() {
      log.add("closed");
    }
  }
}
