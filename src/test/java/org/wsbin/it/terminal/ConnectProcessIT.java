package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** {@code java -jar wsbin.war connect}, as a pipe calls it. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ConnectProcessIT {
  private final RunningServer server;

  @TempDir private Path directory;

  /** What a process came to. */
  private record Outcome(int exit, String out, String err) {}

  ConnectProcessIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void aPipeIsEchoed() throws Exception {
    assertThat(connect("hello\n", server.ws("ws/echo").toString()))
        .isEqualTo(new Outcome(0, "hello\n", ""));
  }

  @Test
  void itEndsIfNobodyReadsAnyMore() throws Exception {
    Process process = start(server.ws("wire/repeat/tick/10").toString(), "-w", "-1");
    process.getInputStream().read();
    process.getInputStream().close();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
  }

  @Test
  void aSignalClosesAndLeavesNothing() throws Exception {
    Process process = start(server.ws("wire/repeat/tick/10").toString(), "-w", "-1", "-v");
    process.getInputStream().read();
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isZero();
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).extracting(path -> path.getFileName().toString()).containsExactly("err");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          connect                       | The URL is missing. Example: wsbin connect ws://localhost:8000/ws/echo
          connect a b                   | The URL is followed by "b"; only one URL is allowed. Put quotes around a value with spaces.
          connect ftp://host            | The URL is "ftp://host"; allowed is ws://HOST/PATH or wss://HOST/PATH, with a port and a query if needed, but without a fragment.
          connect --hedaer x host       | Unknown option "--hedaer"; did you mean --header? Try connect --help.
          connect host --wait           | The option --wait needs a value: SECONDS. Try connect --help.
          connect host -w 1 --wait 2    | The option --wait is given twice; give it once. Try connect --help.
          connect host -w soon          | The option --wait is "soon"; allowed is seconds from 0 to 86400, such as 2 or 0.5, or -1 to wait forever.
          connect host --ca /none       | The option --ca is "/none"; allowed is a PEM file that can be read.
          connect host --output /no/ne  | The option --output is "/no/ne"; allowed is a file that can be written.
          --port 1 connect host         | The option --port belongs to serve, not to connect: leave it out.
          """)
  void aWrongCallIs2WithASentence(String arguments, String sentence) throws Exception {
    assertThat(outcome(process(List.of(arguments.split(" "))), ""))
        .isEqualTo(new Outcome(2, "", sentence + "\n"));
  }

  @Test
  void theHelpSaysWhatThereIs() throws Exception {
    Outcome help = connect("", "--help");
    assertThat(help.exit()).isZero();
    assertThat(help.out())
        .startsWith("Usage: wsbin connect [OPTIONS] URL\n")
        .contains("-H, --header", "The opening handshake:", "Exit codes: 0 closed normally");
  }

  private Outcome connect(String input, String... arguments) throws Exception {
    return outcome(start(arguments), input);
  }

  private Process start(String... arguments) throws IOException {
    List<String> words = new ArrayList<>(List.of("connect"));
    words.addAll(List.of(arguments));
    return process(words);
  }

  private Process process(List<String> arguments) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.add("-Djava.io.tmpdir=" + directory);
    command.add("-jar");
    command.add(System.getProperty("wsbin.war", "target/wsbin.war"));
    command.addAll(arguments);
    return new ProcessBuilder(command).redirectError(directory.resolve("err").toFile()).start();
  }

  private Outcome outcome(Process process, String input) throws Exception {
    process.getOutputStream().write(input.getBytes(UTF_8));
    process.getOutputStream().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    String err = Files.readString(directory.resolve("err"));
    return new Outcome(process.exitValue(), out, err);
  }
}
