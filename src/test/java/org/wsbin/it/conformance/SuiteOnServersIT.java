package org.wsbin.it.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.Waits;
import org.wsbin.it.drivers.HttpClientDriver;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.text.JsonReader;

/** The suite that every wsbin serves, on the network of each container. */
@ExtendWith(ServerExtension.class)
class SuiteOnServersIT {
  private final String agent = "on-servers-" + UUID.randomUUID();
  private final RunningServer server;

  SuiteOnServersIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void aDriverWorksBelowConformance() throws Exception {
    String base = server.ws("conformance").toString();
    HttpClientDriver driver = new HttpClientDriver(base, agent);
    assertThat(driver.ask("/getCaseCount")).isEqualTo("517");
    List<String> ids = List.of("1.1.1", "1.1.8", "1.2.7", "2.4", "5.5", "6.2.3", "7.1.1", "9.1.3");
    for (String id : ids) {
      driver.run(id);
    }
    assertThat(driver.ask("/getCaseStatus?casetuple=9.1.3&agent=" + agent))
        .isEqualTo("{\"behavior\": \"OK\"}");

    Map<?, ?> all = (Map<?, ?>) JsonReader.read(page("index.json").body().utf8());
    Map<?, ?> verdicts = (Map<?, ?>) all.get(agent);
    assertThat(verdicts).hasSize(ids.size());
    assertThat(verdicts.values())
        .allSatisfy(
            verdict ->
                assertThat(((Map<?, ?>) verdict).get("behavior"))
                    .as("%s", verdict)
                    .isEqualTo("OK"));
  }

  /** Tomcat lets wsbin write the head of a 101; the others say that they do not. */
  @Test
  void aCaseAboutTheHeadRunsWhereItCan() throws Exception {
    String path = "conformance/strict/runCase?casetuple=23.2.4&agent=" + agent;
    Opening opening = Opening.to(server.ws(path));
    if (server.name().startsWith("tomcat") || server.name().equals("standalone")) {
      try (RawWebSocket socket = opening.open()) {
        assertThat(socket.readMessage(Waits.LONG)).isEqualTo(WholeMessage.text("Hello"));
      }
    } else {
      RawResponse refusal = opening.refusal();
      assertThat(refusal.status()).isEqualTo(501);
      assertThat(refusal.body().utf8())
          .startsWith("This container writes the head of a 101 itself");
    }
  }

  @Test
  void thePageShowsIt() throws Exception {
    HttpClientDriver driver = new HttpClientDriver(server.ws("conformance").toString(), agent);
    driver.run("1.1.1");
    driver.ask("/getCaseStatus?casetuple=1.1.1&agent=" + agent); // waits for the result
    RawResponse page = page("");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().all("Content-Security-Policy").toString())
        .contains("default-src 'none'");
    assertThat(page.body().utf8()).contains(agent);
    assertThat(page("nothing.json").status()).isEqualTo(404);
  }

  private RawResponse page(String name) throws IOException {
    URI at = server.base();
    return RawHttp.once(
        at,
        List.of(
            "GET " + at.getPath() + "conformance/" + name + " HTTP/1.1",
            "Host: " + at.getAuthority(),
            "Connection: close"),
        Waits.LONG);
  }
}
