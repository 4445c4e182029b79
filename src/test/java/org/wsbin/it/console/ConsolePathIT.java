package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.WebSocket;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ProxyProcess;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** The tab that finds out what stands between: each fault of a proxy is named, and nothing else. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsolePathIT {
  private static final List<String> QUICK = List.of("conversation", "closes", "idle");

  /** Those that have come to their end. */
  private static final String SOCKETS_ENDED =
      "() => window.sockets.length > 0 && window.sockets.every(one => one.readyState === 3)";

  private static final String RECORD_SOCKETS =
      """
      () => {
        window.sockets = [];
        window.WebSocket = class extends WebSocket {
          constructor(...given) {
            super(...given);
            window.sockets.push(this);
          }
        };
      }
      """;

  private final RunningServer server;
  private final Chromium chromium;

  ConsolePathIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  private PathTab open() {
    return PathTab.open(chromium, server.base());
  }

  @Test
  void nothingIsFoundIfNothingStandsBetween() {
    try (PathTab path = open()) {
      path.start(2).over();
      assertThat(path.symptoms()).as(path.words()).isEmpty();
      assertThat(path.states()).as(path.words()).containsOnly("ok");
      assertThat(path.tab().text("path-status")).isEqualTo("Nothing was found.");
      assertThat(path.tab().text("path-evidence"))
          .contains("a message to the server: 8 MiB pass", "the client pings: not tried");
      assertThat(path.tab().find("#path-idle svg").getAttribute("aria-label"))
          .contains("nothing is sent: open after", "the server pings: open after");
      assertThat(path.tab().find("#path-gaps svg").getAttribute("aria-label"))
          .startsWith("Pauses between 40 messages");
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --strip Upgrade                        | upgrade-lost
          --reply 502                            | refused
          --strip-compression                    | compression-lost
          --strip Sec-WebSocket-Protocol         | subprotocol-lost
          --set Host:_backend                    | host-changed
          --swallow-pings                        | pings-lost
          --latency 30ms                         |
          --close-code 1000=1006                 | close-lost
          --close-code 4999=1001                 | close-lost
          --drop-close                           | close-lost
          """)
  void eachFaultIsNamedAndNoOther(String options, String symptom) throws IOException {
    probed(options, 1, symptom, QUICK);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --idle-timeout 2s                      | idle-limit
          --idle-timeout 2s --pings-are-idle     | idle-limit
          --max-age 3s                           | age-limit
          """)
  void endsOfIdleAndOfOldConnectionsAreToldApart(String options, String symptom)
      throws IOException {
    probed(options, 10, symptom, List.of("idle"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          --max-frame 64k                        | frame-limit
          --max-message 1m --limit-end fin       | message-limit
          """)
  void limitsOfSizesAreFound(String options, String symptom) throws IOException {
    probed(options, 10, symptom, List.of("sizes"));
  }

  @ParameterizedTest
  @CsvSource(delimiter = '|', textBlock = "--buffer 300ms | buffered")
  void whatIsHeldBackIsFound(String options, String symptom) throws IOException {
    probed(options, 10, symptom, List.of("buffering"));
  }

  private void probed(String options, int longest, String symptom, List<String> checks)
      throws IOException {
    try (ProxyProcess proxy = new ProxyProcess(server.base(), options);
        PathTab path = PathTab.open(chromium, proxy.base())) {
      path.only(checks).start(longest).over();
      assertThat(path.symptoms())
          .as(path.words())
          .isEqualTo(symptom == null ? List.of() : List.of(symptom));
    }
  }

  @Test
  void aFindingSaysWhatBothEndsSawWhereItComesFromAndWhatToChange() throws IOException {
    try (ProxyProcess proxy = new ProxyProcess(server.base(), "--idle-timeout 2s");
        PathTab path = PathTab.open(chromium, proxy.base())) {
      path.only(List.of("idle")).start(10).over();
      assertThat(path.tab().text("path-findings"))
          .contains(
              "1. A connection without traffic is ended.",
              "It stays open if the server pings, the server sends or the client sends.",
              "A ping every 1 s is safe.",
              "the end of TCP, without a close frame",
              "closed by network, TCP: fin",
              "Likely cause: An idle timeout of something between",
              "What to change, in 10 products",
              "proxy_read_timeout 1h;");
      assertThat(path.tab().find("#path-findings details").getAttribute("open")).isNull();
      assertThat(path.tab().find("#path-idle .end").count()).isEqualTo(1);
      assertThat(path.tab().find("#path-idle .tick.ping").count()).isEqualTo(1);
      Download download =
          path.tab().page().waitForDownload(() -> path.tab().find("#path-save").click());
      assertThat(download.suggestedFilename()).matches("wsbin-path-.*\\.json");
      assertThat(Files.readString(download.path()))
          .contains("\"symptom\": \"idle-limit\"", "\"server\": \"closed by network, TCP: fin\"")
          .contains("\"nginx\": \"proxy_read_timeout 1h;");
      path.tab().page().context().grantPermissions(List.of("clipboard-read", "clipboard-write"));
      path.tab().find("#path-copy button").click();
      path.tab().find("#path-copy button:has-text('Copied')").waitFor();
      assertThat((String) path.tab().page().evaluate("navigator.clipboard.readText()"))
          .contains("FOUND idle         connections without traffic: ended after ")
          .contains("1. A connection without traffic is ended.")
          .contains("     server: closed by network, TCP: fin", "     nginx: proxy_read_timeout");
    }
  }

  @Test
  void theLinkStartsNothing() {
    try (PathTab path = open()) {
      List<WebSocket> sockets = new ArrayList<>();
      path.tab().page().onWebSocket(sockets::add);
      path.tab().page().reload();
      path.tab().find("#steps .step").first().waitFor();
      assertThat(path.tab().find("#path-pane").isVisible()).isTrue();
      assertThat(path.tab().text("state")).isEqualTo("not connected");
      assertThat(path.states()).containsOnly("waiting");
      assertThat(sockets).isEmpty();
      assertThat(path.tab().find("#url").inputValue()).isEqualTo(server.ws("ws/").toString());
    }
  }

  @Test
  void theAddressFollowsTheTab() {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "ws/echo")) {
      tab.connected().find("#panes [data-key=path]").click();
      assertThat(tab.page().url()).endsWith("#/path");
      tab.find("#panes [data-key=server]").click();
      assertThat(tab.page().url()).endsWith("#/ws/echo");
      tab.page().evaluate("location.hash = '#/path'");
      tab.find("#path-pane").waitFor();
      tab.connect("wire/upper").connected();
      assertThat(tab.find("#page-pane").isVisible()).isTrue();
      assertThat(tab.page().url()).endsWith("#/wire/upper");
    }
  }

  @Test
  void stopEndsEverything() {
    try (PathTab path = open()) {
      path.tab().page().evaluate(RECORD_SOCKETS);
      path.start(60);
      path.check("idle").locator("text=4 of 4 connections open").waitFor();
      path.tab().find("#path-stop").click();
      path.over().tab().page().waitForFunction(SOCKETS_ENDED);
      assertThat(path.tab().text("path-status")).startsWith("Stopped. Nothing was found.");
      assertThat(path.check("idle").textContent()).contains("stopped before it was over");
      assertThat(path.tab().find("#path-run").isEnabled()).isTrue();
      path.only(List.of("closes")).start(1).over();
      assertThat(path.states()).as(path.words()).startsWith("ok").endsWith("ok").contains("off");
    }
  }

  @Test
  void leavingTheTabEndsEverything() {
    try (PathTab path = open()) {
      path.tab().page().evaluate(RECORD_SOCKETS);
      path.only(List.of("idle")).start(60);
      path.check("idle").locator("text=4 of 4 connections open").waitFor();
      path.tab().find("#panes [data-key=page]").click();
      path.tab().page().waitForFunction(SOCKETS_ENDED);
      path.tab().find("#panes [data-key=path]").click();
      path.over().tab().waitFor("path-status", "Stopped, because the tab was left.");
    }
  }

  @Test
  void theKeyboardIsEnough() {
    try (PathTab path = open()) {
      path.only(List.of("closes"));
      path.tab().find("#panes [data-key=server]").click();
      path.tab().find("#panes [data-key=server]").press("ArrowRight");
      assertThat(path.tab().find("#path-pane").isVisible()).isTrue();
      path.tab().find("#path-longest").press("Enter");
      path.over();
      assertThat(path.tab().page().evaluate("document.activeElement.id")).isEqualTo("path-run");
    }
  }

  @Test
  void aTimeThatCannotBeIsNotTried() {
    try (PathTab path = open()) {
      for (int longest : List.of(0, 361)) {
        path.start(longest);
        assertThat(path.states()).containsOnly("waiting");
        assertThat(path.tab().find("#path-longest:invalid").count()).isEqualTo(1);
      }
    }
  }

  /** What needs the server's word says so, and finds nothing. */
  @Test
  void aServerWithoutTranscriptsIsProbedFromHere() {
    try (RunningServer without = Servers.startLike(server, Map.of("transcripts", "0"));
        PathTab path = PathTab.open(chromium, without.base())) {
      path.only(QUICK).start(1).over();
      assertThat(path.symptoms()).as(path.words()).isEmpty();
      assertThat(path.tab().text("path-evidence"))
          .contains("the server's transcript cannot be read from here");
    }
  }
}
