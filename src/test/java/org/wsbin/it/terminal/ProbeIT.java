package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.terminal.Flag;
import org.wsbin.terminal.ProbeRun;
import org.wsbin.terminal.ProcessEnvironment;
import org.wsbin.terminal.Terminals;

/** What {@code wsbin probe} says of real proxies. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ProbeIT {
  private static final Pattern SYMPTOM = Pattern.compile("\"symptom\":\"([^\"]+)\"");
  private static final String UPGRADES =
      "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
          + " proxy_set_header Connection \"upgrade\";";

  @TempDir private Path directory;
  private final RunningServer server;

  ProbeIT(RunningServer server) {
    this.server = server;
  }

  private record Outcome(int exit, String out, String err) {
    List<String> symptoms() {
      return List.copyOf(
          new TreeSet<>(SYMPTOM.matcher(out).results().map(match -> match.group(1)).toList()));
    }
  }

  private static Outcome probe(String url, Duration maxTime, String... only) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    int exit =
        ProbeRun.run(
            url,
            new ProbeRun.Choice(
                List.of(only),
                List.of(),
                Optional.of(maxTime),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()),
            Map.of(Flag.JSON, List.of()),
            new ProcessEnvironment(
                InputStream.nullInputStream(),
                out,
                new PrintWriter(err, true),
                new Terminals(false, false, false),
                Map.of(),
                end -> {}));
    return new Outcome(exit, out.toString(UTF_8), err.toString());
  }

  @Test
  void withoutAnythingBetweenNothingIsFound() {
    Outcome outcome = probe(server.ws("").toString(), Duration.ofSeconds(3));
    assertThat(outcome.symptoms()).as(outcome.out).isEmpty();
    assertThat(outcome.exit).isZero();
    assertThat(outcome.err.lines().filter(line -> line.startsWith("ok    "))).hasSize(8);
  }

  @Test
  void aProxyThatIsSetUpRightIsNotBlamed() throws Exception {
    Outcome outcome =
        through(UPGRADES + " proxy_set_header Host $http_host;", Duration.ofSeconds(3));
    assertThat(outcome.symptoms()).as(outcome.out).isEmpty();
    assertThat(outcome.exit).isZero();
  }

  @Test
  void aProxyWithoutSettingsLosesTheUpgrade() throws Exception {
    Outcome outcome = through("", Duration.ofSeconds(3));
    assertThat(outcome.symptoms()).containsExactly("upgrade-lost");
    assertThat(outcome.exit).isEqualTo(1);
    assertThat(outcome.out).contains("nginx", "The Upgrade header is missing");
  }

  @Test
  void eachOfThreeThingsIsFoundAndNothingElse() throws Exception {
    Outcome outcome =
        through(
            UPGRADES + " proxy_read_timeout 3s; proxy_set_header Sec-WebSocket-Extensions \"\";",
            Duration.ofSeconds(12));
    assertThat(outcome.symptoms())
        .as(outcome.out)
        .containsExactly("compression-lost", "host-changed", "idle-limit");
    assertThat(outcome.out).contains("It stays open if the server pings");
  }

  @Test
  void aServerThatIsNoWsbinIsSaidAtOnce() throws Exception {
    try (ForeignServer ws = ForeignServer.node(directory)) {
      Outcome outcome = probe(ws.uri().toString(), Duration.ofSeconds(2), "idle", "many");
      assertThat(outcome.err).startsWith("The far end is no wsbin that can be asked");
      assertThat(outcome.exit).as(outcome.out).isZero();
    }
  }

  @Test
  void nobodyThereIs3() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0)) {
      port = closed.getLocalPort();
    }
    Outcome outcome = probe("ws://127.0.0.1:" + port + "/", Duration.ofSeconds(2));
    assertThat(outcome.exit).isEqualTo(3);
    assertThat(outcome.err).contains("Cannot connect to 127.0.0.1:" + port);
  }

  private Outcome through(String lines, Duration maxTime) throws Exception {
    try (ForeignServer nginx = ForeignServer.plainNginx(directory, server.base(), lines)) {
      URI at = URI.create("ws://127.0.0.1:" + nginx.uri().getPort() + "/");
      return probe(at.toString(), maxTime);
    }
  }
}
