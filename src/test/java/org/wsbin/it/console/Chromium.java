package org.wsbin.it.console;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Browser.StartTracingOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Playwright;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** The system's Chromium, one for all tests of a JVM. Like Playwright it is for one thread. */
public final class Chromium implements AutoCloseable {
  private static final List<String> OPTIONS =
      List.of(
          "--no-sandbox",
          "--disable-gpu",
          "--disable-quic",
          "--no-first-run",
          "--disable-background-networking",
          "--disable-component-update",
          "--disable-sync",
          // names of other sites, which are here as well
          "--host-resolver-rules=MAP *.example 127.0.0.1");

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Path executable) {
    Playwright.CreateOptions quiet =
        new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1"));
    playwright = Playwright.create(quiet);
    browser =
        playwright
            .chromium()
            .launch(new LaunchOptions().setExecutablePath(executable).setArgs(OPTIONS));
  }

  /** Starts another one, if there is a {@code chromium} on the PATH. */
  public static Optional<Chromium> find() {
    return executable().map(Chromium::new);
  }

  public String version() {
    return browser.version();
  }

  /** A profile of its own, which trusts every certificate. */
  public BrowserContext context(NewContextOptions options) {
    return browser.newContext(options.setIgnoreHTTPSErrors(true));
  }

  /** What Chromium records of these categories while the page does that, as JSON. */
  byte[] trace(Page page, List<String> categories, Runnable work) {
    browser.startTracing(page, new StartTracingOptions().setCategories(categories));
    work.run();
    return browser.stopTracing();
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static Optional<Path> executable() {
    return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
        .splitAsStream(Optional.ofNullable(System.getenv("PATH")).orElse(""))
        .map(directory -> Path.of(directory, "chromium"))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Hands it to tests, and skips them if there is none. */
  static final class Extension implements ExecutionCondition, ParameterResolver {
    private static final Namespace NAMESPACE = Namespace.create(Chromium.class);

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
      if (executable().isPresent()) {
        return ConditionEvaluationResult.enabled("there is a chromium");
      }
      String line = "Skipped, since there is no chromium on the PATH: " + context.getDisplayName();
      System.out.println(line);
      return ConditionEvaluationResult.disabled(line);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
      return parameter.getParameter().getType() == Chromium.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
      return context
          .getRoot()
          .getStore(NAMESPACE)
          .getOrComputeIfAbsent(
              "chromium", key -> new Chromium(executable().orElseThrow()), Chromium.class);
    }
  }
}
