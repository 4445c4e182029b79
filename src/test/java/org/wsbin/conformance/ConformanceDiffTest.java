package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;

class ConformanceDiffTest {
  private final ReportSamples old = new ReportSamples();
  private final ReportSamples now = new ReportSamples();

  private ConformanceDiff diff() {
    return ConformanceDiff.of(old.reports().index(), now.reports().index());
  }

  @Test
  void eachChangeIsALineTheWorstFirst() {
    old.with("a", "1.1.1", Behaviour.FAILED, Close.OK)
        .with("a", "1.1.2", Behaviour.OK, Close.OK)
        .with("a", "1.1.3", Behaviour.OK, Close.OK)
        .with("a", "1.1.5", Behaviour.OK, Close.UNCLEAN)
        .with("a", "1.1.6", Behaviour.OK, Close.OK)
        .with("a", "10.1.1", Behaviour.OK, Close.OK);
    now.with("a", "1.1.1", Behaviour.OK, Close.OK)
        .with("a", "1.1.2", Behaviour.OK, Close.WRONG_CODE)
        .with("a", "1.1.4", Behaviour.OK, Close.OK)
        .with("a", "1.1.5", Behaviour.OK, Close.FAILED)
        .with("a", "1.1.6", Behaviour.OK, Close.OK)
        .with("a", "10.1.1", Behaviour.NON_STRICT, Close.OK);
    assertThat(diff().text())
        .isEqualTo(
            """
            "a"
              worse    1.1.2: OK/OK before, OK/WRONG CODE now
              worse    10.1.1: OK/OK before, NON-STRICT/OK now
              missing  1.1.3: OK/OK
              better   1.1.1: FAILED/OK before, OK/OK now
              changed  1.1.5: OK/UNCLEAN before, OK/FAILED now
              new      1.1.4: OK/OK
            2 worse, 1 missing, 1 better, 1 changed, 1 new, 1 the same.
            """);
    assertThat(diff().regressions()).isEqualTo(3);
    assertThat(diff().hasRegressions()).isTrue();
  }

  @Test
  void theSameVerdictsAreOneSentence() {
    old.with("a", "1.1.1", Behaviour.OK, Close.OK);
    now.with("a", "1.1.1", Behaviour.OK, Close.OK);
    assertThat(diff().text()).isEqualTo("Both runs have the same verdicts: 1 case.\n");
    assertThat(diff().hasRegressions()).isFalse();
  }

  @Test
  void whatIsBetterOrNewIsNoRegression() {
    old.with("a", "1.1.1", Behaviour.FAILED, Close.FAILED);
    now.with("a", "1.1.1", Behaviour.UNIMPLEMENTED, Close.FAILED)
        .with("a", "1.1.2", Behaviour.FAILED, Close.OK);
    assertThat(diff().text()).contains("  better   1.1.1: ", "  new      1.1.2: FAILED/OK\n");
    assertThat(diff().hasRegressions()).isFalse();
  }

  @Test
  void oneColumnThatIsWorseCountsMoreThanOneThatIsBetter() {
    old.with("a", "1.1.1", Behaviour.FAILED, Close.OK);
    now.with("a", "1.1.1", Behaviour.OK, Close.UNCLEAN);
    assertThat(diff().text()).contains("  worse    1.1.1: FAILED/OK before, OK/UNCLEAN now");
  }

  @Test
  void theOnlyAgentMayHaveAnotherName() {
    old.with("ws/1", "1.1.1", Behaviour.OK, Close.OK);
    now.with("ws/2", "1.1.1", Behaviour.OK, Close.OK);
    assertThat(diff().text())
        .isEqualTo(
            """
            The agent is called "ws/2" now; it was "ws/1".
            Both runs have the same verdicts: 1 case.
            """);
  }

  @Test
  void agentsThatCameOrWentAreALineEach() {
    old.with("b", "1.1.1", Behaviour.OK, Close.OK).with("c", "1.1.1", Behaviour.OK, Close.OK);
    now.with("b", "1.1.1", Behaviour.OK, Close.OK)
        .with("a", "1.1.1", Behaviour.OK, Close.OK)
        .with("a", "1.1.2", Behaviour.OK, Close.OK);
    assertThat(diff().text())
        .isEqualTo(
            """
            "a"
              new with all its 2 cases
            "c"
              missing with all its 1 case
            1 missing, 2 new, 1 the same.
            """);
    assertThat(diff().hasRegressions()).isTrue();
  }

  @Test
  void aHostileNameStaysInItsLine() {
    old.with("a\n\u001b[2J", "1.1.1", Behaviour.OK, Close.OK);
    assertThat(diff().text()).startsWith("\"a??[2J\"\n");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "``                  | It is not JSON: it is empty.",
        "[]                  | It must be an object; it is [].",
        "null                | It must be an object; it is null.",
        "{\"a\": 1}          | The agent \"a\" must be an object; it is 1.",
        "{\"a\": {\"1\": []}} | Case \"1\" of the agent \"a\" must be an object; it is [].",
        "{\"a\": {\"x\": {\"behavior\": \"OK\", \"behaviorClose\": \"OK\"}}} | x is no id of a case, such as 1.1.8.",
        "{\"a\": {\"1\": {\"behavior\": \"Ok\"}}} | Case \"1\" of the agent \"a\" has \"Ok\" as \"behavior\"; allowed are OK, NON-STRICT, INFORMATIONAL, UNIMPLEMENTED, FAILED.",
        "{\"a\": {\"1\": {\"behavior\": \"OK\"}}} | Case \"1\" of the agent \"a\" has nothing as \"behaviorClose\"; allowed are OK, INFORMATIONAL, FAILED, UNCLEAN, WRONG CODE, FAILED BY CLIENT."
      })
  void otherInputGetsASentence(String json, String sentence) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConformanceDiff.of(json, "{}"))
        .withMessage("The old report is no index.json of a conformance suite. " + sentence);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConformanceDiff.of("{}", json))
        .withMessageStartingWith("The new report is no index.json");
  }

  @Test
  void unreadableJsonGetsASentence() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConformanceDiff.of("{}", "{\"a\""))
        .withMessageStartingWith("The new report is no index.json of a conformance suite. It is");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> ConformanceDiff.of("{".repeat(5), "{}"))
        .withMessageStartingWith("The old report is no index.json");
  }
}
