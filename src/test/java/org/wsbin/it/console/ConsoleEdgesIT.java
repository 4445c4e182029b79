package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.FilePayload;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** What goes wrong, or is seldom: servers that do not answer, browsers that forbid, odd input. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleEdgesIT {
  private static final String NO_STORAGE =
      """
      Object.defineProperty(window, "localStorage", {
        get() { throw new DOMException("denied", "SecurityError"); }
      });""";

  private static final String SLOW_FILES =
      """
      () => {
        File.prototype.arrayBuffer = () => new Promise((read) => {
          window.read = () => read(new ArrayBuffer(4));
        });
      }""";

  private final RunningServer server;
  private final Chromium chromium;

  ConsoleEdgesIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  private ConsoleTab open(String fragment) {
    return ConsoleTab.open(chromium, server.base(), fragment);
  }

  @Test
  void thePageWorksWithoutStorage() {
    try (BrowserContext context = chromium.context(new NewContextOptions())) {
      context.addInitScript(NO_STORAGE);
      Page page = context.newPage();
      page.navigate(server.base() + "#/ws/echo");
      page.waitForFunction("() => document.getElementById('state').textContent === 'connected'");
      page.locator("#theme").click();
      assertThat(page.evaluate("document.documentElement.dataset.theme")).isEqualTo("light");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "ws/cookie/session/evil/echo",
        "ws/c%6Fokie/session/evil/echo",
        "wire/header/X-Colour/green/echo",
        "ws/subprotocol/mqtt/redirect/302|mqtt",
        "ws/basic-auth/ada/secret/echo",
        "ws/status/503"
      })
  void aLinkThatActsOnTheHandshakeWaitsForAClick(String link) {
    try (ConsoleTab tab = open(link)) {
      tab.waitFor("news", "This link changes the handshake").waitFor("toggle", "Connect");
      assertThat(tab.find("#url").inputValue())
          .isEqualTo(server.ws(link.replace("|mqtt", "")).toString());
      assertThat(tab.text("state")).isEqualTo("not connected");
      assertThat(tab.page().context().cookies()).isEmpty();
    }
  }

  @Test
  void afterTheClickSuchALinkIsFollowed() {
    try (ConsoleTab tab = open("ws/cookie/session/oat/echo")) {
      tab.waitFor("news", "This link changes the handshake").find("#toggle").click();
      tab.connected();
    }
  }

  @Test
  void aCloseThatIsNotAnsweredIsAbandoned() {
    try (ConsoleTab tab = open("wire/fault/close-unanswered/echo")) {
      tab.connected().find("#toggle").click();
      tab.waitFor("state", "closing").waitFor("toggle", "Abandon").find("#toggle").click();
      tab.waitFor("state", "closed 1006").waitFor("toggle", "Connect");
      assertThat(tab.text("ending"))
          .contains("closed by this page, unanswered", "the server did not answer it")
          .doesNotContain("cut off");
    }
  }

  @Test
  void anAttemptThatIsCancelledIsNotTheServersFault() {
    try (ConsoleTab tab = open("ws/fault/no-answer")) {
      tab.connect(server.ws("wire/fault/no-answer").toString()).waitFor("state", "connecting");
      tab.waitFor("toggle", "Cancel").find("#toggle").click();
      tab.waitFor("state", "closed 1006");
      assertThat(tab.text("ending"))
          .contains("Cancelled by this page before a response came.")
          .doesNotContain("never opened", "curl");
    }
  }

  @Test
  void aDeepLinkKeepsItsSubprotocols() {
    try (ConsoleTab tab = open("ws/subprotocol/mqtt/echo|mqtt,chat")) {
      tab.connected();
      assertThat(tab.text("fact-subprotocol")).isEqualTo("mqtt");
      assertThat(tab.find("#subprotocols").inputValue()).isEqualTo("mqtt, chat");
      assertThat(tab.page().url()).endsWith("#/ws/subprotocol/mqtt/echo|mqtt,chat");
      tab.page().reload();
      tab.connected().waitFor("fact-subprotocol", "mqtt");
    }
  }

  @Test
  void incompleteAddressesAreCompleted() {
    try (ConsoleTab tab = open("")) {
      tab.connected().connect("ws/echo").connected().waitFor("fact-received", "0 msg");
      assertThat(tab.find("#url").inputValue()).isEqualTo(server.ws("ws/echo").toString());
      tab.connect(server.base() + "ws/upper#part");
      tab.page()
          .waitForFunction(
              "url => document.getElementById('url').value === url",
              server.ws("ws/upper").toString());
      tab.connected().connect("  ").waitFor("news", "The URL is missing");
      assertThat(tab.text("state")).isEqualTo("connected");
      tab.page().evaluate("location.hash = '#/'");
      tab.page()
          .waitForFunction(
              "url => document.getElementById('url').value === url", server.ws("ws/").toString());
    }
  }

  @Test
  void anOfferThatIsNoneLeavesEverythingAsItIs() {
    try (ConsoleTab tab = open("ws/close/4001?reason=enough")) {
      tab.waitFor("state", "closed 4001").find("#subprotocols").fill("a b");
      tab.find("#toggle").click();
      tab.waitFor("news", "“a b” cannot be offered");
      assertThat(tab.text("ending")).contains("enough");
      assertThat(tab.find("#ending").isVisible()).isTrue();
    }
  }

  @Test
  void leavingAConnectionIsLogged() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().connect(server.ws("ws/upper").toString()).waitFor("count", "5");
      assertThat(tab.rows("note", "").allTextContents())
          .contains("left " + server.ws("ws/echo") + " without waiting for its close");
    }
  }

  @Test
  void aFileIsNotSentOnAnotherConnection() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().page().evaluate(SLOW_FILES);
      tab.find("#sender-tabs [data-key=file]").click();
      tab.find("#file")
          .setInputFiles(new FilePayload("four.bin", "application/octet-stream", new byte[4]));
      tab.find("#send").click();
      assertThat(tab.find("#send").isDisabled()).isTrue();
      tab.connect(server.ws("wire/echo").toString()).connected();
      tab.page().evaluate("window.read()");
      tab.waitFor("sender-note", "Not sent: the connection ended");
      assertThat(tab.text("fact-sent")).isEqualTo("0 msg · 0 B");
      assertThat(tab.find("#send").isEnabled()).isTrue();
    }
  }

  @Test
  void whatCannotBeRepeatedIsReported() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().find("#text").fill("tick");
      tab.find("#repeat").check();
      for (String every : List.of("", "-1", "1.5")) {
        tab.find("#every").fill(every);
        tab.find("#text").press("Enter");
        tab.waitFor("sender-note", "Not sent: the interval");
        tab.find("#repeat").uncheck();
        tab.find("#send").click();
        tab.page().waitForFunction("() => !document.getElementById('sender-note').textContent");
        tab.find("#repeat").check();
      }
      tab.find("#every").fill("10");
      tab.find("#times").fill("0");
      tab.find("#send").click();
      tab.waitFor("sender-note", "Not sent: the number of times");
      tab.waitFor("fact-sent", "3 msg");
    }
  }

  @Test
  void halfBytesAreRefused() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().find("#sender-tabs [data-key=hex]").click();
      tab.find("#hex").fill("0 0x1");
      tab.find("#send").click();
      tab.waitFor("sender-note", "“0” is half a byte");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"..", ".", ""})
  void valuesThatWouldChangeThePathAreInvalid(String value) {
    try (ConsoleTab tab = open("ws/echo").connected()) {
      Locator item = tab.find(".step[data-pattern=\"message/{text}\"]");
      item.locator(".step-head").click();
      assertThat(item.textContent()).doesNotContain("percent-encoded");
      item.getByLabel("{text}").fill(value);
      assertThat(item.locator(".url-out").textContent()).startsWith("invalid: ");
      item.getByLabel("{text}").fill("50 %");
      assertThat(item.locator(".url-out").textContent()).endsWith("/ws/message/50%20%25");
      for (String steps : List.of("message/a#b", "../echo", "close/1000?a=b?c=d")) {
        item.getByLabel("Steps after").fill(steps);
        assertThat(item.locator(".url-out").textContent()).startsWith("invalid: Steps after");
      }
    }
  }

  @Test
  void theSkipLinkKeepsTheDeepLink() {
    try (ConsoleTab tab = open("ws/echo")) {
      tab.connected().find(".skip").press("Enter");
      assertThat(tab.page().evaluate("document.activeElement.id")).isEqualTo("transcript");
      assertThat(tab.page().url()).endsWith("#/ws/echo");
    }
  }

  @Test
  void onANarrowPageArrowKeysStayInTheTranscript() {
    NewContextOptions phone = new NewContextOptions().setViewportSize(390, 844);
    try (ConsoleTab tab = ConsoleTab.open(chromium, phone, server.base(), "ws/echo")) {
      tab.connected().send("hello").waitFor("count", "4");
      tab.find("#transcript").press("End");
      tab.find("#transcript").press("ArrowUp");
      assertThat(tab.find("#transcript").isVisible()).isTrue();
      assertThat(focused(tab)).isEqualTo("transcript");
      tab.page().keyboard().press("Enter");
      assertThat(focused(tab)).isEqualTo("detail-body");
      assertThat(tab.text("detail-meta")).startsWith("sent text");
      tab.page().keyboard().press("Escape");
      assertThat(focused(tab)).isEqualTo("transcript");
      assertThat(tab.find(".row[aria-selected=true]").isVisible()).isTrue();
    }
  }

  private static Object focused(ConsoleTab tab) {
    return tab.page().evaluate("document.activeElement.id");
  }
}
