package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.Settings;

class SecretTest {
  private static final Map<String, String> NO_VARIABLES = Map.of();

  @TempDir private Path directory;

  @Test
  void aValueOfTheCommandLineStandsForItself() {
    assertThat(Secret.of(Flag.AUTH, given(Flag.AUTH, "ada:secret"), NO_VARIABLES))
        .get()
        .extracting(Secret::value)
        .isEqualTo("ada:secret");
    assertThat(Secret.of(Flag.AUTH, Map.of(), NO_VARIABLES)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"ada:secret", "ada:secret\n", "ada:secret\r\n", "ada:secret\nanother line\n"})
  void aFileGivesItsFirstLineWithoutTheLineBreak(String content) throws IOException {
    assertThat(Secret.of(Flag.AUTH, given(Flag.AUTH, file(content)), NO_VARIABLES))
        .get()
        .extracting(Secret::value)
        .isEqualTo("ada:secret");
  }

  @ParameterizedTest
  @EnumSource(names = {"AUTH", "BEARER", "PROXY"})
  void aVariableCountsIfTheOptionIsNotGiven(Flag flag) {
    Map<String, String> environment = Map.of("WSBIN_CONNECT_" + flag.name(), "from:environment");

    assertThat(Secret.of(flag, Map.of(), environment))
        .get()
        .extracting(Secret::value)
        .isEqualTo("from:environment");
    assertThat(Secret.of(flag, given(flag, "given:here"), environment))
        .get()
        .extracting(Secret::value)
        .isEqualTo("given:here");
  }

  @Test
  void aBlankVariableIsNone() {
    assertThat(Secret.of(Flag.AUTH, Map.of(), Map.of("WSBIN_CONNECT_AUTH", " "))).isEmpty();
  }

  @Test
  void theServerTakesTheVariablesForNoSettings() {
    assertThat(Settings.unknownVariables(Map.of("WSBIN_CONNECT_AUTH", "a:b", "WSBIN_AUTH", "c")))
        .containsOnly("WSBIN_AUTH");
  }

  @Test
  void aFileOfHeadersHasOneInEachLine() throws IOException {
    Map<Flag, List<String>> given =
        Map.of(Flag.HEADER, List.of("A: 1", file("B: 2\n\nAuthorization: Bearer abc\n"), "C: 3"));

    assertThat(Secret.all(Flag.HEADER, given))
        .extracting(Secret::value)
        .containsExactly("A: 1", "B: 2", "Authorization: Bearer abc", "C: 3");
  }

  @Test
  void aFileThatCannotBeReadIsASentence() throws IOException {
    Path binary = Files.write(directory.resolve("binary"), "é:x".getBytes(ISO_8859_1));

    assertWrong("@" + directory.resolve("none"), "/none\", which does not exist.");
    assertWrong("@\0", "which does not exist.");
    assertWrong("@" + directory, "\", which cannot be read: Is a directory.");
    assertWrong("@" + binary, "which is not a text in UTF-8.");
    assertWrong(file("x".repeat(65537)), "which is larger than 64 KiB.");
  }

  @Test
  void aFileWithoutAValueIsASentence() throws IOException {
    assertWrong(file(""), "which is empty.");
    assertWrong(file("\n \n"), "which is empty.");
    assertWrong(
        file("\nada:secret\n"),
        "which begins with an empty line; its first line must be the value.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"@", "@-"})
  void standardInputIsForMessages(String text) {
    assertWrong(
        text,
        "The option --auth is \""
            + text
            + "\"; allowed is @ and the name of a file. Standard input is for messages.");
  }

  /** A sentence may end in the log of a build. */
  @Test
  void aWrongValueIsNotShown() throws IOException {
    String content = file("sesame\n");
    Map<String, String> environment = Map.of("WSBIN_CONNECT_BEARER", "se same");

    assertThatThrownBy(() -> set(given(Flag.AUTH, content), NO_VARIABLES))
        .hasMessage(
            "The first line of the file of --auth is \"***\"; allowed is USER:PASSWORD, or @FILE.");
    assertThatThrownBy(() -> set(given(Flag.HEADER, content), NO_VARIABLES))
        .hasMessageStartingWith("Line 1 of the file of --header is \"***\"; allowed is a name");
    assertThatThrownBy(() -> set(Map.of(), environment))
        .hasMessageStartingWith(
            "The environment variable WSBIN_CONNECT_BEARER is \"***\"; allowed is a token");
    assertThatThrownBy(() -> set(given(Flag.HEADER, "Cookie: sesame\u0001"), NO_VARIABLES))
        .hasMessageContaining("The value of Cookie contains \"\\x01\"")
        .hasMessageNotContaining("sesame");
  }

  private static void assertWrong(String text, String part) {
    assertThatThrownBy(() -> Secret.of(Flag.AUTH, given(Flag.AUTH, text), NO_VARIABLES))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessageStartingWith("The option --auth ")
        .hasMessageContaining(part);
  }

  private static void set(Map<Flag, List<String>> given, Map<String, String> environment) {
    ConnectionOptions.set(given, environment, new ClientWebSocket().control());
  }

  private static Map<Flag, List<String>> given(Flag flag, String value) {
    return Map.of(flag, List.of(value));
  }

  /** The value of an option that names a file with this content. */
  private String file(String content) throws IOException {
    return "@" + Files.writeString(Files.createTempFile(directory, "secret", ""), content);
  }
}
