package org.wsbin.it.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.io.IOException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
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
    return open(server, fragment);
  }

  /** Opens the console of that server, and its tab. */
  private ConsoleTab open(RunningServer from, String fragment) {
    ConsoleTab tab = ConsoleTab.open(chromium, from.base(), fragment);
    tab.find("#panes [data-key=server]").click();
    return tab;
  }

  private static Locator rows(ConsoleTab tab, String more) {
    return tab.find("#server-list .row:not([hidden])" + more);
  }

  /** The parts of a row that has come, without the time and the masking key. */
  private static List<String> row(ConsoleTab tab, String more) {
    Locator row = rows(tab, more).first();
    row.waitFor();
    return List.of(".way", ".opcode", ".bits", ".what", ".size").stream()
        .map(part -> row.locator(part).textContent())
        .toList();
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
  void aFrameIsShownAsItsBits() {
    try (ConsoleTab tab = open("wire/no-deflate/message/hello/echo")) {
      rows(tab, "[data-kind=text][data-direction=received]").click();
      assertThat(tab.find("#detail-bits .octets").first().textContent()).isEqualTo("header 81 05");
      assertThat(tab.find("#detail-bits .fields dt").allTextContents())
          .containsExactly(
              "FIN1",
              "RSV10",
              "RSV20",
              "RSV30",
              "opcode0001 = 1",
              "MASK0",
              "payload length0000101 = 5");
      assertThat(String.join("", tab.find("#detail-bits .bit-rows b").allTextContents()))
          .isEqualTo("1000000100000101");
      assertThat(tab.text("detail-bits"))
          .contains("text: begins a message of text in UTF-8.", "5 bytes; up to 125 fit here.")
          .contains("Not masked, as every frame of a server must be", "68 65 6c 6c  6f");
      tab.find("#detail-tabs [data-key=text]").click();
      assertThat(tab.text("detail-body")).isEqualTo("hello");
    }
  }

  @Test
  void theMaskingOfAPayloadIsWorkedOut() {
    try (ConsoleTab tab = open("wire/no-deflate/echo")) {
      tab.connected().send("hello");
      rows(tab, "[data-kind=text][data-direction=sent]").click();
      String key = rows(tab, "[data-direction=sent] .mask").first().textContent();
      assertThat(tab.find("#detail-bits .octets").first().textContent().replace(" ", ""))
          .isEqualTo("header8185" + key);
      byte[] plain = "hello".getBytes(UTF_8);
      byte[] mask = HexFormat.of().parseHex(key);
      StringBuilder masked = new StringBuilder();
      for (int i = 0; i < plain.length; i++) {
        masked.append(i == 0 ? "" : " ").append("%02x".formatted((plain[i] ^ mask[i % 4]) & 0xff));
      }
      assertThat(tab.find("#detail-bits .octets-dump").allTextContents())
          .containsExactly(masked.toString(), "68 65 6c 6c 6f");
      assertThat(tab.find("#detail-bits .xor tbody tr").first().textContent())
          .isEqualTo("0" + masked.substring(0, 2) + key.substring(0, 2) + "68“h”");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "wire/fault/length-2-63, 'header 82 7f 80 00 00 00 00 00 00 00', Impossible",
    "wire/fault/opcode/3, header 83 05, reserved: has no meaning",
    "wire/fault/half-frame, header 81 0a, 'Payload: 10 B, of which'"
  })
  void aFaultIsReadAsFarAsItGoes(String path, String header, String says) {
    try (ConsoleTab tab = open(path)) {
      rows(tab, "[data-kind=fault]").first().click();
      assertThat(tab.find("#detail-bits .octets").first().textContent()).startsWith(header.strip());
      assertThat(tab.text("detail-bits")).contains(says);
    }
  }

  @Test
  void aCompressedMessageIsInflated() {
    try (ConsoleTab tab = open("wire/echo")) {
      tab.connected().send("hello, hello, hello");
      assertThat(row(tab, "[data-kind=text][data-direction=sent]").subList(0, 3))
          .containsExactly("from client", "text", "FIN RSV1");
      rows(tab, "[data-kind=text][data-direction=sent]").click();
      tab.find("#detail-bits .inflated .octets-dump").waitFor();
      assertThat(tab.find("#detail-bits .inflated .octets-dump").textContent())
          .isEqualTo("hello, hello, hello");
    }
  }

  @Test
  void theKeyboardReachesTheBits() {
    try (ConsoleTab tab = open("wire/no-deflate/message/hello/echo")) {
      rows(tab, "[data-kind=text]").waitFor();
      tab.find("#panes [data-key=server]").press("Tab");
      tab.find("#server-list").press("End");
      assertThat(tab.find("#detail-bits").isVisible()).isTrue();
      tab.find("#server-list").press("Home");
      assertThat(tab.text("detail-body")).startsWith("Connection 1");
      tab.find("#panes [data-key=server]").press("ArrowLeft");
      assertThat(tab.find("#transcript").isVisible()).isTrue();
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
