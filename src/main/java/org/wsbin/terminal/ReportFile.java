package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;

/** A file that a command writes at its end. */
final class ReportFile {
  private ReportFile() {}

  /**
   * Checks whether it can be written, so that nobody waits for a report that cannot be had; a file
   * that is there stays.
   *
   * @throws InvalidSettingException with a sentence, if it cannot
   */
  static void check(Path file) {
    Path written = Files.exists(file) ? file : file.toAbsolutePath().getParent();
    boolean directory =
        Files.isDirectory(file) || !Files.isDirectory(file.toAbsolutePath().getParent());
    if (directory || !Files.isWritable(written)) {
      throw notWritable(file);
    }
  }

  /**
   * Writes it, if there is one.
   *
   * @throws InvalidSettingException with a sentence, if that fails
   */
  static void write(Optional<Path> file, String content) {
    file.ifPresent(
        path -> {
          try {
            Files.write(path, content.getBytes(UTF_8));
          } catch (IOException failed) {
            throw notWritable(path);
          }
        });
  }

  static InvalidSettingException notWritable(Path file) {
    return new InvalidSettingException(
        "The file " + Quoted.of(file.toString()) + " cannot be written.");
  }
}
