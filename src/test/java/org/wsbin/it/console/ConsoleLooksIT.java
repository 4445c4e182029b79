package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import com.microsoft.playwright.options.ColorScheme;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ProxyProcess;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/**
 * How it looks, by day, by night and on a phone: axe-core finds nothing wrong in any state, and
 * pictures are taken for {@code target/console} or, with {@code -Dwsbin.docs.update=true}, for
 * {@code docs/console}.
 */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleLooksIT {
  private static final String ORDER =
      "{\"order\":4711,\"customer\":\"Ada\",\"lines\":[{\"sku\":\"A-1\",\"pieces\":2},{\"sku\":\"B-7\",\"pieces\":1}]}";

  private static final Set<String> IN_DOCS =
      Set.of(
          "first-light.png",
          "echo-dark.png",
          "binary-light.png",
          "refused-light.png",
          "closed-dark.png",
          "bits-light.png",
          "bits-dark.png",
          "server-phone.png",
          "bits-phone.png",
          "first-phone.png",
          "catalogue-phone.png",
          "echo-phone.png");

  /** Pairs of things drawn over one another, of what is in sight. */
  private static final String OVERLAPS =
      """
      () => {
        const shown = [...document.querySelectorAll(
            "h1, h2, button, input, select, textarea, .columns, .transcript, .ending, .judgement, .facts")]
          .filter((one) => one.checkVisibility() && !one.matches(".skip, .follow, .transcript *"))
          .map((one) => {
            let { left, top, right, bottom } = one.getBoundingClientRect();
            for (let up = one.parentElement; up; up = up.parentElement) {
              if (getComputedStyle(up).overflowY !== "visible") {
                const edge = up.getBoundingClientRect();
                top = Math.max(top, edge.top);
                bottom = Math.min(bottom, edge.bottom);
              }
            }
            return { one, left, top, right, bottom };
          })
          .filter(({ left, top, right, bottom }) => right - left > 2 && bottom - top > 2);
        const name = (one) => one.id || one.className || one.textContent;
        return shown.flatMap((a, i) => shown.slice(i + 1)
          .filter((b) => !a.one.contains(b.one) && !b.one.contains(a.one)
            && Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
            && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1)
          .map((b) => name(a.one) + " and " + name(b.one)));
      }""";

  private final RunningServer server;
  private final Chromium chromium;

  ConsoleLooksIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  enum Look {
    LIGHT(ColorScheme.LIGHT, 1440, 900),
    DARK(ColorScheme.DARK, 1440, 900),
    PHONE(ColorScheme.LIGHT, 390, 844),
    /** A laptop's window, enlarged to 200 %. */
    ENLARGED(ColorScheme.DARK, 720, 450),
    SMALL(ColorScheme.LIGHT, 360, 640);

    private final ColorScheme scheme;
    private final int width;
    private final int height;

    Look(ColorScheme scheme, int width, int height) {
      this.scheme = scheme;
      this.width = width;
      this.height = height;
    }

    NewContextOptions options() {
      return new NewContextOptions()
          .setColorScheme(scheme)
          .setViewportSize(width, height)
          .setDeviceScaleFactor(isPhone() ? 2 : 1);
    }

    boolean isPhone() {
      return width < 760;
    }

    String file(String state) {
      return state + "-" + name().toLowerCase(Locale.ROOT) + ".png";
    }
  }

  private ConsoleTab open(Look look, String fragment) {
    return ConsoleTab.open(chromium, look.options(), server.base(), fragment);
  }

  private static void show(Look look, ConsoleTab tab, String view) {
    if (look.isPhone()) {
      tab.find("[data-show=" + view + "]").click();
    }
  }

  @ParameterizedTest
  @EnumSource
  void timestampsArrive(Look look) throws IOException {
    try (ConsoleTab tab = open(look, "ws/?interval=400ms&count=8")) {
      tab.connected().waitFor("fact-received", "6 msg");
      isWellMade(tab, look, "first");
    }
  }

  @ParameterizedTest
  @EnumSource
  void anEchoIsLookedInto(Look look) throws IOException {
    try (ConsoleTab tab = open(look, "wire/echo")) {
      tab.connected();
      tab.send("hello").send("Grüße").send("ping ".repeat(400)).send(ORDER);
      tab.find("#sender-tabs [data-key=hex]").click();
      tab.find("#hex").fill("89 50 4e 47 0d 0a 1a 0a 00 00 00 0d 49 48 44 52 00 00 01 00");
      tab.find("#send").click();
      tab.waitFor("fact-received", "5 msg");
      tab.page()
          .waitForFunction("() => document.querySelectorAll('.row:not([hidden])').length === 12");
      show(look, tab, "catalogue");
      tab.find(".step[data-pattern=echo] .step-head").click();
      isWellMade(tab, look, "catalogue");
      show(look, tab, "wire");
      tab.rows("binary", "received").click();
      isWellMade(tab, look, "binary");
      show(look, tab, "wire");
      tab.find(".row:not([hidden])[data-direction=received] .what:has-text('order')").click();
      assertThat(tab.text("detail-body")).startsWith("{\n  \"order\": 4711,");
      isWellMade(tab, look, "echo");
    }
  }

  @ParameterizedTest
  @EnumSource
  void aHandshakeIsRefused(Look look) throws IOException {
    try (ConsoleTab tab = open(look, "ws/status/503?body=later")) {
      tab.find("#toggle").click(); // a link that acts on the handshake waits
      tab.waitFor("state", "closed 1006");
      isWellMade(tab, look, "refused");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theServerCloses(Look look) throws IOException {
    try (ConsoleTab tab = open(look, "ws/message/hello/delay/300ms/close/4001?reason=enough")) {
      tab.waitFor("state", "closed 4001");
      isWellMade(tab, look, "closed");
    }
  }

  @ParameterizedTest
  @EnumSource
  void theServersViewIsLookedInto(Look look) throws IOException {
    try (ConsoleTab tab = open(look, "wire/no-deflate/message/hello/ping/2/50")) {
      tab.find("#panes [data-key=server]").click();
      tab.waitFor("verdict", "Passed");
      isWellMade(tab, look, "server");
      tab.find("#server-list .row:not([hidden])[data-kind=pong]").first().click();
      isWellMade(tab, look, "bits");
    }
  }

  /** Behind a proxy that ends idle connections, and holds messages back. */
  @ParameterizedTest
  @EnumSource
  void whatStandsBetweenIsFound(Look look) throws IOException {
    try (ProxyProcess proxy =
            new ProxyProcess(
                server.base(), "--idle-timeout 4s --buffer 200ms --strip-compression");
        ConsoleTab tab = ConsoleTab.open(chromium, look.options(), proxy.base(), "path")) {
      PathTab path = new PathTab(tab).only(List.of("conversation", "idle", "buffering"));
      isWellMade(tab, look, "path-before");
      path.start(60).over();
      isWellMade(tab, look, "path");
      tab.find("#path-findings summary").first().click();
      tab.find("#path-gaps-figure").scrollIntoViewIfNeeded();
      isWellMade(tab, look, "path-figures");
      if (Boolean.getBoolean("wsbin.docs.update") && look == Look.LIGHT) {
        tab.find("#path-findings summary").first().click();
        tab.page().setViewportSize(1240, 1430);
        tab.page().evaluate("document.getElementById('path-pane').scrollTop = 0");
        tab.page()
            .screenshot(new ScreenshotOptions().setPath(Path.of("docs", "probe", "path-tab.png")));
      }
    }
  }

  private static void isWellMade(ConsoleTab tab, Look look, String state) throws IOException {
    tab.page().waitForTimeout(400); // the chart is drawn four times a second
    assertThat(tab.page().evaluate("document.documentElement.scrollWidth"))
        .as("nothing sticks out at the side")
        .isEqualTo(look.width);
    assertThat((List<?>) tab.page().evaluate(OVERLAPS)).as("drawn over one another").isEmpty();
    boolean update = Boolean.getBoolean("wsbin.docs.update") && IN_DOCS.contains(look.file(state));
    Path directory = update ? Path.of("docs", "console") : Path.of("target", "console");
    Files.createDirectories(directory);
    tab.page().screenshot(new ScreenshotOptions().setPath(directory.resolve(look.file(state))));
    assertThat(Axe.violations(tab.page())).isEmpty();
  }
}
