package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ConsoleMessage;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.wsbin.it.Waits;

/** A tab with the console in it, and what a person does there. Closing it checks its errors. */
final class ConsoleTab implements AutoCloseable {
  /** What Chromium itself logs where a handshake or a connection fails, as it is meant to. */
  private static final Pattern FAILED_SOCKET = Pattern.compile("WebSocket connection to '.*");

  /**
   * What it logs for a response that the page expects: transcripts are off (403), the client failed
   * (422), a transcript is gone (404), or there is no room for another (503).
   */
  private static final Pattern EXPECTED_STATUS =
      Pattern.compile("Failed to load resource: .* status of (403|404|422|503) .*");

  private static final String RECORD_VIOLATIONS =
      """
      window.violations = [];
      document.addEventListener("securitypolicyviolation",
          (event) => window.violations.push(event.violatedDirective + " " + event.blockedURI));
      """;

  private final BrowserContext context;
  private final Page page;
  private final List<String> errors = new ArrayList<>();

  private ConsoleTab(BrowserContext context, Page page) {
    this.context = context;
    this.page = page;
  }

  static ConsoleTab open(Chromium chromium, URI base, String fragment) {
    return open(chromium, new NewContextOptions().setViewportSize(1440, 900), base, fragment);
  }

  /** Opens it, with what is behind the number sign. */
  static ConsoleTab open(Chromium chromium, NewContextOptions options, URI base, String fragment) {
    BrowserContext context = chromium.context(options);
    context.addInitScript(RECORD_VIOLATIONS);
    Page page = context.newPage();
    page.setDefaultTimeout((double) Waits.LONG.toMillis());
    ConsoleTab tab = new ConsoleTab(context, page);
    page.onConsoleMessage(tab::heard);
    page.onPageError(tab.errors::add);
    page.navigate(base + (fragment.isEmpty() ? "" : "#/" + fragment));
    return tab;
  }

  private void heard(ConsoleMessage message) {
    boolean bad = List.of("error", "warning").contains(message.type());
    boolean meant =
        FAILED_SOCKET.matcher(message.text()).matches()
            || (message.location().contains("/transcripts")
                && EXPECTED_STATUS.matcher(message.text()).matches());
    if (bad && !meant) {
      errors.add(message.type() + ": " + message.text());
    }
  }

  Page page() {
    return page;
  }

  Locator find(String selector) {
    return page.locator(selector);
  }

  /** Waits until the element's text is, or begins with, that. */
  ConsoleTab waitFor(String id, String beginning) {
    page.waitForFunction(
        "([id, text]) => document.getElementById(id).textContent.startsWith(text)",
        List.of(id, beginning));
    return this;
  }

  ConsoleTab connected() {
    return waitFor("state", "connected");
  }

  String text(String id) {
    return find("#" + id).textContent();
  }

  /** Connects by the bar on top. */
  ConsoleTab connect(String url) {
    find("#url").fill(url);
    find("#toggle").click();
    return this;
  }

  ConsoleTab send(String text) {
    find("#sender-tabs [data-key=text]").click();
    find("#text").fill(text);
    find("#send").click();
    return this;
  }

  /** The rows in sight of this kind. */
  Locator rows(String kind, String direction) {
    return find(
        ".row:not([hidden])[data-kind=%s][data-direction=\"%s\"] .what".formatted(kind, direction));
  }

  /** No script has failed, and nothing was asked for that the policy forbids. */
  void hasNoErrors() {
    assertThat(errors).isEmpty();
    assertThat((List<?>) page.evaluate("window.violations")).isEmpty();
  }

  @Override
  public void close() {
    try (context) {
      hasNoErrors();
    }
  }
}
