package org.wsbin.it.console;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** The console below another path and behind TLS, and pages of other origins. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleElsewhereIT {
  private static final String CONNECT =
      """
      url => new Promise((tell) => {
        const socket = new WebSocket(url);
        socket.onmessage = ({ data }) => tell("message " + data);
        socket.onclose = ({ code }) => tell("close " + code);
      })""";

  private final RunningServer server;
  private final Chromium chromium;

  ConsoleElsewhereIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  @Test
  void aContextPathIsKept() {
    try (RunningServer below = Servers.startLike(server, Map.of("context-path", "/deep/er"));
        ConsoleTab tab = ConsoleTab.open(chromium, below.base(), "ws/echo")) {
      tab.connected().send("hello").waitFor("fact-received", "1 msg");
      assertThat(tab.find("#url").inputValue()).endsWith("/deep/er/ws/echo");
      assertThat(tab.find(".step").count()).isGreaterThan(60);
    }
  }

  @Test
  void aContextPathWithoutItsSlashLeadsToThePage() {
    try (RunningServer below = Servers.startLike(server, Map.of("context-path", "/deep/er"));
        ConsoleTab tab = ConsoleTab.open(chromium, below.base().resolve("../er"), "")) {
      tab.connected();
      assertThat(tab.page().url()).isEqualTo(below.base() + "#/ws/");
    }
  }

  @Test
  void behindTlsItConnectsByWss() {
    try (RunningServer secure = Servers.startLike(server, Map.of("tls", "true"));
        ConsoleTab tab = ConsoleTab.open(chromium, secure.base(), "")) {
      tab.connected().waitFor("fact-received", "1 msg");
      assertThat(tab.find("#url").inputValue()).startsWith("wss://");
      tab.find(".step[data-pattern=echo] .step-head").click();
      assertThat(tab.find(".step[data-pattern=echo] .url-out").textContent())
          .isEqualTo(secure.ws("ws/echo").toString());
    }
  }

  @Test
  void behindAProxyThatHidesTheHostItSaysWhichOriginsWereCompared(@TempDir Path directory)
      throws IOException {
    String lines =
        "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
            + " proxy_set_header Connection \"upgrade\";";
    try (ForeignServer nginx = ForeignServer.plainNginx(directory, server.base(), lines)) {
      // without its checks, because Chromium warns of a page by http that is not on localhost
      String origin = "http://friend.example:" + nginx.uri().getPort();
      try (BrowserContext context = chromium.context(new NewContextOptions());
          Page page = context.newPage()) {
        page.navigate(origin + "/#/ws/echo");
        page.waitForFunction("() => document.querySelector('#ending .verdict')?.textContent");
        assertThat(page.locator("#ending .verdict").textContent())
            .startsWith("/inspect: the server answers this handshake with 403.")
            .contains(origin)
            .contains("http://" + server.base().getAuthority());
      }
    }
  }

  @Test
  void pagesOfAllowedOriginsConnectAndOthersAreRefused() throws IOException {
    HttpServer sites = sites();
    int port = sites.getAddress().getPort();
    String friend = "http://friend.example:" + port;
    try (RunningServer choosy = Servers.startLike(server, Map.of("allowed-origins", friend));
        BrowserContext context = chromium.context(new NewContextOptions())) {
      String url = choosy.ws("ws/message/welcome").toString();
      assertThat(connectFrom(context, friend, url)).isEqualTo("message welcome");
      assertThat(connectFrom(context, "http://127.0.0.1:" + port, url))
          .isEqualTo("message welcome");
      assertThat(connectFrom(context, "http://foreign.example:" + port, url))
          .isEqualTo("close 1006");
    } finally {
      sites.stop(0);
    }
  }

  private static Object connectFrom(BrowserContext context, String origin, String url) {
    try (Page page = context.newPage()) {
      page.navigate(origin + "/");
      assertThat(page.evaluate("location.origin")).isEqualTo(origin);
      return page.evaluate(CONNECT, url);
    }
  }

  /** An empty page, whatever the host is called. */
  private static HttpServer sites() throws IOException {
    HttpServer sites =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    sites.createContext(
        "/",
        exchange -> {
          byte[] page = "<!DOCTYPE html><title>A site</title>".getBytes(UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
        });
    sites.start();
    return sites;
  }
}
