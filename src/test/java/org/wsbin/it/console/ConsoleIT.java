package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import java.io.IOException;
import java.nio.file.Files;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** What a person does with the console. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleIT {
  private final RunningServer server;
  private final Chromium chromium;

  ConsoleIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  private ConsoleTab open(String fragment) {
    return ConsoleTab.open(chromium, server.base(), fragment);
  }

  @Test
  void theBarConnectsAndDisconnects() {
    try (ConsoleTab tab = open("")) {
      tab.connected();
      tab.find("#subprotocols").fill("mqtt, chat");
      tab.connect(server.ws("wire/echo").toString()).connected();
      assertThat(tab.text("fact-subprotocol")).isEqualTo("chat");
      assertThat(tab.text("fact-extensions")).startsWith("permessage-deflate");
      tab.send("hello").waitFor("fact-received", "1 msg · 5 B");
      assertThat(tab.text("fact-sent")).isEqualTo("1 msg · 5 B");
      tab.find("#toggle").click();
      tab.waitFor("state", "closed 1000");
      assertThat(tab.text("ending")).contains("Normal closure", "closed by this page", "clean");
    }
  }

  @Test
  void anInvalidUrlIsReported() {
    try (ConsoleTab tab = open("")) {
      tab.connected().connect("ftp://localhost/").waitFor("news", "“ftp:” is not the scheme");
      tab.find(".row:not([hidden]) .what:has-text('not connected: ')").waitFor();
      assertThat(tab.text("state")).isEqualTo("connected");
    }
  }

  @Test
  void aDeepLinkLeadsToItsBehaviour() {
    try (ConsoleTab tab = open("ws/message/one/message/two/close/4001?reason=enough")) {
      tab.waitFor("state", "closed 4001").waitFor("count", "5");
      assertThat(tab.rows("text", "received").allTextContents()).containsExactly("one", "two");
      tab.page().evaluate("location.hash = '#/ws/upper'");
      tab.connected().send("loud").waitFor("count", "9");
      assertThat(tab.rows("text", "received").last().textContent()).isEqualTo("LOUD");
    }
  }

  @Test
  void aDeepLinkStaysOnThisServer() {
    for (String fragment : List.of("/elsewhere.example/ws/", "../../ws/echo", "\\\\elsewhere")) {
      try (ConsoleTab tab = open(fragment)) {
        tab.waitFor("state", "");
        assertThat(tab.find("#url").inputValue()).startsWith(server.ws("").toString());
      }
    }
  }

  @Test
  void aServersCloseIsDisplayedWithItsMeaning() {
    try (ConsoleTab tab = open("ws/close/4001?reason=enough")) {
      tab.waitFor("state", "closed 4001");
      assertThat(tab.text("ending"))
          .contains("4001", "“enough”", "Private use", "closed by the peer", "clean")
          .doesNotContain("not clean");
      assertThat(tab.rows("close", "received").textContent())
          .isEqualTo(
              "close 4001 · “enough” · clean · Private use: the application defines its meaning.");
    }
  }

  @Test
  void aRefusedHandshakeIsExplained() {
    try (ConsoleTab tab = open("ws/status/503?body=later")) {
      tab.find("#toggle").click(); // a link that acts on the handshake waits
      tab.waitFor("state", "closed 1006");
      assertThat(tab.text("ending"))
          .contains("1006", "not clean", "The connection never opened", "curl -i")
          .contains(server.base() + "ws/status/503?body=later")
          .contains("-H 'Origin: " + origin() + "'");
      tab.find("#ending .verdict:has-text('/inspect: the path and this page’s origin are fine.')")
          .waitFor();
    }
  }

  @Test
  void aWrongPathIsExplainedByTheServer() {
    try (ConsoleTab tab = open("ws/message/hello/ecko?a=b")) {
      tab.waitFor("state", "closed 1006");
      tab.find("#ending .verdict:has-text('Step 2 is unknown: \"ecko\"')").waitFor();
      assertThat(tab.find("#ending .verdict").textContent())
          .startsWith("/inspect: the server answers this handshake with 400. Step 2 is unknown");
    }
  }

  private String origin() {
    return server.base().getScheme() + "://" + server.base().getAuthority();
  }

  @Test
  void aConnectionThatIsCutIsExplained() {
    try (ConsoleTab tab = open("wire/message/hello/drop")) {
      tab.waitFor("state", "closed 1006");
      assertThat(tab.text("ending"))
          .contains("TCP ended without a close frame")
          .doesNotContain("curl");
      assertThat(tab.rows("text", "received").textContent()).isEqualTo("hello");
    }
  }

  @Test
  void binaryIsSentFromHexAndSeenAsHex() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().find("#sender-tabs [data-key=hex]").click();
      tab.find("#hex").fill("00 ff 4");
      tab.find("#send").click();
      tab.waitFor("sender-note", "5 hex digits are half a byte too many");
      tab.find("#hex").fill("00 ff 41:42, 0x43");
      tab.find("#send").click();
      tab.waitFor("fact-received", "1 msg · 5 B");
      tab.rows("binary", "received").click();
      assertThat(tab.text("detail-body")).isEqualTo("000000  00 ff 41 42  43           ··ABC");
      assertThat(tab.text("detail-meta")).startsWith("received binary · 5 B");
    }
  }

  @Test
  void jsonIsSeenIndented() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().send("{\"a\":[1,{\"b\":null}]}").waitFor("fact-received", "1 msg");
      tab.rows("text", "received").click();
      assertThat(tab.text("detail-body"))
          .isEqualTo("{\n  \"a\": [\n    1,\n    {\n      \"b\": null\n    }\n  ]\n}");
      tab.find("#detail-tabs [data-key=hex]").click();
      assertThat(tab.text("detail-body")).startsWith("000000  7b 22 61 22");
    }
  }

  @Test
  void aLongTextIsSeenInPortions() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().send("x".repeat(100_000)).waitFor("fact-received", "1 msg");
      assertThat(tab.rows("text", "received").textContent()).hasSize(400);
      tab.rows("text", "received").click();
      assertThat(tab.text("detail-body")).hasSize(32_768);
      tab.find("#detail-more").click();
      assertThat(tab.text("detail-body")).hasSize(65_536);
    }
  }

  @Test
  void theTranscriptIsFilteredPausedAndCleared() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().send("apple").send("pear").waitFor("fact-received", "2 msg");
      tab.find("#filter").fill("PEA");
      tab.waitFor("count", "2 of 6");
      tab.find("#kind").selectOption("received");
      tab.waitFor("count", "1 of 6");
      assertThat(tab.find(".row:not([hidden]) .what").allTextContents()).containsExactly("pear");
      tab.find("#filter").fill("");
      tab.find("#kind").selectOption("");
      tab.waitFor("count", "6");
      tab.find("#pause").click();
      tab.send("plum").waitFor("count", "8 · paused, 2 new");
      assertThat(tab.find(".row:not([hidden])").count()).isEqualTo(6);
      tab.find("#pause").click();
      tab.page()
          .waitForFunction("() => document.querySelectorAll('.row:not([hidden])').length === 8");
      tab.find("#clear").click();
      tab.page()
          .waitForFunction("() => document.querySelectorAll('.row:not([hidden])').length === 0");
    }
  }

  @Test
  void theTranscriptIsExportedAsJsonLines() throws IOException {
    try (ConsoleTab tab = open("ws/message/Gr%C3%BC%C3%9Fe/binary/4/close/4001?reason=enough")) {
      tab.waitFor("state", "closed");
      Download download = tab.page().waitForDownload(() -> tab.find("#export").click());
      assertThat(download.suggestedFilename()).matches("wsbin-.*\\.jsonl");
      List<String> lines = Files.readAllLines(download.path());
      assertThat(lines).hasSize(5).allMatch(line -> line.startsWith("{\"n\":"));
      assertThat(lines.get(2))
          .contains("\"direction\":\"received\"", "\"bytes\":7", "\"text\":\"Grüße\"");
      assertThat(lines.get(3)).contains("\"kind\":\"binary\"", "\"hex\":\"afcd1d7b\"");
      assertThat(lines.get(4)).contains("\"code\":4001,\"reason\":\"enough\",\"wasClean\":true");
    }
  }

  @Test
  void aMessageIsRepeated() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().find("#text").fill("tick");
      tab.find("#repeat").check();
      tab.find("#every").fill("10");
      tab.find("#times").fill("5");
      tab.find("#send").click();
      tab.waitFor("fact-received", "5 msg").waitFor("send", "Send");
      tab.find("#times").fill("");
      tab.find("#send").click();
      tab.waitFor("send", "Stop");
      tab.page()
          .waitForFunction(
              "() => parseInt(document.getElementById('fact-received').textContent) > 7");
      tab.find("#send").click();
      tab.waitFor("send", "Send");
    }
  }

  @Test
  void roundTripsAndLatenessAreMeasured() {
    try (ConsoleTab tab = open("wire/time/20/10ms?format=epoch-millis")) {
      tab.waitFor("state", "closed 1000");
      tab.page()
          .waitForFunction(
              "() => document.querySelector('#quantiles-late td:last-child').textContent === '20'");
      assertThat(tab.find("#quantiles-late td").allTextContents().subList(0, 3))
          .allMatch(text -> text.matches("[\\d.,]+"));
      tab.connect(server.ws("wire/echo").toString()).connected().send("a").send("b").send("a");
      tab.page()
          .waitForFunction(
              "() => document.querySelector('#quantiles-trip td:last-child').textContent === '3'");
      assertThat(tab.find("#chart").getAttribute("aria-label")).contains("round trip: p50", "p99");
    }
  }

  @Test
  void theKeyboardIsEnough() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().find("#text").fill("first");
      tab.find("#text").press("Enter");
      tab.waitFor("fact-received", "1 msg");
      tab.find("#transcript").press("End");
      assertThat(tab.text("detail-meta")).startsWith("received text · 5 B");
      tab.find("#transcript").press("ArrowUp");
      assertThat(tab.text("detail-meta")).startsWith("sent text · 5 B");
      tab.find("#sender-tabs [data-key=text]").press("ArrowRight");
      assertThat(tab.find("#hex").isVisible()).isTrue();
    }
  }
}
