package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;

class MarkdownReportTest {
  private final ReportSamples samples = new ReportSamples();

  @Test
  void aTableOfGroupsForEachAgentThenWhatFailed() {
    samples
        .with("a/1.0", "1.1.1", Behaviour.OK, Close.OK)
        .with("a/1.0", "1.1.2", Behaviour.FAILED, Close.UNCLEAN)
        .with("a/1.0", "3.2", Behaviour.NON_STRICT, Close.WRONG_CODE);
    assertThat(samples.reports().markdown())
        .isEqualTo(
            """
            ## Conformance

            ### `a/1.0`: 1 of 3 passed

            | Group | OK | NON-STRICT | FAILED | Bad close |
            |---|--:|--:|--:|--:|
            | 1 Framing | 1 |  | 1 | 1 |
            | 3 Reserved bits |  | 1 |  | 1 |
            | All | 1 | 1 | 1 | 2 |

            ### Failed

            - 1.1.2 Text messages: FAILED, close UNCLEAN: `The peer did this.`
            - 3.2 Reserved bits: NON-STRICT, close WRONG CODE: `It closed like this.`
            """);
  }

  @Test
  void withSeveralAgentsAFailureNamesItsAgent() {
    samples
        .with("a", "1.1.1", Behaviour.OK, Close.OK)
        .with("b", "1.1.1", Behaviour.FAILED, Close.OK);
    assertThat(samples.reports().markdown())
        .contains("### `a`: 1 of 1 passed", "### `b`: 0 of 1 passed")
        .contains("- `b`, 1.1.1 Text messages: FAILED, close OK: ")
        .doesNotContain("| All |");
  }

  @Test
  void moreThanAHundredFailuresAreCounted() {
    for (ConformanceCase each : ReportSamples.CATALOGUE.select(List.of("6.*"), List.of())) {
      samples.with("a", each.id().toString(), Behaviour.FAILED, Close.FAILED);
    }
    assertThat(samples.reports().markdown().lines().filter(line -> line.startsWith("- ")))
        .hasSize(100);
    assertThat(samples.reports().markdown()).endsWith("\nAnd 45 more.\n");
  }

  @Test
  void itSaysThatNothingFailedOrThatThereIsNothing() {
    assertThat(samples.reports().markdown()).isEqualTo("## Conformance\n\nThere are no results.\n");
    samples.with("a", "1.1.1", Behaviour.OK, Close.OK);
    assertThat(samples.reports().markdown()).endsWith("|\n\nNo case failed.\n");
  }

  @Test
  void textOfAPeerStaysInItsCodeSpan() {
    String hostile = ReportSamples.HOSTILE.repeat(20);
    samples.with(hostile, "1.1.1", Behaviour.FAILED, Close.OK, hostile, new Wirelog());
    samples.with(" ", "1.1.1", Behaviour.FAILED, Close.OK, "`", new Wirelog());
    assertThat(samples.reports().markdown())
        .contains("### (no text): 0 of 1 passed", "FAILED, close OK: `'`\n")
        .doesNotContain("\0", "\n# x");
    assertThat(samples.reports().markdown().lines())
        .allSatisfy(
            line -> {
              assertThat(line.chars().filter(c -> c == '`').count() % 2).isZero();
              assertThat(line.replaceAll("`[^`]*`", "")).doesNotContain("<", "@");
              assertThat(line).hasSizeLessThan(500);
            });
  }
}
