package org.wsbin.terminal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.settings.InvalidSettingException;

/** What {@code wsbin probe} refuses before it connects. */
class ProbeChoiceTest {
  private static final Optional<Duration> WATCH = Optional.of(Duration.ofMinutes(1));

  @TempDir private Path directory;
  private final StringWriter said = new StringWriter();

  private int run(
      List<String> only, List<String> skip, Optional<Duration> watch, Optional<Path> file) {
    return ProbeRun.run(
        "ws://127.0.0.1:1/",
        new ProbeRun.Choice(
            only, skip, false, Optional.empty(), Optional.empty(), watch, Optional.empty(), file),
        Map.of(),
        new ProcessEnvironment(
            InputStream.nullInputStream(),
            OutputStream.nullOutputStream(),
            new PrintWriter(said, true),
            new Terminals(false, false, false),
            Map.of(),
            end -> {}));
  }

  private void refused(
      List<String> only, List<String> skip, Optional<Duration> watch, String sentence) {
    assertThatThrownBy(() -> run(only, skip, watch, Optional.empty()))
        .isInstanceOf(InvalidSettingException.class)
        .hasMessage(sentence);
  }

  @Test
  void aCheckThatWouldNotRunIsRefused() {
    refused(
        List.of("watch"),
        List.of(),
        Optional.empty(),
        "The check \"watch\" needs to know for how long; add for example --watch 10m.");
    refused(
        List.of("idle"),
        List.of(),
        WATCH,
        "The option --watch is for the check \"watch\", which --only or --skip leaves out.");
    refused(
        List.of("idle"),
        List.of("idle"),
        Optional.empty(),
        "There is no check left: --skip leaves out all of them.");
  }

  @Test
  void aFileThatCannotBeWrittenIsSaidBeforeAnythingHappens() {
    Path missing = directory.resolve("missing").resolve("report.html");
    for (Path file : List.of(directory, missing)) {
      assertThatThrownBy(() -> run(List.of(), List.of(), Optional.empty(), Optional.of(file)))
          .isInstanceOf(InvalidSettingException.class)
          .hasMessage("The file \"" + file + "\" cannot be written.");
    }
  }

  @Test
  void whoIsNotThereIsSaidInASentenceAndAnOlderReportStays() throws Exception {
    Path report = Files.writeString(directory.resolve("report.html"), "older");
    assertThat(run(List.of(), List.of(), Optional.empty(), Optional.of(report))).isEqualTo(3);
    assertThat(said.toString())
        .contains("Cannot connect to 127.0.0.1:1: nothing listens on this port");
    assertThat(report).hasContent("older");
  }
}
