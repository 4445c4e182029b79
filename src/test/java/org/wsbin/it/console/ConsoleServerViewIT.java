package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.console.ServerViewRows.row;
import static org.wsbin.it.console.ServerViewRows.rows;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Locator.WaitForOptions;
import com.microsoft.playwright.Route.FulfillOptions;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.Waits;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** The tab that shows what the server saw of the page's connections. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleServerViewIT {
  private final RunningServer server;
  private final Chromium chromium;

  ConsoleServerViewIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  private ConsoleTab open(String fragment) {
    return ServerViewRows.open(chromium, server, fragment);
  }

  private ConsoleTab open(RunningServer from, String fragment) {
    return ServerViewRows.open(chromium, from, fragment);
  }

  @Test
  void framesAreSeenLiveWithTheirMaskingKeys() {
    try (ConsoleTab tab = open("wire/no-deflate/echo")) {
      tab.connected().send("Grüße");
      assertThat(row(tab, "[data-kind=text][data-direction=sent]"))
          .containsExactly("from client", "text", "FIN", "“Grüße”", "7 B");
      assertThat(rows(tab, "[data-direction=sent] .mask").first().textContent())
          .matches("[0-9a-f]{8}");
      assertThat(row(tab, "[data-kind=text][data-direction=received]"))
          .containsExactly("to client", "text", "FIN", "“Grüße”", "7 B");
      assertThat(rows(tab, "[data-direction=received] .mask").first().textContent()).isEmpty();
      assertThat(rows(tab, "[data-kind=opened] .what").textContent())
          .startsWith("Connection 1 · /wire · echo · from ");
      assertThat(tab.text("server-count")).isEqualTo("2 frames");
    }
  }

  @Test
  void pingsAndTheirPongsAreSeen() {
    try (ConsoleTab tab = open("wire/ping/2/50")) {
      assertThat(row(tab, "[data-kind=ping]"))
          .containsExactly("to client", "ping", "FIN", "“wsbin 1”", "7 B");
      assertThat(row(tab, "[data-kind=pong]"))
          .containsExactly("from client", "pong", "FIN", "“wsbin 1”", "7 B");
      assertThat(rows(tab, "[data-kind=ping]").first().getAttribute("data-control"))
          .isEqualTo("true");
    }
  }

  @Test
  void theEndSaysWhoClosedAndHowTcpEnded() {
    try (ConsoleTab tab = open("wire/close/4001?reason=enough")) {
      assertThat(row(tab, "[data-kind=close][data-direction=received]"))
          .containsExactly("to client", "close", "FIN", "4001 “enough”", "8 B");
      assertThat(row(tab, "[data-kind=ended]").get(3))
          .startsWith("Ended: ")
          .contains("closed by the server", "clean")
          .doesNotContain("not clean");
    }
  }

  @Test
  void aFaultIsShownAsItsBytes() {
    try (ConsoleTab tab = open("wire/fault/opcode/3")) {
      List<String> fault = row(tab, "[data-kind=fault]");
      assertThat(fault).startsWith("to client", "fault");
      assertThat(fault.get(3)).matches("([0-9a-f]{2} ?)+");
      row(tab, "[data-kind=ended]");
    }
  }

  @Test
  void aRefusedHandshakeIsShownWithItsSentence() {
    try (ConsoleTab tab = open("ws/status/503?body=later")) {
      tab.find("#toggle").click(); // a link that acts on the handshake waits
      assertThat(row(tab, "[data-kind=refused]").get(3)).startsWith("Refused with 503: ");
      rows(tab, "[data-kind=refused]").click();
      assertThat(tab.text("detail-body")).contains("GET /ws/status/503?body=later&transcript=");
    }
  }

  @Test
  void aReconnectIsAnotherConnectionOfTheSameTranscript() {
    try (ConsoleTab tab = open("wire/close/4001")) {
      rows(tab, "[data-kind=ended]").waitFor();
      tab.find("#toggle").click();
      rows(tab, "[data-kind=opened] .what:has-text('Connection 2')").waitFor();
      assertThat(rows(tab, "[data-kind=opened]").count()).isEqualTo(2);
      tab.connect(server.ws("wire/echo").toString()).connected();
      rows(tab, "[data-kind=opened] .what:has-text('echo')").waitFor();
      assertThat(rows(tab, "[data-kind=opened]").count()).isEqualTo(1);
    }
  }

  @Test
  void nothingIsMissedWhileTheTabIsNotShown() {
    try (ConsoleTab tab = open("wire/no-deflate/echo")) {
      tab.connected().send("one");
      rows(tab, "[data-kind=text][data-direction=received]").waitFor();
      tab.find("#panes [data-key=page]").click();
      tab.send("two").waitFor("fact-received", "2 msg");
      tab.find("#panes [data-key=server]").click();
      tab.waitFor("server-count", "4 frames");
      assertThat(rows(tab, "[data-kind=opened]").count()).isEqualTo(1);
    }
  }

  @Test
  void theNameIsNeitherInTheBarNorInTheLink() {
    try (ConsoleTab tab = open("wire/no-deflate/echo")) {
      rows(tab, "[data-kind=opened]").waitFor();
      assertThat(tab.find("#url").inputValue())
          .isEqualTo(server.ws("wire/no-deflate/echo").toString());
      assertThat(tab.page().url()).endsWith("#/wire/no-deflate/echo");
      tab.find(".step[data-pattern=echo] .step-head").click();
      assertThat(tab.find("#steps").textContent()).doesNotContain("transcript=");
    }
  }

  @Test
  void recordingCanBeSwitchedOff() {
    try (ConsoleTab tab = open("wire/no-deflate/echo")) {
      tab.connected().find("#record").uncheck();
      tab.connect(server.ws("wire/reflect").toString())
          .waitFor("server-note", "Not recorded: “record” is off");
      tab.waitFor("fact-received", "1 msg");
      tab.page().reload();
      tab.waitFor("fact-received", "1 msg");
      assertThat(tab.find("#record").isChecked()).isFalse();
      tab.find("#panes [data-key=page]").click();
      assertThat(tab.rows("text", "received").first().textContent()).doesNotContain("transcript");
    }
  }

  @Test
  void aServerWithoutTranscriptsSaysSo() {
    try (RunningServer without = Servers.startLike(server, Map.of("transcripts", "0"));
        ConsoleTab tab = open(without, "wire/echo")) {
      tab.connected()
          .waitFor("server-note", "Not recorded: Transcripts are turned off on this server")
          .send("hello")
          .waitFor("fact-received", "1 msg");
    }
  }

  /** The page connects all the same. */
  @Test
  void aServerWithoutRoomForAnotherTranscriptSaysSo() throws IOException {
    try (RunningServer small = Servers.startLike(server, Map.of("transcripts", "1"));
        RawWebSocket holder = RawWebSocket.open(small.ws("wire/echo?transcript=held"));
        ConsoleTab tab = open(small, "wire/echo")) {
      tab.connected()
          .waitFor("server-note", "Not recorded: There is no room for another transcript")
          .send("hello")
          .waitFor("fact-received", "1 msg");
      assertThat(holder).isNotNull();
    }
  }

  @Test
  void aForgottenTranscriptIsFollowedByANewOne() {
    try (ConsoleTab tab = open("wire/no-deflate/echo")) {
      rows(tab, "[data-kind=opened]").waitFor();
      tab.find("#anew").click();
      tab.waitFor("server-note", "Connect, and this shows");
      tab.connect("wire/upper").connected();
      rows(tab, "[data-kind=opened] .what:has-text('upper')").waitFor();
    }
  }

  @Test
  void aConnectionThatIsNotRecordedShowsNothingOfADeletedOne() {
    try (ConsoleTab tab = open("wire/no-deflate/echo")) {
      rows(tab, "[data-kind=opened]").waitFor();
      String transcript = tab.find("#server-links a").first().getAttribute("href");
      tab.page().evaluate("url => fetch(url, {method: 'DELETE'})", transcript);
      rows(tab, "[data-kind=deleted]").waitFor();
      tab.find("#record").uncheck();
      tab.connect("wire/upper").connected();
      tab.waitFor("server-note", "Not recorded: “record” is off");
      rows(tab, "").first().waitFor(new WaitForOptions().setState(WaitForSelectorState.HIDDEN));
      assertThat(rows(tab, "").count()).isZero();
    }
  }

  @Test
  void aTroubleIsOverWhenTheTranscriptIs() {
    try (ConsoleTab tab = open("wire/no-deflate/echo")) {
      rows(tab, "[data-kind=opened]").waitFor();
      tab.find("#panes [data-key=page]").click();
      String stream = "**/transcripts/*format=events*";
      tab.page()
          .route(
              stream, route -> route.fulfill(new FulfillOptions().setStatus(503).setBody("Full")));
      tab.find("#panes [data-key=server]").click();
      tab.waitFor("server-note", "The live stream cannot be read (Full). The page tries again.");
      String transcript = tab.find("#server-links a").first().getAttribute("href");
      tab.page().evaluate("url => fetch(url, {method: 'DELETE'})", transcript);
      tab.page().unroute(stream);
      rows(tab, "[data-kind=deleted]").waitFor();
      assertThat(tab.text("server-note")).isEmpty();
    }
  }

  @Test
  void theVerdictFollowsTheEnd() {
    try (ConsoleTab tab = open("wire/close/4001")) {
      tab.waitFor("verdict", "Passed");
      assertThat(tab.find("#verdict [data-rule=masked]").getAttribute("data-outcome"))
          .isEqualTo("passed");
      assertThat(tab.find("#verdict [data-rule=close-answered]").textContent())
          .contains("RFC 6455 section 5.5.1");
    }
  }

  @Test
  void anOpenConnectionIsJudgedOnRequest() {
    try (ConsoleTab tab = open("wire/echo")) {
      tab.connected().send("hello");
      rows(tab, "[data-kind=text][data-direction=received]").waitFor();
      assertThat(tab.find("#verdict").isVisible()).isFalse();
      tab.find("#judge").click();
      tab.waitFor("verdict", "Passed");
      assertThat(tab.text("verdict")).contains("The connection is still open");
    }
  }

  @Test
  void aFindingLeadsToItsFrame() throws IOException {
    String query = "?transcript=jump" + System.nanoTime();
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/echo" + query))) {
      socket.sendRaw(Bytes.hex("81 80 01020304 81 80 01020304 88 82 05060708 06ee"));
      socket.awaitEof(Waits.LONG);
    }
    try (ConsoleTab tab = open("wire/close/4001" + query)) {
      tab.waitFor("verdict", "Failed");
      Locator failed = tab.find("#verdict [data-rule=fresh-masking-keys]");
      assertThat(failed.getAttribute("data-outcome")).isEqualTo("failed");
      failed.locator(".frame-link").first().click();
      assertThat(rows(tab, "[aria-selected=true] .number").textContent()).isEqualTo("1");
      assertThat(tab.text("detail-meta")).startsWith("connection 1 · #1 · text");
      assertThat(tab.find("#server-links a").allTextContents())
          .containsExactly("JSON", "text", "HAR", "pcapng");
    }
  }

  @Test
  void aViolationNamesItsSection() throws IOException {
    String query = "?transcript=wrong" + System.nanoTime();
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/echo" + query))) {
      socket.sendRaw(Bytes.hex("81 00"));
      socket.readClose(Waits.LONG);
    }
    try (ConsoleTab tab = open("wire/close/4001" + query)) {
      assertThat(row(tab, "[data-kind=violation]").get(3)).endsWith("RFC 6455 section 5.1");
      rows(tab, "[data-kind=violation]").click();
      assertThat(tab.find("#detail-bits .octets").first().textContent()).isEqualTo("header 81 00");
    }
  }

  @Test
  void hostilePayloadsAreText() {
    String hostile = "<img src=x onerror=alert(1)>\u202e";
    try (ConsoleTab tab = open("wire/no-deflate/echo")) {
      tab.connected().send(hostile);
      assertThat(row(tab, "[data-kind=text][data-direction=sent]").get(3)).contains("<img src=x");
      rows(tab, "[data-kind=text][data-direction=sent]").click();
      assertThat(tab.page().querySelectorAll("img")).isEmpty();
    }
  }

  @Test
  void anotherWsbinIsAskedIfItAllowsThisOrigin() {
    String origin = server.base().getScheme() + "://" + server.base().getAuthority();
    try (RunningServer other = Servers.startLike(server, Map.of("allowed-origins", origin));
        ConsoleTab tab = open("wire/echo")) {
      tab.connected().connect(other.ws("wire/no-deflate/message/hello/echo").toString());
      rows(tab, "[data-kind=text][data-direction=received]").waitFor();
      assertThat(rows(tab, "[data-kind=text] .what").textContent()).isEqualTo("“hello”");
    }
  }
}
