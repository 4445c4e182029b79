package org.wsbin.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CommandTest {

  @Test
  void aLineIsAMessageUnlessItBeginsWithASlash() {
    assertThat(Command.parse("hello")).isEqualTo(new Command.Say("hello"));
    assertThat(Command.parse(" /ping")).isEqualTo(new Command.Say(" /ping"));
    assertThat(Command.parse("//ping")).isEqualTo(new Command.Say("/ping"));
    assertThat(Command.parse("")).isEqualTo(new Command.Say(""));
  }

  @Test
  void commandsTakeTheRestOfTheLine() {
    assertThat(Command.parse("/ping")).isEqualTo(new Command.Ping(""));
    assertThat(Command.parse("/ping are you there")).isEqualTo(new Command.Ping("are you there"));
    assertThat(Command.parse("/pong x")).isEqualTo(new Command.Pong("x"));
    assertThat(Command.parse("/help")).isEqualTo(new Command.Help());
    assertThat(Command.parse("/quit")).isEqualTo(new Command.Close(1000, ""));
    assertThat(Command.parse("/close")).isEqualTo(new Command.Close(1000, ""));
    assertThat(Command.parse("/close 4000")).isEqualTo(new Command.Close(4000, ""));
    assertThat(Command.parse("/close 4000 had  enough"))
        .isEqualTo(new Command.Close(4000, "had  enough"));
  }

  @Test
  void fragmentsAreCutAtBars() {
    assertThat(Command.parse("/fragment a | b|c"))
        .isEqualTo(new Command.Fragment(List.of("a", "b", "c")));
    assertThat(Command.parse("/fragment a |  | "))
        .isEqualTo(new Command.Fragment(List.of("a", "", "")));
  }

  @Test
  void aFileMustBeReadable(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("a b.bin"), "x");
    assertThat(Command.parse("/file " + file)).isEqualTo(new Command.Upload(file));
    assertThat(Command.parse("/file " + directory)).isInstanceOf(Command.Wrong.class);
    assertThat(Command.parse("/file " + directory + "/none")).isInstanceOf(Command.Wrong.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          /flie x      | Unknown command "/flie"; did you mean /file?
          /            | Unknown command "/"; did you mean /
          /close 1006  | The close code is "1006"; allowed are 1000 to 1003, 1007 to 1014 and 3000 to 4999.
          /close now   | The close code is "now"; allowed are
          /close 99999999999 | The close code is "99999999999"; allowed are
          /file        | /file needs a path
          """)
  void whatCannotBeDoneIsASentence(String line, String beginning) {
    assertThat(Command.parse(line))
        .isInstanceOfSatisfying(
            Command.Wrong.class, wrong -> assertThat(wrong.sentence()).startsWith(beginning));
  }

  @ParameterizedTest
  @CsvSource({"/ping, 125", "/pong, 125", "/close 4000, 123"})
  void whatAControlFrameCannotHoldIsRefused(String command, int most) {
    assertThat(Command.parse(command + " " + "x".repeat(most)))
        .isNotInstanceOf(Command.Wrong.class);
    assertThat(Command.parse(command + " " + "x".repeat(most - 1) + "ä"))
        .isInstanceOfSatisfying(
            Command.Wrong.class,
            wrong -> assertThat(wrong.sentence()).endsWith("at most " + most + " are allowed."));
  }
}
