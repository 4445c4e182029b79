package org.wsbin.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.wsbin.it.Waits.ANSWER;

import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Any text can be a part of a path, as far as the container lets such a path through. */
@ExtendWith(ServerExtension.class)
class PathTextIT {
  /** Parts of a path that containers refuse by themselves, each with those which take it. */
  private static final Map<String, Set<String>> TAKEN_BY =
      Map.of(
          "a%2Fb", Set.of("standalone", "wildfly-39"),
          "a%5Cb", Set.of("standalone", "wildfly-39"),
          "100%25", Set.of("standalone", "tomcat-10.1", "tomcat-11", "wildfly-39"),
          "", Set.of("standalone", "tomcat-10.1", "tomcat-11", "wildfly-39"));

  private final RunningServer server;

  PathTextIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @CsvSource({
    "a%2Fb, a/b",
    "a%5Cb, a\\b",
    "100%25, 100%",
    "'', ''",
    "a;b, a;b",
    "a+b, a+b",
    "a%2Bb%20c, a+b c",
    "%E2%82%AC, €",
    "%F0%9F%9A%80, \ud83d\ude80",
    "%3Cb%3E%26, <b>&"
  })
  void thePathsTextIsDecodedOnce(String part, String text) throws IOException {
    assumeTrue(
        TAKEN_BY.getOrDefault(part, Set.of(server.name())).contains(server.name()),
        () -> server.name() + " refuses a path with \"" + part + "\" by itself.");
    for (String engine : new String[] {"ws", "wire"}) {
      try (RawWebSocket socket =
          RawWebSocket.open(server.ws(engine + "/message/" + part + "/message/next"))) {
        assertThat(socket.readMessage(ANSWER).text()).isEqualTo(text);
        assertThat(socket.readMessage(ANSWER).text()).isEqualTo("next");
      }
    }
  }
}
