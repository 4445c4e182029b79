package org.wsbin.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import org.wsbin.conformance.CaseCatalogue;
import org.wsbin.conformance.ConformanceCase;
import org.wsbin.conformance.ConformanceReports;
import org.wsbin.conformance.ReportFiles;
import org.wsbin.conformance.Results;
import org.wsbin.conformance.SharedResults;
import org.wsbin.conformance.SuiteServer;
import org.wsbin.conformance.SuiteSpec;
import org.wsbin.protocol.Quoted;
import org.wsbin.text.Lazy;

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

  /** The attribute of a request that waits for the other nodes. */
  private static final String ASKED = ConformancePages.class.getName() + ".asked";

  private static final System.Logger LOG = System.getLogger(ConformancePages.class.getName());
  private static final long serialVersionUID = 1L;

  /** What all results may take of the heap, about. */
  private static final long MOST_BYTES = 8L * 1024 * 1024;

  private static final long MOST_BYTES_OF_SUITE = 256L * 1024 * 1024;
  private static final String INDEX = "index.html";
  private static final Duration UNTIL_THE_CLOSE_IS_READ = Duration.ofMillis(500);

  private final transient Supplier<CaseCatalogue> strict = new Lazy<>(CaseCatalogue::strict);
  private final transient Optional<SuiteSpec> spec;
  private final transient Optional<SharedResults> shared;
  private final transient SuiteServer suite;

  /**
   * The suite of this server: all cases, and below {@code strict/} the strict ones; with {@code
   * wsbin conform serve} those of the spec, whose reports are written to files. Cases are read when
   * they are first asked for.
   *
   * @param sharing gives results to the other nodes, and gets theirs; empty for one server
   */
  ConformancePages(
      UnaryOperator<String> property, Optional<Function<Results, SharedResults>> sharing) {
    Optional<String> file = Optional.ofNullable(property.apply(SPEC));
    spec = file.map(name -> name.isEmpty() ? SuiteSpec.ALL : read(name));
    Supplier<CaseCatalogue> catalogue =
        property.apply(STRICT) == null ? CaseCatalogue::load : strict;
    Results results = new Results(spec.isPresent() ? MOST_BYTES_OF_SUITE : MOST_BYTES);
    shared = sharing.map(make -> make.apply(results));
    SuiteServer.Excluded excluded =
        spec.map(s -> (SuiteServer.Excluded) s::excludes).orElse(SuiteServer.Excluded.NONE);
    Supplier<List<ConformanceCase>> cases = () -> selected(catalogue);
    Optional<Runnable> stop = spec.map(s -> ConformancePages::stop);
    suite =
        shared
            .map(nodes -> new SuiteServer(cases, nodes, excluded, reports(property), stop))
            .orElseGet(() -> new SuiteServer(cases, results, excluded, reports(property), stop))
            .withStrict(() -> selected(strict));
  }

  private List<ConformanceCase> selected(Supplier<CaseCatalogue> catalogue) {
    return spec.orElse(SuiteSpec.ALL).select(catalogue.get());
  }

  private Consumer<Results> reports(UnaryOperator<String> property) {
    if (spec.isEmpty()) {
      return results -> {};
    }
    Path directory =
        Optional.ofNullable(property.apply(OUTDIR))
            .map(Path::of)
            .or(() -> spec.get().outdir())
            .orElse(Path.of("reports", "clients"));
    return results -> write(directory, ConformanceReports.of(strict.get(), results));
  }

  SuiteServer suite() {
    return suite;
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
      LOG.log(ERROR, "The reports cannot be written to " + directory.toAbsolutePath() + ".");
      LOG.log(DEBUG, "Why the reports cannot be written.", failed);
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
  public void destroy() {
    shared.ifPresent(SharedResults::close);
  }

  /**
   * With what the other nodes have told, if they can be asked; holds no thread until it is here.
   */
  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    if (shared.isEmpty()) {
      answer(request, response, Optional.empty());
    } else if (request.getAttribute(ASKED) instanceof CompletableFuture<?> asked) {
      Optional<String> why = ((Optional<?>) asked.join()).map(String.class::cast);
      why.ifPresent(sentence -> NodeHeader.sayAlone(response, sentence));
      answer(request, response, why);
    } else {
      CompletionStage<Optional<String>> asked = shared.get().current();
      request.setAttribute(ASKED, asked.toCompletableFuture());
      AsyncContext context = request.startAsync(request, response);
      context.setTimeout(0);
      WaitingRequest waiting = WaitingRequest.of(context);
      asked.whenComplete((why, failure) -> waiting.comeBack());
    }
  }

  private void answer(
      HttpServletRequest request, HttpServletResponse response, Optional<String> alone)
      throws IOException {
    String path = Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
    String name = path.isEmpty() ? INDEX : path;
    ConformanceReports reports = ConformanceReports.of(strict.get(), suite.results(), alone);
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
