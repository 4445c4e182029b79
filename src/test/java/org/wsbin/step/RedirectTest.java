package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Engine;

/** The client has asked localhost:8000. */
class RedirectTest {

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void byDefaultItLeadsToTheEcho(int code) {
    FakeOpeningRequest opening = new FakeOpeningRequest();
    opening.contextPath = "/wsbin";
    opening.engine = Engine.CONTAINER;
    assertThat(PlayedScenario.reply("redirect/" + code, opening).instead())
        .hasValue(
            new Refused(
                code,
                Map.of("Location", "/wsbin/ws/echo"),
                "Connect to the address in the Location header."));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/elsewhere",
        "/elsewhere?a=b#c",
        "elsewhere",
        "../elsewhere",
        "?a=b",
        "//localhost:8000/elsewhere",
        "http://localhost:8000/elsewhere",
        "https://localhost:8000/",
        "ws://LOCALHOST:8000/",
        "wss://localhost:8000/",
        "/http://evil/"
      })
  void itLeadsAnywhereOnTheHost(String to) {
    assertThat(PlayedScenario.reply(path(to), new FakeOpeningRequest()).instead())
        .hasValueSatisfying(answer -> assertThat(answer.headers()).containsEntry("Location", to));
  }

  @Test
  void behindATrustedProxyTheHostIsThatOfTheClient() {
    FakeOpeningRequest opening = new FakeOpeningRequest();
    opening.publicHost = Optional.of("wsbin.example");
    assertThat(PlayedScenario.reply(path("https://wsbin.example/x"), opening).instead())
        .isPresent();
    assertThatThrownBy(() -> PlayedScenario.reply(path("http://localhost:8000/x"), opening))
        .isInstanceOf(BadParameterException.class);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "//evil",
        "//evil/localhost:8000",
        "///evil",
        "////evil",
        "///localhost:8000/",
        "//?x",
        "http://evil",
        "http://evil:8000/",
        "http:///evil",
        "http:/evil",
        "http:evil",
        "http:",
        "\\\\evil",
        "/\\evil",
        "\\/evil",
        "http:\\\\evil",
        "http://localhost:8000@evil",
        "http://user@localhost:8000/",
        "http://localhost:8000.evil/",
        "http://localhost:80001/",
        "http://localhost/",
        "http://localhost:8000\\@evil",
        "javascript:alert(1)",
        "data:text/html,x",
        "ftp://localhost:8000/",
        "file:///etc/passwd",
        "/a\r\nSet-Cookie: x=y",
        "/\tevil",
        "\t//evil",
        " //evil",
        "/a b",
        "/\u00e9",
        "/\u0000",
        "/\u007f",
        "/%zz",
        "http://[",
        "a:b:c"
      })
  void itNeverLeavesTheHost(String to) {
    assertThatThrownBy(() -> PlayedScenario.reply(path(to), new FakeOpeningRequest()))
        .isInstanceOf(BadParameterException.class)
        .hasMessageStartingWith("The parameter to is \"")
        .hasMessageEndingWith("\"; allowed is a path or a URL of this host.");
  }

  @Test
  void withoutAHostThereIsNoRedirect() {
    FakeOpeningRequest twice = new FakeOpeningRequest().header("Host", "evil");
    assertThatThrownBy(() -> PlayedScenario.reply("redirect/302?to=//evil/", twice))
        .isInstanceOf(BadParameterException.class);
  }

  @ParameterizedTest
  @CsvSource({"300", "304", "200", "400"})
  void otherCodesAreNoRedirects(String code) {
    assertThatThrownBy(() -> PlayedScenario.scenario("redirect/" + code))
        .isInstanceOf(BadParameterException.class)
        .hasMessage(
            "Step 1 is redirect/{code}, whose code is \""
                + code
                + "\"; allowed is 301, 302, 303, 307 or 308.");
  }

  private static String path(String to) {
    return "redirect/302?to=" + URLEncoder.encode(to, StandardCharsets.UTF_8);
  }
}
