package org.wsbin.it.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.ANSWER;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.MessageWebSocket;
import org.wsbin.client.StreamWebSocket;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.it.Background;
import org.wsbin.it.OnStandalone;

/** Connecting to where nothing answers, in time and until it is given up. */
@OnStandalone
class ConnectingIT {
  private static final Duration TIMEOUT = Duration.ofMillis(1500);

  private Unreachable unreachable;

  @BeforeEach
  void start() throws IOException {
    unreachable = Unreachable.start();
  }

  @AfterEach
  void end() throws IOException {
    unreachable.close();
  }

  static Stream<Arguments> clients() {
    return Stream.of(
        Arguments.of("ClientWebSocket", (Consumer<URI>) ConnectingIT::sequential),
        Arguments.of("MessageWebSocket", (Consumer<URI>) ConnectingIT::callbacks),
        Arguments.of("StreamWebSocket", (Consumer<URI>) ConnectingIT::stream));
  }

  private static void sequential(URI uri) {
    ClientWebSocket socket = new ClientWebSocket();
    socket.control().connectTimeout(TIMEOUT);
    socket.connect(uri);
  }

  private static void callbacks(URI uri) {
    MessageWebSocket socket = new MessageWebSocket();
    socket.control().connectTimeout(TIMEOUT);
    socket.connect(uri).join();
  }

  private static void stream(URI uri) {
    StreamWebSocket socket = new StreamWebSocket();
    socket.control().connectTimeout(TIMEOUT);
    socket.connect(uri);
  }

  /** The half second is the promise that is tested here. */
  @ParameterizedTest(name = "{0}")
  @MethodSource("clients")
  void itFailsAfterTheTimeoutThatWasSet(String name, Consumer<URI> connecting) {
    long begun = System.nanoTime();
    assertThatThrownBy(() -> connecting.accept(unreachable.uri()))
        .satisfies(
            failure -> assertThat(WebErrorStatus.of(failure)).isEqualTo(WebErrorStatus.TIMEOUT));
    assertThat((System.nanoTime() - begun) / 1_000_000)
        .as("milliseconds")
        .isCloseTo(TIMEOUT.toMillis(), within(500L));
  }

  @Test
  void cancellingReturnsAtOnceAndLeavesNoThread() throws Exception {
    MessageWebSocket socket = new MessageWebSocket();
    CompletableFuture<Void> connecting = socket.connect(unreachable.uri());
    await().atMost(ANSWER).until(() -> threads().contains("wsbin-client"));
    long begun = System.nanoTime();
    assertThat(connecting.cancel(true)).isTrue();
    assertThat((System.nanoTime() - begun) / 1_000_000).as("milliseconds").isLessThan(200);
    assertThat(connecting).isCancelled();
    await()
        .pollDelay(Duration.ZERO)
        .pollInterval(Duration.ofMillis(5))
        .atMost(Duration.ofSeconds(2))
        .untilAsserted(() -> assertThat(threads()).isEmpty());
  }

  @Test
  void abortingFreesWhoConnects() throws Exception {
    ClientWebSocket socket = new ClientWebSocket();
    CompletableFuture<Void> connecting =
        Background.start(
            () -> {
              socket.connect(unreachable.uri());
              return null;
            });
    await().atMost(ANSWER).until(() -> socket.state() == ClientWebSocket.State.CONNECTING);
    socket.abort();
    assertThat(connecting)
        .failsWithin(ANSWER)
        .withThrowableThat()
        .havingCause()
        .isInstanceOfSatisfying(
            WebSocketException.class,
            e -> assertThat(e.status()).isEqualTo(WebErrorStatus.CANCELED));
  }

  /** Each of these accepts, and then says nothing, or a byte of an answer now and then. */
  @ParameterizedTest
  @ValueSource(strings = {"ws", "wss"})
  void aServerThatDawdlesIsLeftInTime(String scheme) throws Exception {
    ScheduledExecutorService slow = Executors.newSingleThreadScheduledExecutor();
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> accepting =
          Background.start(
              () -> {
                Socket accepted = listening.accept();
                InputStream head = slowHead(scheme);
                ScheduledFuture<?> unusedBecauseItEndsWithTheTest =
                    slow.scheduleAtFixedRate(
                        () -> writeByte(head, accepted), 0, 100, TimeUnit.MILLISECONDS);
                return null;
              });
      ClientWebSocket socket = new ClientWebSocket();
      socket.control().connectTimeout(TIMEOUT);
      URI uri = URI.create(scheme + "://127.0.0.1:" + listening.getLocalPort() + "/");
      long begun = System.nanoTime();
      assertThatThrownBy(() -> socket.connect(uri))
          .satisfies(
              failure ->
                  assertThat(WebErrorStatus.of(failure))
                      .isIn(List.of(WebErrorStatus.TIMEOUT, WebErrorStatus.TLS_FAILED)));
      assertThat((System.nanoTime() - begun) / 1_000_000).isLessThan(TIMEOUT.toMillis() + 500);
      assertThat(accepting).isCompleted();
    } finally {
      slow.shutdownNow();
    }
  }

  private static InputStream slowHead(String scheme) {
    String head = "HTTP/1.1 101 \r\nX-Long: " + "x".repeat(1000);
    byte[] bytes = head.getBytes(StandardCharsets.US_ASCII);
    if (scheme.equals("wss")) {
      Arrays.fill(bytes, (byte) 22); // a TLS handshake record
    }
    return new ByteArrayInputStream(bytes);
  }

  private static void writeByte(InputStream from, Socket to) {
    try {
      to.getOutputStream().write(from.read());
    } catch (IOException gone) {
      throw new UncheckedIOException(gone); // and no more of them
    }
  }

  @Test
  void aNameThatIsNotKnown() {
    assertThatThrownBy(() -> sequential(URI.create("ws://name.invalid/")))
        .isInstanceOfSatisfying(
            WebSocketException.class,
            e -> assertThat(e.status()).isEqualTo(WebErrorStatus.HOST_NAME_NOT_RESOLVED))
        .hasMessageContaining("name.invalid");
  }

  private static List<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("wsbin-client"))
        .toList();
  }
}
