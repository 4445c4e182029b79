package org.wsbin.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.wsbin.it.Waits.ANSWER;

import java.io.IOException;
import java.net.InetAddress;
import java.util.Locale;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** What the server has seen of a handshake is what was sent. */
@ExtendWith(ServerExtension.class)
class ReflectIT {
  private final RunningServer server;

  ReflectIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void whatWasSentIsReflected(String engine) throws IOException {
    String seen = reflected(engine, "?a=1&b=%C3%BC&a=2");
    assertThat(seen)
        .contains("\"query\":{\"a\":[\"1\",\"2\"],\"b\":[\"ü\"]}")
        .contains("\"cookies\":{\"flavour\":\"oat\",\"empty\":\"\"}")
        .contains("\"peer\":\"127.0.0.1:")
        .contains("\"engine\":\"" + engine + "\"")
        .contains("\"tls\":{\"version\":null,\"cipherSuite\":null}")
        .contains("\"node\":\"" + InetAddress.getLocalHost().getHostName() + "\"")
        .containsIgnoringCase("[\"X-Markup\",\"<b>&\\\"quoted\\\"\"]");
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void headersKeepTheirOrder(String engine) throws IOException {
    assumeFalse(
        server.name().startsWith("wildfly"), "WildFly hands headers on in an order of its own.");
    // Tomcat 10.1 hands their names on in lower case
    assertThat(reflected(engine, "").toLowerCase(Locale.ROOT))
        .containsSubsequence(
            "[\"host\",",
            "[\"upgrade\",\"websocket\"]",
            "[\"connection\",\"upgrade\"]",
            "[\"sec-websocket-version\",\"13\"]",
            "[\"sec-websocket-key\",",
            "[\"cookie\",\"flavour=oat; empty=\"]",
            "[\"x-twice\",\"one\"]",
            "[\"x-twice\",\"two\"]",
            "[\"x-markup\",");
  }

  private String reflected(String engine, String query) throws IOException {
    Opening opening =
        Opening.to(server.ws(engine + "/reflect" + query))
            .header("Cookie: flavour=oat; empty=")
            .header("X-Twice: one")
            .header("X-Twice: two")
            .header("X-Markup: <b>&\"quoted\"");
    try (RawWebSocket socket = opening.open()) {
      return socket.readMessage(ANSWER).text();
    }
  }
}
