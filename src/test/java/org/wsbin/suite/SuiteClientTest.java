package org.wsbin.suite;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import okhttp3.tls.HandshakeCertificates;
import okhttp3.tls.HeldCertificate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.CaseId;
import org.wsbin.conformance.ConformanceCase;
import org.wsbin.conformance.Results;
import org.wsbin.conformance.VerdictOf;
import org.wsbin.suite.TestServer.Way;

@Timeout(60)
class SuiteClientTest {
  private static final String AGENT = "Test/1";

  private final Results results = new Results(Long.MAX_VALUE);
  private final List<CaseId> over = new CopyOnWriteArrayList<>();

  private Optional<String> run(TestedServer target, int jobs, String... patterns)
      throws InterruptedException {
    List<ConformanceCase> cases = CaseCatalogue.strict().select(List.of(patterns), List.of());
    return new SuiteClient(target, results, played -> over.add(played.id())).run(cases, jobs);
  }

  private String verdict(String id) {
    return VerdictOf.of(results, AGENT, id);
  }

  @Test
  void serverThatEchoesPasses() throws Exception {
    try (TestServer server = new TestServer(Way.ECHOES)) {
      assertThat(run(TestedServer.of(server.uri()), 1, "1.1.1")).isEmpty();

      assertThat(verdict("1.1.1")).isEqualTo("OK / OK");
      assertThat(over).containsExactly(CaseId.of("1.1.1"));
      assertThat(server.heads.get(0))
          .startsWith("GET /echo?a=b HTTP/1.1\r\nHost: 127.0.0.1:" + server.uri().getPort())
          .contains("\r\nSec-WebSocket-Version: 13\r\n")
          .doesNotContain("Sec-WebSocket-Extensions", "Sec-WebSocket-Protocol");
    }
  }

  @Test
  void largeMessagesAndFragmentsPassTheSocket() throws Exception {
    try (TestServer server = new TestServer(Way.ECHOES)) {
      run(TestedServer.of(server.uri()), 2, "9.1.4", "9.2.1", "9.3.5", "9.6.6", "9.7.2");

      for (String id : List.of("9.1.4", "9.2.1", "9.3.5", "9.6.6", "9.7.2")) {
        assertThat(verdict(id)).as(id).isEqualTo("OK / OK");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 4})
  void playsNoMoreCasesAtATimeThanItMay(int jobs) throws Exception {
    try (TestServer server = new TestServer(Way.ECHOES)) {
      run(TestedServer.of(server.uri()), jobs, "1.*", "2.1", "2.2", "2.3", "7.7.*");

      assertThat(over).hasSize(32);
      assertThat(VerdictOf.count(results, AGENT)).isEqualTo(32);
      assertThat(over).allSatisfy(id -> assertThat(verdict(id.toString())).isEqualTo("OK / OK"));
      assertThat(server.mostAtATime()).isBetween(Math.min(jobs, 2), jobs + 1);
    }
  }

  @Test
  void headsAreWrittenAsTheCaseWantsThem() throws Exception {
    try (TestServer server = new TestServer(Way.ECHOES)) {
      run(TestedServer.of(server.uri()), 1, "22.1.13", "22.2.4", "22.2.5", "22.2.6", "22.1.1");

      assertThat(server.heads)
          .anyMatch(head -> head.contains("\r\nSec-WebSocket-Version: 12\r\n"))
          .anyMatch(head -> head.contains("\r\nupgrade: websocket\r\n"))
          .anyMatch(head -> !head.contains("\r\nHost:"));
      assertThat(verdict("22.2.5")).as("byte by byte").isEqualTo("OK / OK");
      assertThat(verdict("22.2.6")).as("with a pause").isEqualTo("OK / OK");
      assertThat(verdict("22.1.13")).as("accepted").startsWith("FAILED");
      assertThat(verdict("22.1.1")).as("accepted").startsWith("FAILED");
    }
  }

  @Test
  void refusalsAreVerdicts() throws Exception {
    try (TestServer server = new TestServer(Way.REFUSES)) {
      run(TestedServer.of(server.uri()), 1, "22.1.2", "22.1.13", "22.2.1", "22.3.2");

      assertThat(verdict("22.1.2")).isEqualTo("OK / OK");
      assertThat(verdict("22.1.13")).as("403, not 426").isEqualTo("NON-STRICT / OK");
      assertThat(VerdictOf.of(results, "Test/1", "22.2.1")).isEqualTo("FAILED / FAILED");
      assertThat(verdict("22.3.2")).isEqualTo("OK / OK");
    }
  }

  @Test
  void aSlowReaderReadsInTheEnd() throws Exception {
    try (TestServer server = new TestServer(Way.ECHOES)) {
      run(TestedServer.of(server.uri()), 2, "24.3.1", "24.3.3");

      assertThat(verdict("24.3.1")).isEqualTo("OK / OK");
      assertThat(verdict("24.3.3")).isEqualTo("OK / OK");
    }
  }

  @Test
  void serverWithoutDeflateIsUnimplemented() throws Exception {
    try (TestServer server = new TestServer(Way.ECHOES)) {
      run(TestedServer.of(server.uri()), 1, "13.3.1");

      assertThat(verdict("13.3.1")).isEqualTo("UNIMPLEMENTED / OK");
      assertThat(server.heads.get(0))
          .contains(
              "\r\nSec-WebSocket-Extensions: permessage-deflate; client_no_context_takeover;"
                  + " client_max_window_bits; server_max_window_bits=9\r\n");
    }
  }

  @Test
  void sendsWhatItIsTold() throws Exception {
    try (TestServer server = new TestServer(Way.ECHOES)) {
      TestedServer target =
          new TestedServer(
              server.uri(),
              Optional.of("Mine"),
              List.of(Map.entry("X-Key", "value")),
              List.of("chat", "superchat"),
              false);
      run(target, 1, "1.1.1");

      assertThat(VerdictOf.of(results, "Mine", "1.1.1")).isEqualTo("OK / OK");
      assertThat(server.heads.get(0))
          .contains("\r\nX-Key: value\r\n", "\r\nSec-WebSocket-Protocol: chat, superchat\r\n");
    }
  }

  @Test
  void refusedTcpEndsItAndLeavesNoResults() throws Exception {
    int port;
    try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = closed.getLocalPort();
    }
    URI uri = URI.create("ws://127.0.0.1:" + port + "/");

    assertThat(run(TestedServer.of(uri), 4, "*"))
        .get()
        .asString()
        .startsWith("Cannot connect to " + uri + ": ");
    assertThat(over).isEmpty();
    assertThat(results.agents()).isEmpty();
  }

  @Test
  void serverThatNeverAnswersFailsEachCaseAfterFiveSeconds() throws Exception {
    try (TestServer server = new TestServer(Way.NEVER_ANSWERS)) {
      long begun = System.nanoTime();
      assertThat(run(TestedServer.of(server.uri()), 3, "1.1.1", "1.1.2", "7.1.6")).isEmpty();

      assertThat(Duration.ofNanos(System.nanoTime() - begun))
          .isBetween(Duration.ofSeconds(4), Duration.ofSeconds(15));
      assertThat(VerdictOf.of(results, "UnknownServer", "1.1.1")).isEqualTo("FAILED / FAILED");
      assertThat(VerdictOf.of(results, "UnknownServer", "7.1.6"))
          .isEqualTo("INFORMATIONAL / INFORMATIONAL");
      assertThat(VerdictOf.why(results, "UnknownServer", "1.1.1"))
          .isEqualTo("The server did not answer within 5 s.");
      assertThat(over).hasSize(3);
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '!',
      value = {
        "REFUSES ! The server answered \"HTTP/1.1 403 Forbidden\", not 101.",
        "WRONG_ACCEPT ! The header Sec-WebSocket-Accept is not the right one, once."
      })
  void wrongAnswerFailsTheCase(Way way, String why) throws Exception {
    try (TestServer server = new TestServer(way)) {
      run(TestedServer.of(server.uri()), 1, "1.1.1");

      assertThat(verdict("1.1.1")).isEqualTo("FAILED / FAILED");
      assertThat(VerdictOf.why(results, AGENT, "1.1.1")).isEqualTo(why);
    }
  }

  /** Its case is judged after a second; a second later the connection is gone. */
  @Test
  void serverThatKeepsTcpDoesNotHoldUpTheNextCase() throws Exception {
    try (TestServer server = new TestServer(Way.KEEPS_TCP)) {
      long begun = System.nanoTime();
      run(TestedServer.of(server.uri()), 1, "1.1.1");

      assertThat(verdict("1.1.1")).isEqualTo("OK / FAILED BY CLIENT");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }
  }

  /** The times of a case pass, however much there is to read. */
  @Test
  void serverThatFloodsDoesNotHoldUpTheTimers() throws Exception {
    try (TestServer server = new TestServer(Way.FLOODS)) {
      long begun = System.nanoTime();
      run(TestedServer.of(server.uri()), 1, "1.1.1");

      assertThat(verdict("1.1.1")).isEqualTo("FAILED / UNCLEAN");
      assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(8));
    }
  }

  @Test
  void stoppingEndsTheCasesThatRun() throws Exception {
    try (TestServer server = new TestServer(Way.NEVER_ANSWERS)) {
      Thread.currentThread().interrupt();
      assertThatThrownBy(() -> run(TestedServer.of(server.uri()), 1, "*"))
          .isInstanceOf(InterruptedException.class);
    } finally {
      Thread.interrupted();
    }
  }

  @Test
  void tls() throws Exception {
    HeldCertificate own =
        new HeldCertificate.Builder().addSubjectAlternativeName("localhost").build();
    HandshakeCertificates certificates =
        new HandshakeCertificates.Builder().heldCertificate(own).build();
    try (TestServer server =
        new TestServer(Way.ECHOES, certificates.sslContext().getServerSocketFactory())) {
      URI uri = server.uri("wss", "localhost");
      assertThat(run(TestedServer.of(uri), 1, "1.1.1"))
          .as("nobody vouches for the certificate")
          .get()
          .asString()
          .startsWith("Cannot connect to " + uri + ": its certificate is not trusted (")
          .endsWith("); --insecure takes any.");

      TestedServer unchecked = new TestedServer(uri, Optional.empty(), List.of(), List.of(), true);
      assertThat(run(unchecked, 2, "1.1.1", "2.2", "9.1.2")).isEmpty();
      assertThat(verdict("1.1.1")).isEqualTo("OK / OK");
      assertThat(verdict("2.2")).isEqualTo("OK / OK");
      assertThat(verdict("9.1.2")).isEqualTo("OK / OK");
    }
  }
}
