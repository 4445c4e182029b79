package org.wsbin.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.terminal.Flag;

/** What {@code wsbin probe} says of real proxies. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ProbeIT {
  private static final Path RECORDING = Path.of("docs", "probe", "terminal.txt");
  private static final String UPGRADES =
      "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
          + " proxy_set_header Connection \"upgrade\";";

  @TempDir private Path directory;
  private final RunningServer server;

  ProbeIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void withoutAnythingBetweenNothingIsFound() {
    ProbeOutcome outcome = ProbeOutcome.of(server.ws("").toString(), Duration.ofSeconds(3));
    assertThat(outcome.symptoms()).as(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err().lines().filter(line -> line.startsWith("ok    "))).hasSize(9);
  }

  @Test
  void aProxyThatIsSetUpRightIsNotBlamed() throws Exception {
    ProbeOutcome outcome =
        through(UPGRADES + " proxy_set_header Host $http_host;", Duration.ofSeconds(3));
    assertThat(outcome.symptoms()).as(outcome.out()).isEmpty();
    assertThat(outcome.exit()).isZero();
  }

  @Test
  void aProxyWithoutSettingsLosesTheUpgrade() throws Exception {
    ProbeOutcome outcome = through("", Duration.ofSeconds(3));
    assertThat(outcome.symptoms()).containsExactly("upgrade-lost");
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.out()).contains("nginx", "The Upgrade header is missing");
  }

  @Test
  void eachOfThreeThingsIsFoundAndNothingElse() throws Exception {
    ProbeOutcome outcome =
        through(
            UPGRADES + " proxy_read_timeout 3s; proxy_set_header Sec-WebSocket-Extensions \"\";",
            Duration.ofSeconds(12));
    assertThat(outcome.symptoms())
        .as(outcome.out())
        .containsExactly("compression-lost", "host-changed", "idle-limit");
    assertThat(outcome.out()).contains("It stays open if the server pings");
  }

  @Test
  void overTlsItIsSaidWhichProtocolTheFarEndChooses() throws Exception {
    ForeignServer behind = new ForeignServer(server.base(), Optional.empty(), () -> {});
    try (ForeignServer nginx = ForeignServer.nginx(directory, behind)) {
      ProbeOutcome outcome =
          ProbeOutcome.of(
              "wss://localhost:" + nginx.uri().getPort() + "/",
              Duration.ofSeconds(3),
              Map.of(Flag.CA, List.of(directory.resolve("certificate.pem").toString())),
              "handshake",
              "forms");
      assertThat(outcome.symptoms()).as(outcome.out()).isEmpty();
      assertThat(outcome.out())
          .contains("offered h2 and http/1.1, the far end chooses http/1.1")
          .contains("offered http/1.1 alone, the far end chooses http/1.1");
      assertThat(outcome.err()).contains("8 of 8 pass");
    }
  }

  @Test
  void bytesOnTheWayAreLookedAtAndTheLinesHaveTheirOrder() {
    ProbeOutcome outcome =
        ProbeOutcome.of(
            server.ws("").toString(),
            Duration.ofSeconds(1),
            "buffering",
            "idle",
            "conversation",
            "closes");
    assertThat(outcome.out())
        .contains("a frame in 26 writes of one byte: its echo arrives")
        .contains("22 bytes the server sends one each 50 ms: 22 came in ")
        .contains("the end of the client's side of TCP together: the echo arrives")
        .contains("a path with %2F arrives");
    assertThat(outcome.err().lines().filter(line -> line.startsWith("ok    ")))
        .extracting(line -> line.split(" +", 3)[1])
        .containsExactly("handshake", "conversation", "closes", "buffering", "idle");
  }

  @Test
  void theRecordingInTheDocumentationIsWhatPeopleSee() throws Exception {
    String lines = UPGRADES + " proxy_read_timeout 3s;";
    try (ForeignServer nginx = ForeignServer.plainNginx(directory, server.base(), lines)) {
      String at = "127.0.0.1:" + nginx.uri().getPort();
      ProbeOutcome outcome = ProbeOutcome.inWords("ws://" + at + "/", Duration.ofSeconds(12));
      assertThat(outcome.exit()).as(outcome.out()).isEqualTo(1);
      String recorded =
          "$ java -jar wsbin.war probe --smuggling --max-time 12s ws://localhost:8080/\n"
              + outcome
                  .out()
                  .replace(at, "localhost:8080")
                  .replace(server.base().getAuthority(), "localhost:8000");
      if (Boolean.getBoolean("wsbin.docs.update")) {
        Files.writeString(RECORDING, recorded);
      }
      assertThat(masked(recorded))
          .as("-Dwsbin.docs.update=true rewrites it")
          .isEqualTo(masked(Files.readString(RECORDING)));
    }
  }

  /** Without times and versions. */
  private static String masked(String recorded) {
    return recorded
        .replaceAll("\\d+(\\.\\d+)? (ms|s)\\b", "TIME")
        .replaceAll("nginx/[\\d.]+", "nginx/VERSION");
  }

  @Test
  void aServerThatIsNoWsbinIsSaidAtOnce() throws Exception {
    try (ForeignServer ws = ForeignServer.node(directory)) {
      ProbeOutcome outcome =
          ProbeOutcome.of(ws.uri().toString(), Duration.ofSeconds(2), "idle", "many");
      assertThat(outcome.err()).contains("The far end does not answer as a wsbin");
      assertThat(outcome.exit()).as(outcome.out()).isZero();
    }
  }

  @Test
  void whoStopsItGetsWhatIsKnown() throws Exception {
    CompletableFuture<IntSupplier> end = new CompletableFuture<>();
    CompletableFuture<Integer> stopped =
        end.thenApplyAsync(
            task -> {
              LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(2));
              return task.getAsInt();
            });
    ProbeOutcome outcome =
        ProbeOutcome.of(
            server.ws("").toString(), Duration.ofMinutes(5), Map.of(), end::complete, "idle");
    assertThat(outcome.exit()).isEqualTo(130);
    assertThat(stopped.get(20, TimeUnit.SECONDS)).isEqualTo(130);
    assertThat(outcome.symptoms()).isEmpty();
    assertThat(outcome.out())
        .contains("stopped after", "nothing is sent: open after", "the client pings: open");
  }

  @Test
  void nobodyThereIs3() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    ProbeOutcome outcome = ProbeOutcome.of("ws://127.0.0.1:" + port + "/", Duration.ofSeconds(2));
    assertThat(outcome.exit()).isEqualTo(3);
    assertThat(outcome.err()).contains("Cannot connect to 127.0.0.1:" + port);
  }

  private ProbeOutcome through(String lines, Duration maxTime) throws Exception {
    try (ForeignServer nginx = ForeignServer.plainNginx(directory, server.base(), lines)) {
      URI at = URI.create("ws://127.0.0.1:" + nginx.uri().getPort() + "/");
      return ProbeOutcome.of(at.toString(), maxTime);
    }
  }
}
