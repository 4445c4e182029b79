package org.wsbin.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.wsbin.conformance.ConformanceDiff;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;
import picocli.CommandLine.ParseResult;

/** {@code conform diff}: shows what became worse between two runs. */
final class ConformDiffCommand {
  private ConformDiffCommand() {}

  /** Compares two files; returns the exit code. */
  static int run(ParseResult parsed, PrintWriter out) {
    List<String> files = parsed.matchedPositionalValue(0, List.<String>of());
    if (files.size() != 2) {
      throw new InvalidSettingException(
          "conform diff needs two files, the older one first: index.json of two runs.");
    }
    try {
      ConformanceDiff diff = ConformanceDiff.of(read(files.get(0)), read(files.get(1)));
      out.print(diff.text());
      out.flush();
      return diff.hasRegressions() ? Cli.FAILED : Cli.OK;
    } catch (IllegalArgumentException wrong) {
      throw new InvalidSettingException(wrong.getMessage());
    }
  }

  private static String read(String file) {
    try {
      return Files.readString(Path.of(file));
    } catch (IOException unreadable) {
      throw new InvalidSettingException(
          "The file " + Quoted.of(file) + " cannot be read; it is an index.json of a run.");
    }
  }
}
