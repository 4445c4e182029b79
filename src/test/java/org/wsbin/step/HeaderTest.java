package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.scenario.BadParameterException;

class HeaderTest {

  @Test
  void headersAreAddedInOrder() {
    String path = "header/X-Colour/dark%20green/header/x-colour/a%22b/header/X-A/1/echo";
    assertThat(PlayedScenario.reply(path, new FakeOpeningRequest()).headers())
        .containsExactly(
            Map.entry("X-Colour", "dark green"),
            Map.entry("x-colour", "a\"b"),
            Map.entry("X-A", "1"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Connection",
        "connection",
        "Keep-Alive",
        "Proxy-Connection",
        "Proxy-Authenticate",
        "Proxy-Authorization",
        "TE",
        "Trailer",
        "Transfer-Encoding",
        "UPGRADE",
        "Content-Length",
        "Content-Type",
        "Content-Encoding",
        "Set-Cookie",
        "Strict-Transport-Security",
        "clear-site-data",
        "Alt-Svc",
        "Refresh",
        "Location",
        "Content-Security-Policy",
        "content-security-policy-report-only",
        "NEL",
        "Report-To",
        "Date",
        "Server",
        "Sec-WebSocket-Accept",
        "sec-websocket-anything",
        "a%20b",
        "a:b",
        "a%0D%0Ab",
        "%C3%A9"
      })
  @DisplayName(
      "RFC 9110 section 7.6.1: no header about the connection, none that a browser keeps, and none"
          + " that is no name")
  void whatIsAboutTheConnectionOrIsKeptIsRefused(String name) {
    assertThatThrownBy(() -> PlayedScenario.scenario("header/" + name + "/value"))
        .isInstanceOf(BadParameterException.class)
        .hasMessageStartingWith("Step 1 is header/{name}/{value}, whose name is ")
        .hasMessageContaining("allowed is a header name, except those of the connection itself");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a%0D%0AX-Evil:%201",
        "a%0Ab",
        "a%0Db",
        "%0D%0A",
        "a%0A",
        "%00",
        "%7F",
        "%20a",
        "a%20",
        "a%09b",
        "%C3%A9",
        "a%E5%98%8A",
        ""
      })
  @DisplayName("RFC 9110 section 5.5: a value of printable ASCII, so that none splits the answer")
  void aValueIsPrintableAscii(String value) {
    assertThatThrownBy(() -> PlayedScenario.scenario("header/X-A/" + value + "/echo"))
        .isInstanceOf(BadParameterException.class)
        .hasMessageStartingWith("Step 1 is header/{name}/{value}, whose value is ")
        .hasMessageEndingWith("allowed is printable ASCII, without line breaks.");
  }
}
