package org.wsbin.it.clients;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsbin.it.console.Chromium;

/** Chromium, by a script in a page of the server. For one thread, like Playwright. */
final class ChromiumLibrary implements WebSocketLibrary {

  /** Chromium connects to one address one at a time, so patience begins with the opening. */
  private static final String SCRIPT =
      """
      (visits) => Promise.all(visits.map((visit) => new Promise((resolve) => {
        const events = [visit.id];
        const finish = () => resolve(events);
        setTimeout(() => { events.push('still waits'); finish(); }, 60000);
        const socket = new WebSocket(visit.url);
        socket.onopen = () => {
          events.push('open');
          socket.send('hello');
          if (visit.close) {
            setTimeout(() => {
              if (socket.readyState === WebSocket.OPEN) {
                events.push('closes');
                socket.close(1000);
              }
            }, visit.close);
          }
        };
        socket.onmessage = ({ data }) => events.push(
          typeof data === 'string' ? 'message ' + JSON.stringify(data) : 'message of ' + data.size + ' bytes');
        socket.onerror = () => events.push('error');
        socket.onclose = ({ code, reason, wasClean }) => {
          events.push('close ' + code + ' ' + JSON.stringify(reason) + (wasClean ? '' : ', not clean'));
          finish();
        };
      })))
      """;

  private final Chromium chromium;
  private final URI page;

  /** Uses this browser, and closes it; the page is one of the server. */
  ChromiumLibrary(Chromium chromium, URI page) {
    this.chromium = chromium;
    this.page = page;
  }

  @Override
  public String name() {
    return "Chromium";
  }

  @Override
  public String version() {
    return chromium.version();
  }

  @Override
  public Map<String, List<String>> visit(List<Visit> visits) {
    try (BrowserContext context = chromium.context(new NewContextOptions())) {
      Page tab = context.newPage();
      tab.navigate(page.toString());
      List<Map<String, Object>> all =
          visits.stream()
              .map(
                  visit ->
                      Map.<String, Object>of(
                          "id", visit.id(),
                          "url", visit.uri().toString(),
                          "close", Math.toIntExact(visit.close().toMillis())))
              .toList();
      Map<String, List<String>> results = new LinkedHashMap<>();
      for (Object one : (List<?>) tab.evaluate(SCRIPT, all)) {
        List<String> events = ((List<?>) one).stream().map(String::valueOf).toList();
        results.put(events.get(0), events.subList(1, events.size()));
      }
      return results;
    }
  }

  @Override
  public void close() {
    chromium.close();
  }
}
