package org.wsbin.it.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.text.JsonReader;

/**
 * Drivers as client projects have them, written for the suite that everyone drives, run against
 * {@code wsbin conform serve} as they are.
 */
@OnStandalone
class DriversIT {
  private static final String SPEC =
      """
      {"url": "ws://127.0.0.1:0", "outdir": "OUTDIR", "options": {"failByDrop": false},
       "cases": ["*"], "exclude-cases": ["9.*", "12.*", "13.*"], "exclude-agent-cases": {"none": ["*"]}}
      """;

  @TempDir private Path directory;
  private Process suite;
  private String server;

  @BeforeEach
  void start() throws IOException {
    Path reports = directory.resolve("reports");
    Path spec = directory.resolve("spec.json");
    Files.writeString(spec, SPEC.replace("OUTDIR", reports.toString()));
    suite =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-jar",
                System.getProperty("wsbin.war", "target/wsbin.war"),
                "conform",
                "serve",
                "--spec",
                spec.toString(),
                "--port",
                "0")
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    BufferedReader out = new BufferedReader(new InputStreamReader(suite.getInputStream(), UTF_8));
    server = out.readLine().replaceFirst(".* at http(://[^/]+)/.*", "ws$1");
  }

  @AfterEach
  void end() {
    suite.destroyForcibly();
  }

  @Test
  void nodesWs() throws Exception {
    assumeTrue(ForeignServer.works("node", "--version"), "there is no node (Debian: nodejs)");
    ForeignServer.unpackWs(directory);
    runs("node", driver("driver.cjs"), server, "ws");
    assertThat(failed("ws")).isEmpty();
  }

  @Test
  void pythonsWebsockets() throws Exception {
    assumeTrue(
        ForeignServer.works("/usr/bin/python3", "-c", "import websockets"),
        "there is no /usr/bin/python3 with websockets (Debian: python3-websockets)");
    runs("/usr/bin/python3", driver("driver.py"), server, "websockets");
    assertThat(failed("websockets")).isEmpty();
  }

  /** It accepts reserved bits that nobody agreed on, among others; the driver works. */
  @Test
  void javasHttpClient() throws Exception {
    new HttpClientDriver(server, "java.net.http").run();
    assertThat(verdicts("java.net.http")).hasSize(247);
  }

  @Test
  void aDriverMayStopTheSuite() throws Exception {
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(
            URI.create(server + "/updateReports?agent=a&shutdownOnComplete=true"),
            new WebSocket.Listener() {})
        .get(20, TimeUnit.SECONDS);
    assertThat(suite.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(directory.resolve("reports/index.json")).exists();
  }

  private String driver(String name) throws IOException {
    Path copy = directory.resolve(name);
    try (InputStream driver = DriversIT.class.getResourceAsStream("/drivers/" + name)) {
      Files.write(copy, driver.readAllBytes());
    }
    return copy.toString();
  }

  private void runs(String... command) throws Exception {
    Process driver = new ProcessBuilder(command).directory(directory.toFile()).inheritIO().start();
    assertThat(driver.waitFor(Duration.ofMinutes(3).toSeconds(), TimeUnit.SECONDS)).isTrue();
    assertThat(driver.exitValue()).isZero();
  }

  /** The cases that an ordinary script would complain about. */
  private Set<String> failed(String agent) throws IOException {
    Map<?, ?> verdicts = verdicts(agent);
    assertThat(verdicts).hasSize(247);
    Set<String> failed = new TreeSet<>();
    verdicts.forEach(
        (id, verdict) -> {
          boolean good =
              List.of("OK", "NON-STRICT", "INFORMATIONAL")
                      .contains(((Map<?, ?>) verdict).get("behavior"))
                  && List.of("OK", "INFORMATIONAL")
                      .contains(((Map<?, ?>) verdict).get("behaviorClose"));
          if (!good) {
            failed.add(id + " " + verdict);
          }
        });
    return failed;
  }

  private Map<?, ?> verdicts(String agent) throws IOException {
    String index = Files.readString(directory.resolve("reports/index.json"));
    return (Map<?, ?>) ((Map<?, ?>) JsonReader.read(index)).get(agent);
  }
}
