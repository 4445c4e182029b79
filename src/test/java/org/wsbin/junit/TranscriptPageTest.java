package org.wsbin.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class TranscriptPageTest {
  private static final Duration MOMENT = Duration.ofMillis(50);

  private record Answer(int status, String body) {}

  private final Queue<Answer> answers = new ArrayDeque<>();
  private final List<String> requests = new ArrayList<>();
  private HttpServer server;
  private TranscriptPage page;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          requests.add(exchange.getRequestURI().toString());
          Answer answer = answers.size() > 1 ? answers.remove() : answers.element();
          byte[] body = answer.body().getBytes(UTF_8);
          exchange.sendResponseHeaders(answer.status(), body.length == 0 ? -1 : body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
    page =
        new TranscriptPage(
            URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/transcripts/n"));
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void theTextInUtf8() {
    answers.add(new Answer(200, "ü"));
    assertThat(page.text()).contains("ü");
    assertThat(requests).containsExactly("/transcripts/n?format=text");
  }

  @Test
  void nothingIfNobodyHasUsedTheName() {
    answers.add(new Answer(404, "no"));
    assertThat(page.json(true)).isEmpty();
    assertThat(page.json(false)).isEmpty();
    assertThat(requests)
        .containsExactly(
            "/transcripts/n?format=json&secrets=shown",
            "/transcripts/n?format=json&secrets=hidden");
  }

  @Test
  void aBusyServerIsAskedAgain() {
    answers.add(new Answer(503, "4 transcripts are being read"));
    answers.add(new Answer(503, "4 transcripts are being read"));
    answers.add(new Answer(200, "text"));
    assertThat(page.text()).contains("text");
    assertThat(requests).hasSize(3);
  }

  @Test
  void anythingElseIsAFailureWithItsSentence() {
    answers.add(new Answer(500, "Broken."));
    assertThatThrownBy(page::text)
        .isInstanceOf(IllegalStateException.class)
        .hasMessageMatching("wsbin answered 500 at http://.*/transcripts/n: Broken\\.");
  }

  @Test
  void anUnreachableServerIsAFailure() {
    server.stop(0);
    assertThatThrownBy(page::text)
        .isInstanceOf(UncheckedIOException.class)
        .hasMessageMatching("wsbin does not answer at http://.*/transcripts/n\\.");
  }

  @Test
  void waitsForConnections() {
    answers.add(new Answer(200, "{}"));
    assertThat(page.await(2, Duration.ofSeconds(3))).isTrue();
    assertThat(requests).containsExactly("/transcripts/n?wait=3000ms&connections=2");
    answers.clear();
    answers.add(new Answer(408, "{}"));
    assertThat(page.await(2, MOMENT)).isFalse();
    answers.clear();
    answers.add(new Answer(404, ""));
    assertThat(page.await(2, MOMENT)).isFalse();
  }

  @Test
  void aWaitHasALimit() {
    assertThatThrownBy(() -> page.await(1, Duration.ofMinutes(6)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The wait is PT6M; allowed is a duration of at most 5 minutes.");
    assertThatThrownBy(() -> page.await(1, Duration.ofMillis(-1)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void theVerdictWaitsForWhatTheExpectationsNeed() {
    answers.add(new Answer(200, "Passed."));
    assertThat(page.verdict(MOMENT, List.of("connections:3", "header:a b:c&d+*")))
        .isEqualTo(new TranscriptVerdict(true, "Passed."));
    assertThat(requests)
        .containsExactly(
            "/transcripts/n/verdict?format=text&wait=50ms&connections=3"
                + "&expect=connections%3A3&expect=header%3Aa%20b%3Ac%26d%2B*");
  }

  @Test
  void aFailedVerdict() {
    answers.add(new Answer(422, "Failed."));
    assertThat(page.verdict(MOMENT, List.of("messages:1")))
        .isEqualTo(new TranscriptVerdict(false, "Failed."));
    assertThat(requests).hasSize(1);
  }

  @Test
  void aVerdictAboutReconnectsLooksAgain() {
    answers.add(new Answer(422, "Failed."));
    answers.add(new Answer(200, "Passed."));
    assertThat(page.verdict(Duration.ofSeconds(5), List.of("reconnects:1")).passed()).isTrue();
    assertThat(requests).hasSize(2);
  }

  @Test
  void aVerdictWithoutConnections() {
    answers.add(new Answer(404, "There is no transcript."));
    assertThat(page.verdict(MOMENT, List.of()))
        .isEqualTo(
            new TranscriptVerdict(
                false, "Too few connections have ended within 50 ms.\nThere is no transcript."));
  }

  @Test
  void aWrongExpectationIsTheTestsFault() {
    answers.add(new Answer(400, "Unknown expectation.\n"));
    assertThatThrownBy(() -> page.verdict(MOMENT, List.of("colour:red")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Unknown expectation.");
  }
}
