package org.wsbin.it.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ProxyProcess;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** What {@code wsbin probe} says of {@code wsbin proxy}: each fault, and nothing else. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ProbeFaultsIT {
  private static final String[] QUICK = {
    "handshake", "forms", "conversation", "idle", "closes", "many", "smuggling"
  };
  private final RunningServer server;

  ProbeFaultsIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --strip Upgrade                        | upgrade-lost
          --http 1.0                             | upgrade-lost
          --reply 502                            | gateway-error
          --strip-compression                    | compression-lost
          --strip Cookie                         | header-lost
          --strip Sec-WebSocket-Protocol         | subprotocol-lost
          --set Host:_backend                    | host-changed
          --latency 30ms                         |
          --swallow-pings                        | pings-lost
          --answer-pings                         | pings-lost
          --reframe 1k                           | reframed
          --close-code 1000=1006                 | close-lost
          --close-code 4999=1001                 | close-lost
          --drop-close                           | close-lost
          --max-connections 12                   | connections-limited
          --smuggle                              | request-smuggled
          --smuggle --set X-Forwarded-For:_a     | request-smuggled
          --set X-Forwarded-For:_a               |
          """)
  void eachFaultIsNamedAndNoOther(String options, String symptom) throws IOException {
    probed(options, Duration.ofSeconds(1), symptom, QUICK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --idle-timeout 2s                      | idle-limit
          --idle-timeout 2s --pings-are-idle     | idle-limit
          --idle-timeout 1s                      | idle-limit
          --max-age 3s                           | age-limit
          """)
  void endsOfIdleAndOfOldConnectionsAreToldApart(String options, String symptom)
      throws IOException {
    probed(options, Duration.ofSeconds(10), symptom, "handshake", "idle");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --max-frame 64k                        | frame-limit
          --max-frame 64k --limit-end rst        | frame-limit
          --max-message 1m --limit-end fin       | message-limit
          """)
  void limitsOfSizesAreFound(String options, String symptom) throws IOException {
    probed(options, Duration.ofSeconds(10), symptom, "handshake", "sizes");
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "--buffer 300ms | buffered")
  void whatIsHeldBackIsFound(String options, String symptom) throws IOException {
    probed(options, Duration.ofSeconds(10), symptom, "handshake", "buffering");
  }

  @Test
  void aLimitOfConnectionsCountsThoseOfOtherChecks() throws IOException {
    try (ProxyProcess proxy = new ProxyProcess(server.base(), "--max-connections 12")) {
      ProbeOutcome outcome =
          ProbeOutcome.of(
              "ws://" + proxy.authority() + "/", Duration.ofSeconds(5), "idle", "closes", "many");
      assertThat(outcome.out()).contains("7 connections are accepted beside 5 of other checks");
    }
  }

  private void probed(String options, Duration maxTime, String symptom, String... checks)
      throws IOException {
    try (ProxyProcess proxy = new ProxyProcess(server.base(), options)) {
      ProbeOutcome outcome = ProbeOutcome.of("ws://" + proxy.authority() + "/", maxTime, checks);
      assertThat(outcome.symptoms())
          .as(outcome.out())
          .isEqualTo(symptom == null ? List.of() : List.of(symptom));
      assertThat(outcome.exit()).isEqualTo(symptom == null ? 0 : 1);
    }
  }
}
