package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.wire.ClientBytes.close;
import static org.wsbin.wire.ClientBytes.ping;
import static org.wsbin.wire.ClientBytes.text;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.wire.Fault.Then;
import org.wsbin.wire.RawPeer.Muting;

/** The reaction is awaited for 3 s; a silence lasts a minute. */
class FaultPlayTest {
  private static final String HELLO = "81 05 48 65 6c 6c 6f"; // a text frame

  private final FakeTimer timer = new FakeTimer();
  private final FakeTransport network = new FakeTransport();
  private final Connections connections = new Connections(Wired.limits(), timer);
  private final FaultLog log = new FaultLog();
  private FaultLines lines;
  private String name = "";

  @BeforeEach
  void keepLines(TestInfo test) {
    name = test.getTestMethod().orElseThrow().getName();
    lines = FaultLines.of(name);
  }

  @AfterEach
  void end() {
    log.close();
    lines.close();
  }

  @Test
  void whileTheReactionIsAwaitedMessagesAreIgnoredAndACloseIsAnswered() {
    WireConnection connection = play(new Fault.Bytes(HELLO, Then.AWAIT_REACTION));
    network.arrive(text("ignored"));
    network.arrive(close(1002, "no"));
    assertThat(connection.readable()).isTrue();
    timer.advance(Duration.ofMillis(500));
    assertThat(connection.readable()).isFalse();
    assertThat(network.frames()).containsExactly("TEXT Hello", "CLOSE 1002 no");
    assertLogged("the client closed with 1002 \"no\" after 500 ms (1 messages, 0 pings, 0 pongs)");
  }

  @Test
  void theReactionIsAwaitedForTheTimeThatIsSet() {
    play(new Fault.Bytes(HELLO, Then.AWAIT_REACTION));
    timer.advance(Duration.ofSeconds(3));
    assertThat(network.calls).isEmpty();
    timer.advance(Duration.ofMillis(200));
    assertThat(network.calls).containsExactly("close");
    assertLogged(
        "the client did not react after 3100 ms (0 messages, 0 pings, 0 pongs; not closed cleanly)");
  }

  @Test
  void inSilenceNothingMoreIsSent() {
    WireConnection connection = play(new Fault.Bytes("82 7f", Then.AWAIT_IN_SILENCE));
    network.arrive(ping(""));
    network.arrive(close(1002, ""));
    assertThat(connection.readable()).isTrue();
    assertThat(connection.readable()).isTrue();
    timer.advance(Duration.ofMillis(3200));
    assertThat(network.taken()).hasSize(2);
    assertThat(network.calls).containsExactly("close");
    assertLogged(
        "the client closed with 1002 after 3100 ms (0 messages, 1 pings, 0 pongs; not closed cleanly)");
  }

  @Test
  void whatWasAClosedIsNotClosedTwice() {
    WireConnection connection = play(new Fault.Bytes("88 01 03", Then.CLOSED));
    network.arrive(close(1002, ""));
    assertThat(connection.readable()).isFalse();
    assertThat(network.taken()).hasSize(3);
    assertThat(network.calls).containsExactly("close");
  }

  @Test
  void whatTheClientShouldNotMindIsFollowedByAnEcho() {
    WireConnection connection = play(new Fault.Bytes("8a 00", Then.ECHO));
    network.arrive(text("still here"));
    timer.advance(Duration.ofSeconds(10));
    assertThat(connection.readable()).isTrue();
    assertThat(network.frames()).containsExactly("PONG ", "TEXT still here");
  }

  @Test
  void aDropComesBehindTheBytes() {
    play(new Fault.Bytes("81 0a 48", Then.DROP));
    assertThat(network.taken()).hasSize(3);
    assertThat(network.calls).containsExactly("close");
    assertLogged(
        "the client did not react after 0 ms (0 messages, 0 pings, 0 pongs; not closed cleanly)");
  }

  @Test
  void aSilenceLastsAsLongAsAFaultMay() {
    play(new Fault.Bytes("81 0a 48", Then.SILENCE));
    timer.advance(Duration.ofMinutes(1));
    assertThat(network.calls).isEmpty();
    timer.advance(Duration.ofMillis(200));
    assertThat(network.calls).containsExactly("close");
    assertThat(network.taken()).as("no ping, no close").hasSize(3);
  }

  @Test
  void aMutedOneIsAnEchoForAsLongAsAFaultMayLast() {
    WireConnection connection = play(new Fault.Mute(new Muting(false, true, false, false)));
    network.arrive(text("hello"));
    network.arrive(close(1000, ""));
    assertThat(connection.readable()).isTrue();
    assertThat(connection.readable()).isTrue();
    timer.advance(Duration.ofMillis(60_200));
    assertThat(network.frames()).containsExactly("TEXT hello");
    assertThat(network.calls).containsExactly("close");
  }

  @Test
  void bytesOfTheSameWriteComeBehindTheHead() {
    WireConnection connection =
        new WireConnection(
            new FaultPlay(name, new Fault.AtOnce(HELLO), Wired.limits(), log),
            Wired.resources(connections),
            Optional.empty(),
            Wired.most(Wired.limits()));
    connection.openWith(UTF_8.encode("head "));
    connection.opened(network);
    assertThat(new String(network.taken(), UTF_8)).startsWith("head ").endsWith("Hello");
    assertThat(network.writes).hasSize(1);
  }

  private WireConnection play(Fault fault) {
    WireConnection connection =
        new WireConnection(
            new FaultPlay(name, fault, Wired.limits(), log),
            Wired.resources(connections),
            Optional.empty(),
            Wired.most(Wired.limits()));
    connection.opened(network);
    return connection;
  }

  private void assertLogged(String reaction) {
    await()
        .untilAsserted(
            () ->
                assertThat(lines.lines()).containsExactly("Fault " + name + ": " + reaction + "."));
  }
}
