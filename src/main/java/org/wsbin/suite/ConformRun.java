package org.wsbin.suite;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.ConformanceCase;
import org.wsbin.conformance.ConformanceReports;
import org.wsbin.conformance.ReportFiles;
import org.wsbin.conformance.Results;

/** {@code wsbin conform URL}: tests servers, and says what came of it. */
public final class ConformRun {
  /** All passed. */
  public static final int PASSED = 0;

  /** At least one case failed. */
  public static final int FAILED = 1;

  /** A server could not be reached. */
  public static final int UNREACHABLE = 3;

  private static final long MOST_BYTES = 512L * 1024 * 1024;
  private static final int BAR = 30;

  /**
   * Where reports go, each if it is asked for.
   *
   * @param directory for the page and the JSON files
   */
  public record Destinations(
      Optional<Path> directory,
      Optional<Path> junit,
      Optional<Path> markdown,
      Optional<Path> badge) {}

  private final CaseCatalogue catalogue;
  private final List<ConformanceCase> cases;
  private final int jobs;
  private final PrintWriter out;
  private final PrintWriter err;
  private final boolean bar;
  private final Results results = new Results(MOST_BYTES);

  /**
   * A run.
   *
   * @param jobs how many cases at a time
   * @param bar whether the progress is drawn on {@code err}, because it is a terminal
   */
  public ConformRun(
      CaseCatalogue catalogue,
      List<ConformanceCase> cases,
      int jobs,
      PrintWriter out,
      PrintWriter err,
      boolean bar) {
    this.catalogue = catalogue;
    this.cases = List.copyOf(cases);
    this.jobs = jobs;
    this.out = out;
    this.err = err;
    this.bar = bar;
  }

  /**
   * Tests the servers, one after the other, and writes the reports.
   *
   * @return the exit code
   * @throws InterruptedException if it is stopped
   */
  public int run(List<TestedServer> servers, Destinations destinations)
      throws InterruptedException {
    boolean unreachable = false;
    long failed = 0;
    for (TestedServer server : servers) {
      Results own = new Results(MOST_BYTES);
      unreachable |= test(server, own);
      failed += own.failed();
      results.addAll(own);
    }
    ConformanceReports reports = ConformanceReports.of(catalogue, results);
    try {
      destinations.directory().ifPresent(directory -> ReportFiles.write(directory, reports));
      write(destinations.junit(), reports.junit());
      write(destinations.markdown(), reports.markdown());
      write(destinations.badge(), reports.badge());
    } catch (UncheckedIOException unwritable) {
      err.println("A report cannot be written: " + unwritable.getCause().getMessage() + ".");
      return FAILED;
    }
    destinations
        .directory()
        .ifPresent(directory -> out.println("The report is " + directory.resolve("index.html")));
    if (unreachable) {
      return UNREACHABLE;
    }
    return failed == 0 ? PASSED : FAILED;
  }

  private boolean test(TestedServer server, Results own) throws InterruptedException {
    AtomicInteger done = new AtomicInteger();
    long begin = System.nanoTime();
    Optional<String> problem =
        new SuiteClient(server, own, played -> progress(done.incrementAndGet())).run(cases, jobs);
    if (bar) {
      err.print("\r" + " ".repeat(BAR + 20) + "\r");
      err.flush();
    }
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    own.summary().forEach(line -> out.println(line + " (" + seconds(time) + ")"));
    own.failures().forEach(line -> out.println("  " + line));
    problem.ifPresent(err::println);
    return problem.isPresent();
  }

  private static String seconds(Duration time) {
    return Math.round(time.toMillis() / 100.0) / 10.0 + " s";
  }

  private void progress(int done) {
    if (bar) {
      int full = done * BAR / cases.size();
      synchronized (err) {
        err.print(
            "\r[" + "#".repeat(full) + " ".repeat(BAR - full) + "] " + done + "/" + cases.size());
        err.flush();
      }
    }
  }

  private static void write(Optional<Path> file, String content) {
    file.ifPresent(
        path -> {
          try {
            Files.write(path, content.getBytes(UTF_8));
          } catch (IOException failed) {
            throw new UncheckedIOException(failed);
          }
        });
  }
}
