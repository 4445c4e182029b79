package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** A pong may take 15 s. */
class PingTest {

  @Test
  void roundTripsAreReportedInMilliseconds() {
    PlayedScenario ping = PlayedScenario.open("ping/2/50");
    assertThat(ping.peer.calls).containsExactly("ping wsbin 1");
    ping.passes("PT0.0123456S");
    pong(ping, "wsbin 1");
    ping.passes("PT0.049S");
    assertThat(ping.peer.calls).hasSize(1);
    ping.passes("PT0.001S");
    assertThat(ping.peer.calls).containsExactly("ping wsbin 1", "ping wsbin 2");
    ping.passes("PT1S");
    pong(ping, "wsbin 2");
    assertThat(ping.texts())
        .containsExactly("{\"pings\":2,\"pongs\":2,\"roundTripMillis\":[12.346,1000.0]}");
    assertThat(ping.closes()).containsExactly("1000");
  }

  @Test
  void aPongThatDoesNotComeIsNull() {
    PlayedScenario ping = PlayedScenario.open("ping/2/50");
    ping.passes("PT14.999S");
    assertThat(ping.texts()).isEmpty();
    ping.passes("PT0.001S");
    ping.passes("PT0.05S");
    pong(ping, "wsbin 2");
    assertThat(ping.texts())
        .containsExactly("{\"pings\":2,\"pongs\":1,\"roundTripMillis\":[null,0.0]}");
  }

  @Test
  void otherPongsAreNoAnswer() {
    PlayedScenario ping = PlayedScenario.open("ping/1/50");
    pong(ping, "");
    pong(ping, "wsbin 2");
    assertThat(ping.texts()).isEmpty();
    pong(ping, "wsbin 1");
    pong(ping, "wsbin 1");
    assertThat(ping.texts()).containsExactly("{\"pings\":1,\"pongs\":1,\"roundTripMillis\":[0.0]}");
  }

  @Test
  void aPongThatComesTooLateDoesNotAnswerTheNext() {
    PlayedScenario ping = PlayedScenario.open("ping/2/50");
    ping.passes("PT15S");
    pong(ping, "wsbin 1");
    ping.passes("PT0.05S");
    pong(ping, "wsbin 1");
    assertThat(ping.texts()).isEmpty();
    pong(ping, "wsbin 2");
    assertThat(ping.texts())
        .containsExactly("{\"pings\":2,\"pongs\":1,\"roundTripMillis\":[null,0.0]}");
  }

  @Test
  void twoInARowEachHaveTheirOwn() {
    PlayedScenario ping = PlayedScenario.open("ping/1/1/ping/1/1");
    pong(ping, "wsbin 1");
    pong(ping, "wsbin 1");
    assertThat(ping.texts()).hasSize(2);
    assertThat(ping.closes()).containsExactly("1000");
  }

  private static void pong(PlayedScenario ping, String payload) {
    ping.run.pong(UTF_8.encode(payload));
  }
}
