package org.wsbin.it.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.SoftAssertions.assertSoftly;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@DisplayName("RFC 6455 section 4.2: the front door")
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class HandshakeIT {
  private static final Duration NOT_HANGING = Duration.ofSeconds(5);
  private static final RequestTemplate GOOD = RequestTemplate.upgrade("ws/echo");

  private final RunningServer server;
  private final List<Observation> observations = new ArrayList<>();

  HandshakeIT(RunningServer server) {
    this.server = server;
  }

  static List<HandshakeCase> cases() {
    return HandshakeTable.cases();
  }

  static Stream<HandshakeCase> refusals() {
    return cases().stream().filter(c -> !c.isAccepted());
  }

  static Stream<HandshakeCase> acceptances() {
    return cases().stream().filter(HandshakeCase::isAccepted);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("cases")
  void everyRequestGetsTheAnswerOfTheTable(HandshakeCase expected) throws IOException {
    RawResponse answer =
        RawHttp.once(server.base(), expected.request().lines(server.base()), NOT_HANGING);

    observations.add(Observation.of(expected.name(), answer, server.base()));
    if (!expected.isContainersOwn(server.name(), answer)) {
      assertSoftly(softly -> require(softly, expected, answer));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("refusals")
  void aRefusalLeavesTheConnectionUsableOrClosed(HandshakeCase refusal) throws IOException {
    try (RawHttp http = RawHttp.connect(server.base(), NOT_HANGING)) {
      http.exchange(refusal.request().lines(server.base()));

      Optional<RawResponse> next = http.exchangeIfOpen(GOOD.lines(server.base()));

      assertThat(next.map(RawResponse::status)).isIn(Optional.empty(), Optional.of(101));
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("acceptances")
  void anAcceptedConnectionSpeaksWebSocket(HandshakeCase accepted) throws IOException {
    try (RawHttp http = RawHttp.connect(server.base(), NOT_HANGING)) {
      RawResponse answer = http.exchange(accepted.request().lines(server.base()));
      assumeFalse(
          accepted.isContainersOwn(server.name(), answer),
          "the container answers this handshake by itself");
      assertThat(answer.status()).isEqualTo(101);
      RawWebSocket socket = http.upgraded(answer);
      socket.send(Frame.ping("hello"));

      assertThat(socket.readThrough(Frame.PONG, NOT_HANGING))
          .last()
          .isEqualTo(Frame.pong(Bytes.utf8("hello")));
    }
  }

  @RepeatedTest(3)
  void anyKeyIsAnsweredWithItsAcceptValue() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws/echo"))) {
      assertThat(socket.answer().status()).isEqualTo(101); // Opening compared the value
    }
  }

  @AfterAll
  void writeWhatWasObserved() throws IOException {
    Path directory = Path.of(System.getProperty("wsbin.observed.directory", "target/observed"));
    new ObservedServer(server.name(), server.product(), observations).write(directory);
  }

  private static void require(SoftAssertions softly, HandshakeCase expected, RawResponse answer) {
    softly.assertThat(answer.status()).as("%s: status", expected).isEqualTo(expected.status());
    requireHeaders(softly, expected, answer);
    requireSentence(softly, expected, answer);
  }

  private static void requireHeaders(
      SoftAssertions softly, HandshakeCase expected, RawResponse answer) {
    expected
        .headers()
        .forEach(
            (name, value) ->
                softly
                    .assertThat(Observation.meaning(answer.headers(), name))
                    .as("%s: %s", expected, name)
                    .isEqualTo(value));
  }

  private static void requireSentence(
      SoftAssertions softly, HandshakeCase expected, RawResponse answer) {
    if (expected.isAccepted() || expected.request().method().equals("HEAD")) {
      return;
    }
    softly
        .assertThat(Observation.meaning(answer.headers(), "Content-Type"))
        .as("%s: Content-Type", expected)
        .isEqualTo("text/plain;charset=utf-8");
    softly
        .assertThat(answer.headers().all("Content-Length"))
        .as("%s: Content-Length", expected)
        .containsExactly(Integer.toString(answer.body().length()));
    softly
        .assertThat(answer.body().utf8())
        .as("%s: body, one sentence with nothing raw in it", expected)
        .matches("[ -;=?-~…]+\\.\n")
        .contains(expected.says());
  }
}
