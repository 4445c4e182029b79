package org.wsbin.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
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
import org.wsbin.conformance.CaseId;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.drivers.HttpClientDriver;
import org.wsbin.it.peer.ForeignServer;

/**
 * Drivers as client projects have them, written for the suite that everyone drives, run against
 * {@code wsbin conform serve} as they are.
 */
@OnStandalone
class DriversIT {
  @TempDir private Path directory;
  private SuiteProcess suite;

  @BeforeEach
  void start() throws IOException {
    suite = SuiteProcess.start(directory, List.of("*"), List.of("9.*", "12.*", "13.*"));
  }

  @AfterEach
  void end() {
    suite.close();
  }

  @Test
  void nodesWs() throws Exception {
    assumeTrue(ForeignServer.works("node", "--version"), "there is no node (Debian: nodejs)");
    ForeignServer.unpackWs(directory);
    runs("node", driver("driver.cjs"), suite.server(), "ws");
    assertThat(failed("ws")).isEmpty();
  }

  @Test
  void pythonsWebsockets() throws Exception {
    assumeTrue(
        ForeignServer.works("/usr/bin/python3", "-c", "import websockets"),
        "there is no /usr/bin/python3 with websockets (Debian: python3-websockets)");
    runs("/usr/bin/python3", driver("driver.py"), suite.server(), "websockets");
    assertThat(failed("websockets")).isEmpty();
  }

  /** It accepts reserved bits that nobody agreed on, among others; the driver works. */
  @Test
  void javasHttpClient() throws Exception {
    new HttpClientDriver(suite.server(), "java.net.http").run();
    assertThat(suite.verdicts("java.net.http")).hasSize(247);
  }

  @Test
  void aDriverMayStopTheSuite() throws Exception {
    HttpClient.newHttpClient()
        .newWebSocketBuilder()
        .buildAsync(
            URI.create(suite.server() + "/updateReports?agent=a&shutdownOnComplete=true"),
            new WebSocket.Listener() {})
        .get(20, TimeUnit.SECONDS);
    assertThat(suite.process().waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(suite.index()).exists();
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
    Map<CaseId, CaseVerdict> verdicts = suite.verdicts(agent);
    assertThat(verdicts).hasSize(247);
    Set<String> failed = new TreeSet<>();
    verdicts.forEach(
        (id, verdict) -> {
          if (!List.of("OK", "NON-STRICT", "INFORMATIONAL").contains(verdict.word())) {
            failed.add(id + " " + verdict);
          }
        });
    return failed;
  }
}
