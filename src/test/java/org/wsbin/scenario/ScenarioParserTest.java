package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsbin.scenario.Engine.CONTAINER;
import static org.wsbin.scenario.Engine.WIRE;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioParserTest {
  private final FakeSteps steps = new FakeSteps();

  @ParameterizedTest
  @CsvSource({
    "wired, [wired]",
    "wired/, [wired]",
    "say/hello, [say hello]",
    "say/hello/wired/count/3, '[say hello, wired, count 3 7]'",
    "say/say/say/wired, '[say say, say wired]'",
    "say/a%2Fb%20c+d, [say a/b c+d]",
    "s%61y/x, [say x]",
    "say//wired, '[say , wired]'",
    "say//, '[say ]'",
    "fault/masked, [fault/masked]",
    "fault/rsv/2/say/x, '[fault/rsv 2, say x]'",
    "error/wired, [wired]",
    "say/fault/fault/masked, '[say fault, fault/masked]'",
    "shape/a/shape/b/say/c, '[shape a, shape b, say c]'"
  })
  void stepsAreChained(String path, String expected) {
    assertThat(steps.run(path)).hasToString(expected);
  }

  @Test
  void theQueryIsForEveryStepThatHasTheParameter() {
    Query query = Query.parse(Optional.of("times=2&other=x"));
    assertThat(steps.run("count/1/say/x/count/3", query))
        .containsExactly("count 1 2", "say x", "count 3 2");
  }

  @ParameterizedTest
  @CsvSource({"time=2, time", "tiems=2, tiems", "Times=2, Times", "timesss=2, timesss"})
  void aNameThatIsAlmostRightIsRefused(String text, String name) {
    Query query = Query.parse(Optional.of(text));
    assertThatThrownBy(() -> steps.run("say/x/count/1", query))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("Unknown query parameter \"" + name + "\"; did you mean \"times\"?");
    assertThat(steps.run("say/x", query)).containsExactly("say x");
  }

  @ParameterizedTest
  @ValueSource(strings = {"token=2", "t=2", "timestamp=2", "times=3"})
  void anothersNameIsLetPass(String text) {
    Query query = Query.parse(Optional.of(text));
    assertThat(steps.run("count/1", query)).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({"0, PT0S", "500ms, PT0.5S", "1h, PT1H"})
  void everyPathMaySetItsPingInterval(String text, Duration interval) {
    Query query = Query.parse(Optional.of("times=2&ping-interval=" + text));
    assertThat(steps.behaviour("say/x/count/1", query).pingInterval()).contains(interval);
    assertThat(steps.behaviour("say/x", Query.NONE).pingInterval()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          ping-interval=fast            | The parameter ping-interval is "fast"; allowed is a duration such as 500ms, 2s or PT2S, from 0 to 1h.
          ping-interval=61m             | The parameter ping-interval is "61m"; allowed is a duration such as 500ms, 2s or PT2S, from 0 to 1h.
          ping-interval                 | The parameter ping-interval is ""; allowed is a duration such as 500ms, 2s or PT2S, from 0 to 1h.
          ping-interval=1&ping-interval | The parameter ping-interval occurs 2 times; give it once.
          ping-intervall=1s             | Unknown query parameter "ping-intervall"; did you mean "ping-interval"?
          ping_interval=1s              | Unknown query parameter "ping_interval"; did you mean "ping-interval"?
          """)
  void aPingIntervalThatIsNotAllowedIsRefused(String text, String sentence) {
    Query query = Query.parse(Optional.of(text));
    assertThatThrownBy(() -> steps.run("say/x", query))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource({"time, [time 7]", "time/2, [time 2]", "time/2/time, '[time 2, time 7]'"})
  void ofTwoWithOneNameTheOneThatFits(String path, String expected) {
    assertThat(steps.run(path)).hasToString(expected);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          sya/x         | Step 1 is unknown: "sya"; did you mean say/{text}? See /catalogue for all steps.
          say/x/cuont/3 | Step 2 is unknown: "cuont"; did you mean count/{n}? See /catalogue for all steps.
          /             | Step 1 is unknown: ""; did you mean say/{text}? See /catalogue for all steps.
          wired//       | Step 2 is unknown: ""; did you mean say/{text}? See /catalogue for all steps.
          SAY/x         | Step 1 is unknown: "SAY"; did you mean say/{text}? See /catalogue for all steps.
          %3Cb%3E       | Step 1 is unknown: "\\x3cb\\x3e"; did you mean say/{text}? See /catalogue for all steps.
          say           | Step 1 is say/{text}, whose text is missing; allowed is any text.
          wired/count/x | Step 2 is count/{n}, whose n is "x"; allowed is a whole number from 1 to 9.
          wired/count/0 | Step 2 is count/{n}, whose n is "0"; allowed is a whole number from 1 to 9.
          end/wired     | Step 2 is wired, but the step before it must be the last.
          time/wired    | Step 2 is wired, but the step before it must be the last.
          say/x/shape/y | Step 2 is shape/{text}, which acts on the handshake; it must come before all steps that act on the connection.
          say/%zz       | The path contains "%zz", which is not valid percent-encoding: write each byte of UTF-8 as % and two hexadecimal digits.
          say/%ff       | The path contains "%ff", which is not valid percent-encoding: write each byte of UTF-8 as % and two hexadecimal digits.
          ''            | The path names no step: try /wire/echo, or see /catalogue for all steps.
          """)
  void aRefusalNamesTheStepTheValueAndWhatIsAllowed(String path, String sentence) {
    assertThatThrownBy(() -> steps.run(path))
        .isInstanceOfSatisfying(
            BadParameterException.class, bad -> assertThat(bad.status()).isEqualTo(400))
        .hasMessage(sentence);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          fault/maskd       | Step 1 is unknown: "fault/maskd"; did you mean fault/masked? All steps below fault: fault/masked, fault/rsv.
          fault             | Step 1 is unknown: "fault"; did you mean fault/rsv/{n}? All steps below fault: fault/masked, fault/rsv.
          say/x/error/wird  | Step 2 is unknown: "error/wird"; did you mean wired? All steps below error: error/wired.
          """)
  void ofNamesThatBeginAlikeAnUnknownOneIs404AndAllAreNamed(String path, String sentence) {
    assertThatThrownBy(() -> steps.run(path))
        .isInstanceOfSatisfying(
            BadParameterException.class, bad -> assertThat(bad.status()).isEqualTo(404))
        .hasMessage(sentence);
  }

  @Test
  void noMoreThan32Steps() {
    assertThat(steps.run("wired/".repeat(32))).hasSize(32);
    assertThatThrownBy(() -> steps.run("wired/".repeat(33)))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("Step 33 is wired; a path can have at most 32 steps.");
  }

  @Test
  void stepsOfTheHandshakeCountToo() {
    assertThatThrownBy(() -> steps.run("shape/a/".repeat(17) + "say/b/".repeat(16)))
        .isInstanceOf(BadParameterException.class)
        .hasMessage("Step 33 is say/{text}; a path can have at most 32 steps.");
  }

  @Test
  void whatTheContainersEngineCannotDoIsRefusedWithThePathThatWorks() {
    ScenarioParser parser = new ScenarioParser(steps.catalogue, Set.of(), "/wsbin");
    assertThat(parser.parse(CONTAINER, "say/x/end", Query.NONE)).isNotNull();
    Query query = Query.parse(Optional.of("a=b&c=%20"));
    assertThatThrownBy(() -> parser.parse(CONTAINER, "say/a%20b/wired/end", query))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(
            "Step 2 is wired, which works only at /wsbin/wire/say/a%20b/wired/end?a=b&c=%20:"
                + " a container's own WebSocket implementation cannot do it.");
  }

  @ParameterizedTest
  @CsvSource({
    "say, say/x, say",
    "fault, fault/masked, fault/masked",
    "fault, fault/rsv/1, fault/rsv",
    "fault/rsv, fault/rsv/1, fault/rsv",
    "wired, error/wired, wired",
    "error, wired, wired",
    "error, error/wired, wired",
    "error/wired, wired, wired",
    "error/wired, e%72ror/wired, wired",
    "time, time, time",
    "time, time/2, time",
    "say, s%61y/x, say"
  })
  void whatIsTurnedOffIs403(String disabled, String path, String name) {
    ScenarioParser parser = new ScenarioParser(steps.catalogue, Set.of(disabled), "");
    assertThatThrownBy(() -> parser.parse(WIRE, path, Query.NONE))
        .isInstanceOfSatisfying(
            BadParameterException.class, bad -> assertThat(bad.status()).isEqualTo(403))
        .hasMessage("The step " + name + " is turned off on this server (--disable).");
    assertThat(parser.enabled(name)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"fault/rsv", "wire", "fault/mask", "saying"})
  void nothingElseIsTurnedOff(String disabled) {
    ScenarioParser parser = new ScenarioParser(steps.catalogue, Set.of(disabled), "");
    for (String path : List.of("fault/masked", "wired", "say/x")) {
      assertThat(parser.parse(WIRE, path, Query.NONE)).isNotNull();
    }
  }
}
