package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.wsbin.protocol.Role;

/** What reports say of a result is the same on another node; nothing in the log breaks them. */
class ResultCodecTest {
  private static final long NODE = 4711;
  private static final ResultCodec CODEC = new ResultCodec();

  static Stream<CaseResult> results() {
    ReportSamples samples = new ReportSamples();
    for (Behaviour behaviour : Behaviour.values()) {
      for (Close close : Close.values()) {
        samples.with(behaviour + " " + close, "9.1.1", behaviour, close, "ü", ReportSamples.log());
      }
    }
    samples.with(ReportSamples.HOSTILE, "6.4.1", Behaviour.OK, Close.OK);
    samples.withoutConnection("nobody", "12.1.1", "No connection.");
    return Stream.concat(
        samples.results().agents().stream().flatMap(agent -> samples.results().of(agent).stream()),
        Stream.of("1.1.1", "2.5", "3.2", "5.15", "7.1.5", "10.1.1").map(ResultCodecTest::played));
  }

  private static CaseResult played(String id) {
    ScriptedPeer echo =
        new ScriptedPeer(Role.SERVER)
            .on(ScriptedPeer.TEXT, ScriptedPeer.echoes())
            .on(ScriptedPeer.BINARY, ScriptedPeer.echoes())
            .on(ScriptedPeer.CLOSE, ScriptedPeer.answersClose());
    return Played.against(echo, id);
  }

  @ParameterizedTest
  @MethodSource("results")
  void aResultIsTheSameOnAnotherNode(CaseResult result) {
    CaseResult read = read(write(result));
    assertThat(CaseJson.of(read)).isEqualTo(CaseJson.of(result));
    assertThat(section(read)).isEqualTo(section(result));
    assertThat(read.played()).isEqualTo(result.played());
    assertThat(read.started()).isEqualTo(result.started());
    assertThat(read.time()).isEqualTo(result.time());
    assertThat(read.bytes()).isEqualTo(result.bytes());
    assertThat(write(read)).isEqualTo(write(result));
  }

  private static String section(CaseResult result) {
    return new HtmlCase(result, "file").section("a0");
  }

  @Test
  void aCaseThatIsJudgedStrictlyStaysSo() {
    CaseCatalogue strict = CaseCatalogue.strict();
    for (String id : List.of("2.5", "20.1.1")) {
      ConformanceCase played = strict.select(List.of(id), List.of()).get(0);
      ResultEntry.Begun begun = new ResultEntry.Begun(NODE, "a", played);
      assertThat(CODEC.read(ResultCodec.write(begun))).isEqualTo(begun);
    }
  }

  @Test
  void ofALargeResultTheWireLogIsNotShared() {
    CaseResult played = played("1.1.1");
    CaseResult large = withRequest(played, "X: " + "x".repeat(ResultCodec.MOST_BYTES));
    ByteBuffer bytes = write(large);
    assertThat(bytes.remaining()).isLessThan(1000);
    assertThat(read(bytes).judgement()).isEqualTo(played.judgement());
    assertThat(read(bytes).log().rows()).isEmpty();
  }

  private static CaseResult withRequest(CaseResult result, String request) {
    return new CaseResult(
        result.played(),
        new CaseRun.Setting("A", 1, Role.SERVER, request, ""),
        true,
        result.started(),
        result.time(),
        result.judgement(),
        result.ending(),
        result.events(),
        result.log());
  }

  @Test
  void whatIsCutOrHasMoreIsNoResult() {
    byte[] whole = write(played("3.2")).array();
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(whole, 0, length);
      assertThatIllegalArgumentException().as("%s bytes", length).isThrownBy(() -> CODEC.read(cut));
    }
    ByteBuffer more = ByteBuffer.wrap(Arrays.copyOf(whole, whole.length + 1));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.read(more))
        .withMessage("Behind a result are 1 bytes.");
  }

  /** It is no result, or one that every report can show. */
  @ParameterizedTest
  @ValueSource(bytes = {0, 6, -1})
  void aDamagedByteBreaksNoReport(byte damage) {
    ReportSamples samples = new ReportSamples();
    samples.with("agent", "6.4.1", Behaviour.OK, Close.OK, "why", ReportSamples.log());
    byte[] whole = write(samples.results().of("agent").get(0)).array();
    for (int at = 0; at < whole.length; at++) {
      byte[] damaged = whole.clone();
      damaged[at] = damage;
      try {
        if (CODEC.read(ByteBuffer.wrap(damaged)) instanceof ResultEntry.Done done) {
          assertThatCode(() -> everyReport(done.result()))
              .as("byte %s is %s", at, damage)
              .doesNotThrowAnyException();
        }
      } catch (IllegalArgumentException noResult) {
        assertThat(noResult).hasMessageNotContaining("null");
      }
    }
  }

  private static void everyReport(CaseResult result) {
    assertThat(CaseJson.of(result)).isNotEmpty();
    assertThat(section(result)).isNotEmpty();
    assertThat(JunitReport.of(Map.of(result.setting().agent(), List.of(result)))).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 2, 255})
  void anotherVersionIsNotRead(int version) {
    ByteBuffer bytes = write(played("1.1.1"));
    bytes.put(0, (byte) version);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> CODEC.read(bytes))
        .withMessage("A result of version " + version + "; this node reads version 1.");
  }

  /** Whoever can write to Redis cannot make a node hold more than it counts. */
  @Test
  void whatNoNodeWritesIsNotRead() {
    refuse("at most 200 characters", result -> result.of("x".repeat(201)));
    refuse("an agent", result -> result.of(""));
    refuse("as many events as a case has", result -> with(result, result.started(), 101));
    refuse("a time that people know", result -> with(result, Instant.MAX, 0));
    ByteBuffer huge = ByteBuffer.allocate(ResultCodec.MOST_BYTES + 1).put(0, (byte) 1);
    assertThatIllegalArgumentException().isThrownBy(() -> CODEC.read(huge));
  }

  private static void refuse(String needed, UnaryOperator<CaseResult> forged) {
    ByteBuffer bytes = write(forged.apply(played("1.1.1")));
    assertThatIllegalArgumentException().as(needed).isThrownBy(() -> CODEC.read(bytes));
  }

  private static CaseResult with(CaseResult result, Instant started, int events) {
    return new CaseResult(
        result.played(),
        result.setting(),
        true,
        started,
        Duration.ZERO,
        result.judgement(),
        result.ending(),
        Stream.generate(() -> Event.time("A")).limit(events).toList(),
        result.log());
  }

  private static ByteBuffer write(CaseResult result) {
    return ResultCodec.write(new ResultEntry.Done(NODE, result));
  }

  private static CaseResult read(ByteBuffer bytes) {
    assertThat(bytes.remaining()).isLessThanOrEqualTo(ResultCodec.MOST_BYTES);
    ResultEntry.Done done = (ResultEntry.Done) CODEC.read(bytes);
    assertThat(done.node()).isEqualTo(NODE);
    return done.result();
  }
}
