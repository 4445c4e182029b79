package org.wsbin.web;

import static java.lang.System.Logger.Level.ERROR;

import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.ConformanceReports;
import org.wsbin.conformance.ReportFiles;
import org.wsbin.conformance.Results;
import org.wsbin.conformance.SuiteServer;
import org.wsbin.conformance.SuiteSpec;
import org.wsbin.protocol.Quoted;

/**
 * {@code GET /conformance/}: the reports of the clients that the suite has tested on this server,
 * as a page, and below it as the files that scripts read.
 */
final class ConformancePages extends HttpServlet {
  /** Where they are. */
  static final String ROOT = "/conformance/";

  /** Set by {@code wsbin conform serve}: a spec file, or an empty text for all cases. */
  static final String SPEC = "org.wsbin.conform.spec";

  /** Set by it too: where the reports go, if not where the spec says. */
  static final String OUTDIR = "org.wsbin.conform.outdir";

  /** Set by it too: the strict mode, also at the root. */
  static final String STRICT = "org.wsbin.conform.strict";

  private static final System.Logger LOG = System.getLogger(ConformancePages.class.getName());
  private static final long serialVersionUID = 1L;

  /** What all results may take of the heap, about. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private static final long MOST_BYTES_OF_SUITE = 256L * 1024 * 1024;
  private static final String INDEX = "index.html";
  private static final Duration UNTIL_THE_CLOSE_IS_READ = Duration.ofMillis(500);

  private final transient CaseCatalogue catalogue = CaseCatalogue.strict();
  private final transient SuiteServer suite;

  /** Pages of what this suite finds out. */
  ConformancePages(SuiteServer suite) {
    this.suite = suite;
  }

  /**
   * The suite of this server: all cases, and below {@code strict/} the strict ones; with {@code
   * wsbin conform serve} those of the spec, whose reports are written to files.
   */
  static SuiteServer suite(UnaryOperator<String> property) {
    CaseCatalogue strict = CaseCatalogue.strict();
    CaseCatalogue catalogue = property.apply(STRICT) == null ? CaseCatalogue.load() : strict;
    Optional<String> file = Optional.ofNullable(property.apply(SPEC));
    if (file.isEmpty()) {
      return new SuiteServer(
              catalogue.all(),
              new Results(MOST_BYTES),
              SuiteServer.Excluded.NONE,
              results -> {},
              Optional.empty())
          .withStrict(strict.all());
    }
    SuiteSpec spec =
        file.filter(name -> !name.isEmpty()).map(ConformancePages::read).orElse(SuiteSpec.ALL);
    Path directory =
        Optional.ofNullable(property.apply(OUTDIR))
            .map(Path::of)
            .or(spec::outdir)
            .orElse(Path.of("reports", "clients"));
    return new SuiteServer(
            spec.select(catalogue),
            new Results(MOST_BYTES_OF_SUITE),
            spec::excludes,
            results -> write(directory, ConformanceReports.of(strict, results)),
            Optional.of(ConformancePages::stop))
        .withStrict(spec.select(strict));
  }

  private static SuiteSpec read(String file) {
    try {
      return SuiteSpec.read(Files.readString(Path.of(file)));
    } catch (IOException unreadable) {
      throw new UncheckedIOException(unreadable);
    }
  }

  private static void write(Path directory, ConformanceReports reports) {
    try {
      ReportFiles.write(directory, reports);
    } catch (UncheckedIOException failed) {
      LOG.log(ERROR, "The reports cannot be written to " + directory + ".", failed);
    }
  }

  /** Ends the process, as SIGTERM does, when the driver has read the close. */
  private static void stop() {
    Thread ending =
        new Thread(
            () -> {
              try {
                Thread.sleep(UNTIL_THE_CLOSE_IS_READ.toMillis());
              } catch (InterruptedException atOnce) {
                Thread.currentThread().interrupt();
              }
              Runtime.getRuntime().exit(0);
            },
            "wsbin-conform-stop");
    ending.setDaemon(true);
    ending.start();
  }

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    String name = path.isEmpty() ? INDEX : path;
    ConformanceReports reports = ConformanceReports.of(catalogue, suite.results());
    Optional<String> report = reports.file(name);
    if (report.isEmpty()) {
      response.setStatus(404);
      FreshText.send(
          response,
          FreshText.PLAIN,
          "There is no report " + Quoted.of(name) + "; begin with index.html or index.json.\n");
      return;
    }
    response.setHeader("Content-Security-Policy", reports.htmlPolicy());
    FreshText.send(response, type(name), report.get());
  }

  private static String type(String name) {
    return switch (name.substring(name.lastIndexOf('.') + 1)) {
      case "json" -> "application/json";
      case "xml" -> "application/xml";
      case "svg" -> "image/svg+xml";
      case "md" -> FreshText.PLAIN;
      default -> "text/html;charset=utf-8";
    };
  }
}
