package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.time.Duration;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;

/** The faults, asked for in a container whose network is not known: it plays none of them. */
class FaultsTest {
  private static final int NO_NETWORK = 501;
  private static final Accepted ACCEPTED = new Accepted("x", Optional.empty(), List.of());

  private final FakeTimer timer = new FakeTimer();
  private final Connections connections = new Connections(Wired.limits(), timer);
  private final Faults faults = new Faults(new WireEngine(connections), connections);
  private final Requests container = new Requests();

  static Stream<FaultEntry> entries() {
    Connections connections = new Connections(Wired.limits(), new FakeTimer());
    try (Faults faults = new Faults(new WireEngine(connections), connections)) {
      return faults.entries().stream();
    }
  }

  @AfterEach
  void end() {
    faults.close();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void eachSaysWhatItIs(FaultEntry entry) {
    assertThat(entry.name()).matches("[a-z][a-z0-9-]+");
    assertThat(entry.rfc()).matches("RFC (6455|7692) section \\d+(\\.\\d+)*");
    assertThat(entry.breaks()).endsWith(".").hasSizeGreaterThan(20);
    assertThat(entry.duty()).endsWith(".").hasSizeGreaterThan(5);
    assertThat(faults.page(entry.examplePath())).map(FaultEntry::name).contains(entry.name());
    assertThat(entry.pattern()).matches(entry.name() + "(/[A-Z]+)?");
  }

  @Test
  void noTwoHaveTheSameName() {
    assertThat(faults.entries()).extracting(FaultEntry::name).doesNotHaveDuplicates().isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("entries")
  void itsExampleIsTaken(FaultEntry entry) throws Exception {
    assertThat(status(entry.examplePath())).isNotIn(400, 404);
  }

  @ParameterizedTest
  @MethodSource("entries")
  void anythingElseBehindItsNameIs400AndSaysWhatIsAllowed(FaultEntry entry) throws Exception {
    for (String rest : List.of("/", "/nonsense", "/1x", "/-1", "/" + "9".repeat(30), "/1/1")) {
      Refused refused = answer(entry.name() + rest).orElseThrow();
      assertThat(refused.status()).as(rest).isEqualTo(400);
      assertThat(refused.sentence())
          .contains('"' + entry.name() + rest + '"')
          .contains("allowed is " + entry.pattern())
          .contains(entry.value().map(FaultEntry.Value::allowed).orElse("nothing behind it"));
    }
  }

  @ParameterizedTest
  @MethodSource("entries")
  void whereAValueIsNeededItMayNotBeMissing(FaultEntry entry) throws Exception {
    assertThat(status(entry.name()) == 400).isEqualTo(entry.value().isPresent());
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "unknown", "Masked", "maske", "masked2", "/masked", "rsv1"})
  void anUnknownOneIs404AndToldAllNames(String path) throws Exception {
    Refused refused = answer(path).orElseThrow();
    assertThat(refused.status()).isEqualTo(404);
    assertThat(refused.sentence())
        .startsWith("There is no fault \"" + path + "\"; there are ")
        .contains(faults.entries().stream().map(FaultEntry::pattern).toList());
  }

  @Test
  void whatIsNotAFaultCannotBecomeMarkup() throws Exception {
    assertThat(answer("<b>").orElseThrow().sentence()).doesNotContain("<").contains("x3cb");
  }

  @ParameterizedTest
  @CsvSource({
    "rsv/1, rsv/3, rsv/0, rsv/4",
    "opcode/3, opcode/15, opcode/1, opcode/16",
    "close-code/0, close-code/65535, close-code/1000, close-code/65536",
    "status/200, status/599, status/199, status/600",
    "redirect/301, redirect/308, redirect/300, redirect/304",
    "delay/0s, delay/1m, delay/-1s, delay/61s",
    "length-not-minimal/16, length-not-minimal/64, length-not-minimal/7, length-not-minimal/32"
  })
  void valuesEndWhereTheyAreSaidTo(String least, String most, String below, String above)
      throws Exception {
    assertThat(status(least)).isNotEqualTo(400);
    assertThat(status(most)).isNotEqualTo(400);
    assertThat(status(below)).isEqualTo(400);
    assertThat(status(above)).isEqualTo(400);
  }

  @Test
  void aStatusIsTheAnswerItself() throws Exception {
    Refused refused = answer("status/418").orElseThrow();
    assertThat(refused.status()).isEqualTo(418);
    assertThat(refused.headers()).containsEntry("X-Wsbin-Fault", "status");
  }

  @Test
  void aRedirectLeadsToTheEchoOfThisDeployment() throws Exception {
    Refused refused = answer("redirect/307").orElseThrow();
    assertThat(refused.status()).isEqualTo(307);
    assertThat(refused.headers()).isEqualTo(Map.of("Location", "/wsbin/wire/echo"));
  }

  @Test
  void whoGivesTheCredentialsIsLetIn() throws Exception {
    Refused refused = answer("unauthorized").orElseThrow();
    assertThat(refused.status()).isEqualTo(401);
    assertThat(refused.headers().get("WWW-Authenticate")).startsWith("Basic realm=");
    container.headers.put("Authorization", basic("wsbin:wrong"));
    assertThat(status("unauthorized")).isEqualTo(401);
    container.headers.put("Authorization", basic("wsbin:secret"));
    assertThat(status("unauthorized")).isEqualTo(NO_NETWORK);
  }

  @Test
  void aLateAnswerHoldsNoThread() throws Exception {
    assertThat(answer("delay/2s")).isEmpty();
    timer.advance(Duration.ofMillis(1999));
    assertThat(container.calls).containsExactly("startAsync", "setTimeout");
    timer.advance(Duration.ofMillis(1));
    assertThat(container.calls).containsExactly("startAsync", "setTimeout", "dispatch");
    assertThat(status("delay/2s")).as("when it comes back").isEqualTo(NO_NETWORK);
  }

  @Test
  void noAnswerEndsAfterTheLongestTimeOfAFault() throws Exception {
    assertThat(answer("no-answer")).isEmpty();
    timer.advance(Duration.ofSeconds(59));
    assertThat(container.calls).doesNotContain("dispatch");
    timer.advance(Duration.ofSeconds(1));
    assertThat(container.calls).endsWith("dispatch");
    Refused refused = answer("no-answer").orElseThrow();
    assertThat(refused.status()).isEqualTo(503);
    assertThat(refused.headers()).containsEntry("Connection", "close");
  }

  @Test
  void everyAnswerThatIsNoConnectionIsLogged() throws Exception {
    try (FaultLines log = FaultLines.of("status/499")) {
      assertThat(status("status/499")).isEqualTo(499);
      await()
          .untilAsserted(
              () ->
                  assertThat(log.lines()).containsExactly("Fault status/499: answered with 499."));
    }
  }

  @Test
  void octetsAreWrittenAsPairsOfDigits() {
    assertThat(HexFormat.of().formatHex(Fault.octets("81 05 4865 6c6c6f").array()))
        .isEqualTo("810548656c6c6f");
    assertThat(Fault.octets("").remaining()).isZero();
  }

  private int status(String path) throws IOException, ServletException {
    return answer(path).map(Refused::status).orElse(0);
  }

  private Optional<Refused> answer(String path) throws IOException, ServletException {
    return faults.answer(path, container.request(), container.response(), ACCEPTED);
  }

  private static String basic(String credentials) {
    return "Basic " + Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
  }
}
