package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.scenario.BadParameterException;

class CookieTest {

  @ParameterizedTest
  @CsvSource({
    "/ws/cookie/flavour/oat/echo, /ws/cookie/flavour/oat/echo",
    "/wsbin/ws/cookie/a;b, /wsbin/ws/cookie/a%3Bb"
  })
  void itIsForThePathOfTheRequestAndEndsSoon(String requested, String path) {
    FakeOpeningRequest opening = new FakeOpeningRequest();
    opening.path = requested;
    assertThat(PlayedScenario.reply("cookie/flavour/oat/echo", opening).headers())
        .containsExactly(
            Map.entry(
                "Set-Cookie",
                "flavour=oat; Path=" + path + "; Max-Age=60; HttpOnly; SameSite=Lax"));
  }

  @Test
  @DisplayName("RFC 6265 section 5.1.4: a long path is cut where it still matches the request")
  void aLongPathIsCutAtASlash() {
    FakeOpeningRequest opening = new FakeOpeningRequest();
    opening.path = "/ws/cookie/flavour/oat/message/" + "x".repeat(300);
    assertThat(PlayedScenario.reply("cookie/flavour/oat/echo", opening).headers().get(0).getValue())
        .contains("; Path=/ws/cookie/flavour/oat/message;");
    opening.path = "/" + "x".repeat(300);
    assertThat(PlayedScenario.reply("cookie/flavour/oat/echo", opening).headers().get(0).getValue())
        .contains("; Path=/;");
  }

  @Test
  void eachIsAHeaderOfItsOwn() {
    assertThat(
            PlayedScenario.reply("cookie/a/1/cookie/b/2/echo", new FakeOpeningRequest()).headers())
        .hasSize(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"%20", "%22", ",", ";", "%5C", "%7F", "%00", "a%0D%0AX:1", "%C3%A9"})
  @DisplayName("RFC 6265 section 4.1.1: what no cookie-octet is")
  void aValueIsPrintableAndWithoutSeparators(String value) {
    assertThatThrownBy(() -> PlayedScenario.scenario("cookie/name/" + value))
        .isInstanceOf(BadParameterException.class)
        .hasMessageStartingWith("Step 1 is cookie/{name}/{value}, whose value is ");
  }

  @Test
  @DisplayName("RFC 6265 section 4.1.1: all cookie-octets")
  void everyCookieOctetIsAccepted() {
    for (char c = '!'; c <= '~'; c++) {
      if ("\",;\\".indexOf(c) < 0) {
        String path = String.format("cookie/name/%%%02X/echo", (int) c);
        assertThat(PlayedScenario.reply(path, new FakeOpeningRequest()).headers().get(0).getValue())
            .startsWith("name=" + c + "; ");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"a%20b", "a=b", "a;b", "%0A"})
  void aNameIsAToken(String name) {
    assertThatThrownBy(() -> PlayedScenario.scenario("cookie/" + name + "/value"))
        .isInstanceOf(BadParameterException.class)
        .hasMessageContaining("whose name is ");
  }
}
