package org.wsbin.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.terminal.BenchRun;
import org.wsbin.workload.LoadScenario;
import org.wsbin.workload.MessageContent;
import org.wsbin.workload.MessageSizes;

/** {@code wsbin bench}, up to where it begins. */
class BenchCommandTest {
  private final StringWriter err = new StringWriter();
  private final List<BenchRun.Choice> told = new ArrayList<>();
  private final Cli cli =
      new Cli(
          flags -> Cli.FAILED,
          Cli.Clients.returning(Cli.FAILED)
              .with(
                  (url, choice, given) -> {
                    told.add(choice);
                    return Cli.OK;
                  }),
          new PrintWriter(new StringWriter(), true),
          new PrintWriter(err, true));

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          bench                       | The URL is missing. Example: wsbin bench --rate 1000 ws://localhost:8000/wire/echo
          bench --rate 0 h            | The option --rate is "0"; allowed is a number a second from 0.01 to 10000000, such as 500 or 0.5.
          bench --rate 10000001 h     | The option --rate is "10000001"; allowed is a number a second from 0.01 to 10000000, such as 500 or 0.5.
          bench --connections 60001 h | The option --connections is "60001"; allowed is a whole number from 1 to 60000.
          bench --inflight 100001 h   | The option --inflight is "100001"; allowed is a whole number from 1 to 100000.
          bench --threads 0 h         | The option --threads is "0"; allowed is a whole number from 1 to 64.
          bench --size 65m h          | The option --size is "65m"; allowed is a size such as 125 or 64k, or two for a range, such as 16..4k, from 0 to 64m.
          bench --content x h         | The option --content is "x"; allowed is text, binary or multi-byte.
          bench --scenario x h        | The option --scenario is "x"; allowed is echo, sink, channel or connect.
          bench --duration 0 h        | The option --duration is "0"; allowed is a duration such as 500ms, 2s or PT2S, from 1s to 24h.
          bench --publishers 2 h      | The option --publishers goes with --scenario channel only; the scenario is echo.
          bench --scenario connect --size 1k h | The option --size does not go with --scenario connect, which sends nothing.
          bench --scenario connect --inflight 2 h | The option --inflight does not go with --scenario connect, which sends nothing.
          bench --scenario connect --content text h | The option --content does not go with --scenario connect, which sends nothing.
          bench --scenario connect --ramp 2s h | The option --ramp does not go with --scenario connect; --rate says how fast connections open.
          bench --scenario sink --inflight 2 h | The option --inflight does not go with --scenario sink without --rate: nothing is answered.
          bench --ramp 25h h          | The option --ramp is "25h"; allowed is a duration such as 500ms, 2s or PT2S, from 0 to 24h.
          """)
  void aWrongOptionIsASentence(String arguments, String sentence) {
    assertThat(cli.run(arguments.split(" ", -1))).isEqualTo(Cli.USAGE);
    assertThat(err.toString().strip()).isEqualTo(sentence);
  }

  @Test
  void aWrongConditionSaysWhichAreAllowed() {
    assertThat(cli.run("bench", "--fail-if", "p99>50", "h")).isEqualTo(Cli.USAGE);
    assertThat(err.toString())
        .startsWith("The option --fail-if is \"p99>50\"; allowed is a measure, a sign of");
  }

  @Test
  void whatIsNotGivenHasADefault() {
    assertThat(cli.run("bench", "h")).isZero();
    BenchRun.Choice choice = told.get(0);
    assertThat(choice.scenario()).isEqualTo(LoadScenario.ECHO);
    assertThat(choice.rate()).isEmpty();
    assertThat(choice.connections()).isEqualTo(10);
    assertThat(choice.inflight()).isEqualTo(1);
    assertThat(choice.duration()).isEqualTo(Duration.ofSeconds(10));
    assertThat(choice.warmup()).isEqualTo(Duration.ofSeconds(2));
    assertThat(choice.sizes()).isEqualTo(new MessageSizes(125, 125));
  }

  @Test
  void whatIsGivenCounts() {
    String options =
        "--rate 0.5 --scenario channel --size 64..1k --content multi-byte --publishers 3"
            + " --fail-if p99>50ms --fail-if errors>0 --html a.html";
    assertThat(cli.run(("bench " + options + " h").split(" ", -1))).isZero();
    BenchRun.Choice choice = told.get(0);
    assertThat(choice.rate()).contains(0.5);
    assertThat(choice.inflight()).isEqualTo(BenchOptions.INFLIGHT_WITH_RATE);
    assertThat(choice.sizes()).isEqualTo(new MessageSizes(64, 1024));
    assertThat(choice.content()).isEqualTo(MessageContent.MULTI_BYTE);
    assertThat(choice.publishers()).isEqualTo(3);
    assertThat(choice.thresholds()).extracting("text").containsExactly("p99>50ms", "errors>0");
    assertThat(choice.html()).isEqualTo(Optional.of(Path.of("a.html")));
  }

  @Test
  void tableOfOptionsIsTheOneThatTheCodeDeclares() throws IOException {
    String rows =
        BenchCommand.CHOICES.stream()
            .map(
                choice ->
                    "| `%s %s` | %s%s |\n"
                        .formatted(
                            choice.name(),
                            choice.value(),
                            choice.summary(),
                            choice.many() ? "; may be repeated" : ""))
            .collect(joining());
    assertThat(Path.of("docs", "bench.md")).content().contains("|---|---|\n" + rows);
  }
}
