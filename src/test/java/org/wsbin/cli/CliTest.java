package org.wsbin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.server.ServerException;
import org.wsbin.settings.AllSettings;
import org.wsbin.settings.Setting;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

class CliTest {

  /** What a run came to; lines end in a newline on every system. */
  private record Outcome(int exit, String out, String err) {}

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      nullValues = "none",
      textBlock =
          """
          none                              | {}
          serve                             | {}
          --port 0                          | {port=0}
          --port=0                          | {port=0}
          serve --port 0                    | {port=0}
          --tls                             | {tls=true}
          serve --tls --host ::1            | {host=::1, tls=true}
          --port 1 serve --host ::1         | {host=::1, port=1}
          --port 1 serve --port 2           | {port=2}
          --max-message 1k --send-queue=64k | {max-message=1k, send-queue=64k}
          --allowed-origins *               | {allowed-origins=*}
          """)
  void servesWithTheFlagsItIsGiven(String arguments, String flags) {
    assertThat(run(words(arguments))).isEqualTo(new Outcome(0, "serving " + flags + "\n", ""));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --prot 80            | Unknown options: '--prot', '80'. Try --help.
          serve --prot=80      | Unknown option: '--prot=80'. Try --help.
          sevre                | Unmatched argument at index 0: 'sevre'. Try --help.
          serve now            | Unmatched argument at index 1: 'now'. Try --help.
          --port               | Missing required parameter for option '--port' (PORT). Try --help.
          --port 1 --port 2    | option '--port' (PORT) should be specified only once. Try --help.
          --port http          | The option --port is "http"; allowed is a whole number from 0 to 65535.
          serve --port 65536   | The option --port is "65536"; allowed is a whole number from 0 to 65535.
          --max-message 1t     | The option --max-message is "1t"; allowed is a size such as 65536, 64k or 16m, from 1 to 1024g.
          --send-timeout 1     | The option --send-timeout is "1"; allowed is a duration such as 500ms, 2s or PT2S, from 100ms to 1h.
          connect h -w 1 --wait 2 | The option --wait is given twice; give it once. Try connect --help.
          connect h -o a -o b  | The option --origin is given twice; give it once. Try connect --help.
          connect h -x a -x    | The option --execute needs a value: TEXT. Try connect --help.
          connect h --jsn      | Unknown option "--jsn"; did you mean --json? Try connect --help.
          --port 1 connect h   | The option --port belongs to serve, not to connect: leave it out.
          --tls-keystore k.p12 | The options --tls-keystore and --tls-password-file belong together: give both or none.
          """)
  void aWrongCallIs2WithASentence(String arguments, String sentence) {
    Outcome outcome = run(words(arguments));
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.out()).isEmpty();
    assertThat(outcome.err().lines().findFirst()).hasValue(sentence);
  }

  @ParameterizedTest
  @CsvSource({"--ports 80, --port", "--max-mesage 1k, --max-message", "sevre, serve"})
  void aMisspeltWordGetsASuggestion(String arguments, String suggestion) {
    Outcome outcome = run(words(arguments));
    assertThat(outcome.exit()).isEqualTo(2);
    assertThat(outcome.err().lines().skip(1)).anyMatch(line -> line.contains(suggestion));
  }

  @ParameterizedTest
  @ValueSource(strings = {"--help", "-h", "serve --help"})
  void helpListsEverySettingWithItsDefault(String arguments) {
    Outcome outcome = run(words(arguments));
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.err()).isEmpty();
    String help = outcome.out().replaceAll("\\s+", " ");
    for (Setting<?> setting : AllSettings.IN_ORDER) {
      boolean flag = setting.type().placeholder().isEmpty();
      String fallback = setting.fallback().isEmpty() || flag ? "" : " (" + setting.fallback() + ")";
      assertThat(help)
          .containsPattern(
              Pattern.quote(setting.flag() + (flag ? "" : "=" + setting.type().placeholder()))
                  + " +"
                  + Pattern.quote(setting.summary() + fallback + "."));
    }
  }

  @Test
  void helpNamesTheCommandTheVariablesAndTheExitCodes() {
    assertThat(run("--help").out())
        .startsWith("Usage: wsbin [OPTIONS] [COMMAND]\n")
        .contains("serve    Runs the server until it is stopped (SIGTERM or Ctrl-C).")
        .contains("connect  Connects to a WebSocket server, and sends")
        .contains("--max-message is WSBIN_MAX_MESSAGE.")
        .contains("Exit codes: 0 stopped on request, 1 failed, 2 wrong usage.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--version", "-V", "serve --version"})
  void versionNamesWsbinTheContainerAndJava(String arguments) {
    Outcome outcome = run(words(arguments));
    assertThat(outcome.exit()).isZero();
    assertThat(outcome.out())
        .matches(
            "wsbin \\S+ \\(Apache Tomcat/\\S+, Java "
                + Pattern.quote("" + Runtime.version())
                + "\\)\n");
    assertThat(outcome.err()).isEmpty();
  }

  @Test
  void connectTakesItsOptionsAsTheyAreGiven() {
    StringWriter out = new StringWriter();
    Cli.ClientRunner connect =
        (url, given) -> {
          out.append(url).append(' ').append(given.toString());
          return 3;
        };
    int exit =
        new Cli(
                flags -> 0,
                new Cli.Clients(
                    connect,
                    (places, at, given) -> 0,
                    (url, choice, given) -> 0,
                    (settings, faults) -> 0,
                    (url, choice, given) -> 0),
                writer(out),
                writer(out))
            .run("connect", "-v", "-x", "-v", "-x", "/quit", "-w", "-1", "-1b", "host");
    assertThat(out)
        .hasToString(
            "host {EXECUTE=[-v, /quit], BINARY=[], WAIT=[-1], ONE_MESSAGE=[], VERBOSE=[]}");
    assertThat(exit).isEqualTo(3);
  }

  @Test
  void aServerThatCannotStartIs1WithItsSentence() {
    Outcome outcome =
        run(
            flags -> {
              throw new ServerException("No.", new IllegalStateException("a cause"));
            });
    assertThat(outcome).isEqualTo(new Outcome(1, "", "No.\n"));
  }

  @Test
  void anUnexpectedFailureIs1InOneLine() {
    Outcome outcome =
        run(
            flags -> {
              throw new IllegalStateException("on purpose");
            });
    assertThat(outcome.exit()).isEqualTo(1);
    assertThat(outcome.err())
        .isEqualTo("wsbin failed unexpectedly: java.lang.IllegalStateException: on purpose.\n");
  }

  @Test
  void theExitCodeIsTheServersOwn() {
    assertThat(run(flags -> 42).exit()).isEqualTo(42);
  }

  /** Runs with a serve that reads its flags as the real one does, and prints them. */
  private static Outcome run(String... arguments) {
    StringWriter out = new StringWriter();
    return run(
        flags -> {
          Settings.load(List.of(Source.flags(flags)));
          out.append("serving ").append(new TreeMap<>(Map.copyOf(flags)).toString()).append('\n');
          return 0;
        },
        out,
        arguments);
  }

  private static Outcome run(Cli.Serve serve) {
    return run(serve, new StringWriter());
  }

  private static Outcome run(Cli.Serve serve, StringWriter out, String... arguments) {
    StringWriter err = new StringWriter();
    int exit = new Cli(serve, Cli.Clients.returning(0), writer(out), writer(err)).run(arguments);
    return new Outcome(exit, lines(out), lines(err));
  }

  private static PrintWriter writer(StringWriter text) {
    return new PrintWriter(text, true);
  }

  private static String lines(StringWriter text) {
    return text.toString().replace(System.lineSeparator(), "\n");
  }

  private static String[] words(String arguments) {
    return arguments == null ? new String[0] : arguments.split(" ");
  }
}
