package org.wsbin.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.wsbin.it.Background;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;

/** Timeouts, keep-alive and what may overtake what, on a clock that the test advances. */
class ConnectionTimeTest {
  private static final String PING = "8900";

  private final FakeClock clock = new FakeClock();
  private final FakeSocket socket = new FakeSocket(clock);

  private Connection open(ClientOptions options) {
    return open(socket, options);
  }

  private Connection open(Socket network, ClientOptions options) {
    return new Connection(
        socket.dialled(network, Optional.empty()),
        options.freeze(),
        ControlFrameListener.NONE,
        clock,
        Runnable::run,
        ConnectionObserver.NONE);
  }

  private static Optional<MessageSlice> receive(Connection connection, Duration wait) {
    return connection.whileReading(() -> connection.next(wait));
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  @Test
  void aReceiveKeepsItsTimeoutDespiteControlFrames() {
    Connection connection = open(new ClientOptions());
    long start = clock.nanos();
    socket.onRead(
        () -> {
          clock.advance(Duration.ofMillis(50));
          socket.receive(PING);
        });
    assertThatThrownBy(() -> receive(connection, Duration.ofMillis(300)))
        .isInstanceOfSatisfying(
            WebSocketException.class, e -> assertThat(e.status()).isEqualTo(WebErrorStatus.TIMEOUT))
        .hasMessageContaining("PT0.3S");
    assertThat(clock.nanos() - start).isBetween(250_000_000L, 350_000_000L);
    assertThat(connection.hasEnded()).isFalse();
  }

  @Test
  void aPingIsSentEachIntervalEvenIfNobodyReceives() {
    Connection connection = open(new ClientOptions().pingInterval(Duration.ofSeconds(10)));
    clock.advance(Duration.ofSeconds(9));
    assertThat(socket.sent()).isEmpty();
    clock.advance(Duration.ofSeconds(22));
    assertThat(socket.sent()).hasSize(3).allMatch(frame -> frame.startsWith("89 "));
    assertThat(socket.sent()).doesNotHaveDuplicates(); // each has a payload of its own
    assertThat(connection.hasEnded()).isFalse();
  }

  @Test
  void aPeerThatIsSilentBehindAPingIsGivenUp() {
    Connection connection = open(new ClientOptions().pingInterval(Duration.ofSeconds(10)));
    assertThatThrownBy(() -> receive(connection, Duration.ZERO))
        .isInstanceOfSatisfying(
            WebSocketException.class, e -> assertThat(e.status()).isEqualTo(WebErrorStatus.TIMEOUT))
        .hasMessage("The peer has not answered a ping for PT10S.");
    assertThat(socket.isClosed()).isTrue();
    assertThat(socket.sent()).hasSize(1);
  }

  @Test
  void aWriteThatTakesTooLongEndsTheConnection() {
    Connection connection = open(new ClientOptions().sendTimeout(Duration.ofSeconds(30)));
    socket.onWrite(frame -> clock.advance(Duration.ofSeconds(31)));
    assertThatThrownBy(() -> connection.send(MessageKind.TEXT, bytes("a"), true))
        .isInstanceOfSatisfying(
            WebSocketException.class, e -> assertThat(e.status()).isEqualTo(WebErrorStatus.TIMEOUT))
        .hasMessage("The peer has taken nothing for PT30S.");
  }

  /** Closing TLS waits for a lock that the write holds. */
  @Test
  void aCloseThatCannotBeWrittenEndsTheNetworkAndLeavesTls() {
    FakeSocket network = new FakeSocket(clock);
    Connection connection = open(network, new ClientOptions().sendTimeout(Duration.ofSeconds(30)));
    socket.receive("880203e8");
    socket.onWrite(frame -> clock.advance(Duration.ofSeconds(31)));
    socket.onClose(() -> assertThat(network.isClosed()).isTrue());
    assertThat(receive(connection, Duration.ZERO)).isEmpty();
    assertThat(network.isClosed()).isTrue();
  }

  @Test
  void anAbortDoesNotWaitForACloseThatIsBeingWritten() {
    FakeSocket network = new FakeSocket(clock);
    Connection connection = open(network, new ClientOptions());
    socket.receive("880203e8");
    socket.onWrite(frame -> connection.abort());
    socket.onClose(() -> assertThat(network.isClosed()).isTrue());
    assertThat(receive(connection, Duration.ZERO)).isEmpty();
    assertThat(network.isClosed()).isTrue();
  }

  /** The peer may not read what TLS says at its end. */
  @Test
  void theEndOfTlsTakesNoLongerThanTheCloseTimeout() {
    FakeSocket network = new FakeSocket(clock);
    Connection connection = open(network, new ClientOptions().closeTimeout(Duration.ofSeconds(3)));
    socket.receive("880203e8");
    AtomicBoolean ended = new AtomicBoolean();
    socket.onClose(
        () -> {
          assertThat(network.isClosed()).isFalse(); // a close_notify can leave
          clock.advance(Duration.ofSeconds(4));
          ended.set(network.isClosed());
        });
    connection.closeAndWait(CloseFrame.of(1000, ""), Duration.ofSeconds(3));
    assertThat(ended).isTrue();
  }

  @Test
  void manySlowWritesAreNoTimeout() {
    Connection connection = open(new ClientOptions().sendTimeout(Duration.ofSeconds(30)));
    socket.onWrite(frame -> clock.advance(Duration.ofSeconds(20)));
    for (int i = 0; i < 5; i++) {
      connection.send(MessageKind.TEXT, bytes("a"), true);
    }
    clock.advance(Duration.ofSeconds(60));
    assertThat(connection.hasEnded()).isFalse();
    assertThat(clock.pending()).isZero();
  }

  @Test
  void aPeerThatDoesNotCloseIsLeftAfterTheCloseTimeout() {
    Connection connection = open(new ClientOptions());
    long start = clock.nanos();
    socket.onRead(() -> clock.advance(Duration.ofSeconds(1)));
    socket.receive("81 01 61");
    CloseResult closed = connection.closeAndWait(CloseFrame.of(4000, ""), Duration.ofSeconds(5));
    assertThat(closed).isEqualTo(new CloseResult(1006, "", CloseResult.By.US));
    assertThat(socket.sent()).containsExactly("88 0fa0");
    assertThat(clock.nanos() - start).isGreaterThanOrEqualTo(5_000_000_000L);
  }

  @Test
  void aCloseThatIsAnsweredLeavesNothingToDoLater() {
    Connection connection = open(new ClientOptions());
    socket.receive("81 01 61 88 02 0f a0");
    CloseResult closed = connection.closeAndWait(CloseFrame.of(4000, ""), Duration.ofSeconds(5));
    assertThat(closed).isEqualTo(new CloseResult(4000, "", CloseResult.By.US));
    assertThat(clock.pending()).isEqualTo(1); // the look at the last write, which it does not keep
    clock.advance(Duration.ofSeconds(30));
    assertThat(clock.pending()).isZero();
  }

  @Test
  void aViolationIsAnsweredAndDrainedForTheCloseTimeoutAtMost() {
    Connection connection = open(new ClientOptions().closeTimeout(Duration.ofSeconds(5)));
    socket.receive("83 00");
    assertThatThrownBy(() -> receive(connection, Duration.ZERO))
        .isInstanceOfSatisfying(
            WebSocketException.class,
            e -> assertThat(e.status()).isEqualTo(WebErrorStatus.PROTOCOL_VIOLATION));
    assertThat(socket.sent()).hasSize(1).first().asString().startsWith("88 03ea");
    assertThat(socket.outputShut()).isTrue();
    assertThat(socket.isClosed()).isTrue();
    assertThat(connection.failure()).isPresent();
  }

  @Test
  void theCloseAfterAViolationDoesNotOvertakeAQueuedMessage() {
    Queue<Runnable> queue = new ArrayDeque<>();
    Connection connection =
        new Connection(
            socket.dialled(Optional.empty()),
            new ClientOptions().freeze(),
            ControlFrameListener.NONE,
            clock,
            queue::add,
            ConnectionObserver.NONE);
    queue.add(() -> connection.send(MessageKind.TEXT, bytes("echo"), true));
    int[] reads = {0};
    socket.onRead(
        () -> {
          if (reads[0]++ == 1) { // the violation was read
            assertThat(queue).hasSize(2);
            queue.forEach(Runnable::run);
          }
        });
    socket.receive("83 00");
    assertThatThrownBy(() -> receive(connection, Duration.ZERO))
        .isInstanceOf(WebSocketException.class);
    assertThat(socket.sent()).hasSize(2);
    assertThat(socket.sent().get(0)).isEqualTo("81 6563686f");
    assertThat(socket.sent().get(1)).startsWith("88 03ea");
  }

  /** RFC 6455 section 5.5.3: a pong has the payload of the ping that it answers. */
  @Test
  void aPongCountsForThePingWithItsPayloadOnly() {
    Connection connection = open(new ClientOptions());
    connection.sendControl(Opcode.PING, bytes("a"));
    clock.advance(Duration.ofMillis(100));
    connection.sendControl(Opcode.PING, bytes("b"));
    clock.advance(Duration.ofMillis(10));
    socket.receive("8a 01 7a 82 00"); // a pong "z" that nobody asked for
    assertThat(receive(connection, Duration.ZERO)).isPresent();
    assertThat(connection.information().lastRoundTrip()).isEmpty();
    socket.receive("8a 01 61 82 00"); // the pong of "a"
    assertThat(receive(connection, Duration.ZERO)).isPresent();
    assertThat(connection.information().lastRoundTrip()).hasValue(Duration.ofMillis(110));
    socket.receive("8a 01 62 82 00"); // the pong of "b"
    assertThat(receive(connection, Duration.ZERO)).isPresent();
    assertThat(connection.information().lastRoundTrip()).hasValue(Duration.ofMillis(10));
  }

  @Test
  void aCloseAndAPongLeaveBehindTheFramesThatAreBeingSent() {
    Connection connection = open(new ClientOptions());
    socket.receive("89 01 70 82 00"); // a ping
    boolean[] first = {true};
    socket.onWrite(
        frame -> {
          if (first[0]) {
            first[0] = false;
            elsewhere(() -> receive(connection, Duration.ZERO));
            elsewhere(() -> connection.startClose(CloseFrame.of(4000, "")));
          }
        });
    connection.send(MessageKind.BINARY, ByteBuffer.allocate(100_000), true);
    assertThat(socket.sent()).hasSize(3);
    assertThat(socket.sent().get(0)).startsWith("82 ");
    assertThat(socket.sent().subList(1, 3)).containsExactly("8a 70", "88 0fa0");
  }

  private static void elsewhere(Runnable task) {
    assertThat(
            Background.start(
                () -> {
                  task.run();
                  return null;
                }))
        .succeedsWithin(10, TimeUnit.SECONDS);
  }

  @Test
  void nothingIsSentAfterOurClose() {
    Connection connection = open(new ClientOptions());
    connection.startClose(CloseFrame.of(1000, ""));
    connection.startClose(CloseFrame.of(4000, ""));
    assertThatThrownBy(() -> connection.send(MessageKind.TEXT, bytes("a"), true))
        .isInstanceOfSatisfying(
            WebSocketException.class, e -> assertThat(e.status()).isEqualTo(WebErrorStatus.CLOSED));
    assertThat(socket.sent()).containsExactly("88 03e8");
  }
}
