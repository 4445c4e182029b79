package org.wsbin.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code wsbin conform}, up to where it connects. */
class ConformCommandTest {
  private static final String INDEX =
      "{\"a\": {\"1.1.1\": {\"behavior\": \"%s\", \"behaviorClose\": \"OK\", \"duration\": 1,"
          + " \"remoteCloseCode\": 1000, \"reportfile\": \"a_case_1_1_1.json\"}}}";

  @TempDir private Path directory;
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();
  private final List<Map<String, String>> served = new ArrayList<>();
  private final Cli cli =
      new Cli(
          flags -> {
            served.add(flags);
            return Cli.OK;
          },
          Cli.Clients.returning(Cli.FAILED),
          new PrintWriter(out, true),
          new PrintWriter(err, true));

  @AfterEach
  void forget() {
    System.clearProperty("org.wsbin.conform.spec");
    System.clearProperty("org.wsbin.conform.outdir");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          conform                          | The URL is missing. Example: wsbin conform ws://localhost:8000/ws/echo
          conform http://h                 | The URL is "http://h"; allowed is ws://HOST[:PORT]/PATH, or wss://….
          conform ws://my_host/            | The URL is "ws://my_host/"; allowed is ws://HOST[:PORT]/PATH, or wss://….
          conform ws://h:99999/            | The URL is "ws://h:99999/"; allowed is ws://HOST[:PORT]/PATH, or wss://….
          conform ws://h:0/                | The URL is "ws://h:0/"; allowed is ws://HOST[:PORT]/PATH, or wss://….
          conform ws://h --jobs 0          | The option --jobs is "0"; allowed is 1 to 64.
          conform ws://h --cases one       | The option --cases has "one"; allowed are ids and patterns, as 1.1.1 or 6.*, with commas between.
          conform ws://h --cases 1.1.1,7.77.7 | There is no case "7.77.7"; there are 1.1.1 to 13.7.18, with --strict also 20.1.1 and more.
          conform ws://h --agent=          | The option --agent is empty; allowed is a name, or leave it out.
          conform ws://u:p@h/              | The URL is "ws://u:p@h/"; allowed is ws://HOST[:PORT]/PATH, or wss://….
          conform ws://h --cases 99.*      | There is no case "99.*"; there are 1.1.1 to 13.7.18, with --strict also 20.1.1 and more.
          conform ws://h -H nonsense       | The header is "nonsense"; allowed is 'NAME: VALUE'.
          conform ws://h --spec /no/ne     | The spec "/no/ne" cannot be read; it is a file in JSON.
          conform diff one                 | conform diff needs two files, the older one first: index.json of two runs.
          conform diff /no/ne /no/ne       | The file "/no/ne" cannot be read; it is an index.json of a run.
          --port 1 conform ws://h          | The option --port belongs to serve, not to conform: leave it out.
          """)
  void aWrongCallIs2WithASentence(String arguments, String sentence) {
    assertThat(cli.run(arguments.split(" +"))).isEqualTo(2);
    assertThat(err).hasToString(sentence + "\n");
  }

  @Test
  void aServerThatIsNotThereIs3() {
    assertThat(cli.run("conform", "ws://127.0.0.1:1/", "--cases", "1.1.1")).isEqualTo(3);
    assertThat(err.toString()).startsWith("Cannot connect to ws://127.0.0.1:1/: ");
  }

  @Test
  void diffTellsWhetherSomethingBecameWorse() throws IOException {
    String good = file("good.json", INDEX.formatted("OK"));
    String bad = file("bad.json", INDEX.formatted("FAILED"));
    assertThat(cli.run("conform", "diff", good, good)).isZero();
    assertThat(cli.run("conform", "diff", bad, good)).isZero();
    assertThat(cli.run("conform", "diff", good, bad)).isEqualTo(1);
    assertThat(out.toString()).contains("1.1.1").contains("worse");
  }

  @Test
  void serveTakesTheOptionsOfServeAndAPortOfItsOwn() {
    assertThat(cli.run("conform", "serve", "--host", "0.0.0.0")).isZero();
    assertThat(served).containsExactly(Map.of("host", "0.0.0.0", "port", "9001"));
    assertThat(System.getProperty("org.wsbin.conform.spec")).isEmpty();
  }

  @Test
  void theHelpOfServeTellsThePortOfItsOwn() {
    assertThat(cli.run("conform", "serve", "--help")).isZero();
    assertThat(out.toString().replaceAll("\\s+", " "))
        .contains("(that of the spec's url, or 9001)")
        .doesNotContain("(8000)");
  }

  @Test
  void thePortOfTheSpecCountsIfThereIsNoOther() throws IOException {
    String spec = file("spec.json", "{\"url\": \"ws://127.0.0.1:9123\", \"cases\": [\"1.*\"]}");
    cli.run("conform", "serve", "--spec", spec, "--outdir", "somewhere");
    cli.run("conform", "serve", "--spec", spec, "--port", "0");
    assertThat(served).containsExactly(Map.of("port", "9123"), Map.of("port", "0"));
    assertThat(System.getProperty("org.wsbin.conform.spec")).isEqualTo(spec);
    assertThat(System.getProperty("org.wsbin.conform.outdir"))
        .endsWith("somewhere")
        .startsWith("/");
  }

  @Test
  void aWrongSpecIsToldBeforeAnythingStarts() throws IOException {
    String spec = file("spec.json", "{\"cases\": \"*\"}");
    assertThat(cli.run("conform", "serve", "--spec", spec)).isEqualTo(2);
    assertThat(err).hasToString("The spec \"" + spec + "\" is wrong: cases is no list.\n");
    assertThat(served).isEmpty();
  }

  @Test
  void aSpecThatSelectsNothingIsTold() throws IOException {
    String spec = file("spec.json", "{\"cases\": [\"20.*\"]}");
    assertThat(cli.run("conform", "serve", "--spec", spec)).isEqualTo(2);
    assertThat(err.toString()).startsWith("The spec selects no case; there are 1.1.1 to 13.7.18");
    assertThat(served).isEmpty();
  }

  private String file(String name, String content) throws IOException {
    Path file = directory.resolve(name);
    Files.writeString(file, content);
    return file.toString();
  }
}
