package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.Background;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.terminal.BenchOutcome.Load;
import org.wsbin.terminal.Flag;
import org.wsbin.workload.LoadScenario;
import org.wsbin.workload.MessageContent;
import org.wsbin.workload.MessageSizes;

/** What {@code wsbin bench} measures of a real server. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class BenchIT {
  private static final double SENT = 200; // 100 a second, for two seconds

  @TempDir private Path directory;
  private final RunningServer server;

  BenchIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws/echo", "wire/echo"})
  void anOpenLoopSendsItsRateAndGetsEveryAnswer(String path) {
    BenchOutcome outcome = BenchOutcome.of(server.ws(path), Load.echo(100, 7));
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.number("sent")).isEqualTo(SENT);
    assertThat(outcome.json().get("latencyMicros").toString()).contains("count=200,");
  }

  @ParameterizedTest
  @ValueSource(strings = {"MULTI_BYTE", "BINARY"})
  void messagesOfAllSizesComeBackWhole(String content) {
    BenchOutcome outcome =
        BenchOutcome.of(
            server.ws("wire/echo"),
            Load.echo(100, 3).with(new MessageSizes(0, 200_000), MessageContent.valueOf(content)));
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.number("sent")).isEqualTo(SENT);
    assertThat(outcome.number("sentBytes")).isBetween(SENT * 50_000, SENT * 150_000);
  }

  @Test
  void aClosedLoopSaysWhatItsLatencyIsWorth() {
    BenchOutcome outcome =
        BenchOutcome.of(server.ws("wire/echo"), Load.of(LoadScenario.ECHO, Optional.empty(), 4));
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.number("received")).isGreaterThan(SENT);
    assertThat(outcome.json().get("coordinatedOmission")).isEqualTo(true);
  }

  @Test
  void messagesInOneWayAreCounted() {
    BenchOutcome outcome =
        BenchOutcome.of(
            server.ws("wire/mute/60"),
            Load.of(LoadScenario.SINK, Optional.empty(), 2)
                .with(new MessageSizes(10_000, 10_000), MessageContent.BINARY));
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.number("sent")).isGreaterThan(SENT);
    assertThat(outcome.number("received")).isZero();
    assertThat(outcome.number("sentBytes")).isEqualTo(outcome.number("sent") * 10_000);
  }

  @Test
  void everyMemberOfAChannelGetsEveryMessage() {
    BenchOutcome outcome =
        BenchOutcome.of(
            server.ws("wire/channel/bench-it"),
            Load.of(LoadScenario.CHANNEL, Optional.of(50.0), 6));
    assertThat(outcome.number("sent")).isEqualTo(100);
    // the first messages may be faster than the last member joins
    assertThat(outcome.number("delivered")).isBetween(500.0, 600.0);
  }

  @Test
  void handshakesAreMadeAtTheirRate() {
    BenchOutcome outcome =
        BenchOutcome.of(
            server.ws("wire/echo"), Load.of(LoadScenario.CONNECT, Optional.of(20.0), 20));
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.number("opened")).isEqualTo(40);
  }

  @Test
  void overTlsAndWithHeadersItIsTheSame() throws Exception {
    ForeignServer behind = new ForeignServer(server.base(), Optional.empty(), () -> {});
    try (ForeignServer nginx = ForeignServer.nginx(directory, behind)) {
      URI uri = URI.create("wss://localhost:" + nginx.uri().getPort() + "/wire/echo");
      String ca = directory.resolve("certificate.pem").toString();
      BenchOutcome trusted =
          BenchOutcome.of(
              uri,
              Load.echo(100, 3)
                  .with(new MessageSizes(0, 50_000), MessageContent.MULTI_BYTE)
                  .with(Map.of(Flag.CA, List.of(ca), Flag.HEADER, List.of("X-A: b"))));
      assertThat(trusted.errors()).isEmpty();
      assertThat(trusted.number("sent")).isEqualTo(SENT);

      BenchOutcome untrusted = BenchOutcome.of(uri, Load.echo(100, 3));
      assertThat(untrusted.exit()).isEqualTo(3);
      assertThat(untrusted.errors().toString()).contains("the certificate is not trusted");
    }
  }

  @Test
  void basicCredentialsAreSentWithTheHandshake() {
    BenchOutcome outcome =
        BenchOutcome.of(
            server.ws("wire/basic-auth/ada/secret/echo"),
            Load.echo(100, 2).with(Map.of(Flag.AUTH, List.of("ada:secret"))));
    assertThat(outcome.errors()).isEmpty();
    assertThat(outcome.number("sent")).isEqualTo(SENT);
  }

  /** Each connection is not read for a second: of two seconds' messages every second one waits. */
  @Test
  void aStallShowsInAnOpenLoopAndHidesInAClosedOne() {
    URI stalling = server.ws("wire/stall/1/echo");
    BenchOutcome open = BenchOutcome.of(stalling, Load.echo(100, 4));
    assertThat(open.errors()).isEmpty();
    assertThat(open.millis("p75")).isGreaterThan(200);
    assertThat(open.millis("max")).isGreaterThan(800);

    BenchOutcome closed =
        BenchOutcome.of(stalling, Load.of(LoadScenario.ECHO, Optional.empty(), 4));
    assertThat(closed.millis("max")).isGreaterThan(500);
    assertThat(closed.millis("p75")).isLessThan(open.millis("p75") / 2);
  }

  @Test
  void whatIsNeverAnsweredCountsWithTheTimeItWaited() {
    BenchOutcome outcome = BenchOutcome.of(server.ws("wire/mute/60"), Load.echo(10, 2));
    assertThat(outcome.errors()).hasToString("{no answer=20}");
    assertThat(outcome.millis("min")).isGreaterThan(5000);
  }

  @Test
  void whatHadNoAnswerWhenItsConnectionEndedCountsToo() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      CompletableFuture<Void> server = Background.start(() -> openAndEnd(silent, 1500));
      URI uri = URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/");
      BenchOutcome outcome = BenchOutcome.of(uri, Load.echo(10, 1));
      server.get(10, TimeUnit.SECONDS);
      long unanswered = (Long) outcome.errors().get("no answer");
      assertThat(unanswered).isGreaterThan(10);
      Number latencies = (Number) ((Map<?, ?>) outcome.json().get("latencyMicros")).get("count");
      assertThat(latencies.longValue()).isGreaterThanOrEqualTo(unanswered);
      assertThat(outcome.millis("max")).isGreaterThan(1000);
    }
  }

  /** Accepts one handshake, and ends TCP so much later. */
  private static Void openAndEnd(ServerSocket listening, long millis) throws Exception {
    try (Socket socket = listening.accept()) {
      String key = "";
      BufferedReader head =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), ISO_8859_1));
      for (String line = head.readLine(); !line.isEmpty(); line = head.readLine()) {
        key = line.startsWith("Sec-WebSocket-Key: ") ? line.substring(19) : key;
      }
      String response =
          "HTTP/1.1 101 \r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Accept: "
              + Opening.accept(key)
              + "\r\n\r\n";
      socket.getOutputStream().write(response.getBytes(ISO_8859_1));
      Thread.sleep(millis);
      return null;
    }
  }

  @ParameterizedTest
  @CsvSource({"-1, 5", "10, 20"})
  void handshakesWithoutAnAnswerAreErrors(double rate, int expected) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      URI uri = URI.create("ws://127.0.0.1:" + silent.getLocalPort() + "/");
      Optional<Double> schedule = Optional.of(rate).filter(each -> each > 0);
      BenchOutcome outcome =
          BenchOutcome.of(
              uri,
              Load.of(LoadScenario.CONNECT, schedule, schedule.isPresent() ? 100 : 5)
                  .draining(Duration.ofSeconds(1)));
      assertThat(outcome.errors()).hasToString("{no answer=" + expected + "}");
      assertThat(outcome.exit()).isEqualTo(3);
      assertThat(outcome.json().get("latencyMicros").toString())
          .contains("count=" + expected + ",");
      assertThat(outcome.millis("min")).isGreaterThan(900);
    }
  }

  /** Of 1000 handshakes it can make 40 in the time. */
  @Test
  void handshakesThatCannotBeMadeInTimeAreCountedOnceAndEndTheRun() {
    long before = System.nanoTime();
    BenchOutcome outcome =
        BenchOutcome.of(
            server.ws("wire/handshake-delay/100ms/echo"),
            Load.of(LoadScenario.CONNECT, Optional.of(500.0), 2).draining(Duration.ofSeconds(1)));
    double sent = outcome.number("sent");
    double notSent = ((Number) outcome.errors().get("not sent")).doubleValue();
    assertThat(sent).isBetween(10.0, 100.0);
    assertThat(sent + notSent).isEqualTo(1000);
    assertThat(outcome.json().get("latencyMicros").toString()).contains("count=1000,");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(15));
  }

  @Test
  void aStallOfTheServerIsNotTakenForOneOfTheGenerator() {
    BenchOutcome outcome =
        BenchOutcome.of(server.ws("wire/stall/1/echo"), Load.echo(100, 1).inFlight(10));
    Map<?, ?> generator = (Map<?, ?>) outcome.json().get("generator");
    assertThat(((Number) generator.get("heldBack")).longValue()).isGreaterThan(50);
    Number lag = (Number) ((Map<?, ?>) generator.get("lagMicros")).get("max");
    assertThat(lag.longValue()).as("it was a second of the server's").isLessThan(400_000);
  }

  @Test
  void closesAreCountedByTheirCode() {
    BenchOutcome outcome =
        BenchOutcome.of(
            server.ws("wire/echo/after/10/close/4001?reason=enough"), Load.echo(100, 4));
    assertThat(outcome.errors().get("closed 4001 enough")).isEqualTo(4L);
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.json().get("warnings").toString()).contains("all connections had ended");
  }

  @Test
  void aServerThatDiesIsCountedAsLostConnections() throws Exception {
    ForeignServer node = ForeignServer.node(directory);
    CompletableFuture<Void> death =
        CompletableFuture.runAsync(
            () -> die(node), CompletableFuture.delayedExecutor(1200, TimeUnit.MILLISECONDS));
    BenchOutcome outcome = BenchOutcome.of(node.uri(), Load.echo(100, 5));
    death.join();
    assertThat(outcome.errors().toString()).contains("closed 1006");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.number("received")).isGreaterThan(0);
  }

  private static void die(ForeignServer server) {
    try {
      server.close();
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }

  @Test
  void whereNobodyListensNothingCanBeOpened() throws Exception {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    BenchOutcome outcome =
        BenchOutcome.of(URI.create("ws://127.0.0.1:" + port + "/"), Load.echo(100, 5));
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.errors()).hasToString("{connect: refused=5}");
    assertThat(outcome.err()).contains("Not one connection could be opened");
  }

  @Test
  void aRefusalIsCountedByItsStatus() {
    BenchOutcome outcome = BenchOutcome.of(server.ws("wire/status/503"), Load.echo(100, 5));
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.errors().get("handshake: status 503")).isEqualTo(5L);
  }

  @Test
  void thresholdsDecideTheExitCodeAndFilesAreWritten() throws Exception {
    Path page = directory.resolve("bench.html");
    Path log = directory.resolve("bench.hlog");
    BenchOutcome failed =
        BenchOutcome.of(
            server.ws("wire/echo"),
            Load.echo(100, 2).failing("p50>1us", "errors>0").writing(page, log));
    assertThat(failed.exit()).isEqualTo(1);
    assertThat(failed.err()).contains("Failed: p50>1us: p50 is ", "Passed: errors>0 is not true: ");
    assertThat(page).content().contains("<polyline", "Failed: p50&gt;1us");
    assertThat(Files.readAllLines(log).stream().filter(line -> line.contains(",HIST")).count())
        .isBetween(2L, 20L);

    BenchOutcome passed =
        BenchOutcome.of(server.ws("wire/echo"), Load.echo(100, 2).failing("p50>1m", "rate<10"));
    assertThat(passed.exit()).isZero();
  }
}
