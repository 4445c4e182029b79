package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Writes the reports into a directory. */
public final class ReportFiles {
  private ReportFiles() {}

  /**
   * Writes all reports there; makes the directory if there is none, and replaces files of the same
   * names.
   *
   * @throws UncheckedIOException if the directory cannot be written
   */
  public static void write(Path directory, ConformanceReports reports) {
    try {
      Files.createDirectories(directory);
      reports.each(
          (name, content) -> {
            try {
              Files.write(directory.resolve(name), content.getBytes(UTF_8));
            } catch (IOException failed) {
              throw new UncheckedIOException(failed);
            }
          });
    } catch (IOException failed) {
      throw new UncheckedIOException(failed);
    }
  }
}
