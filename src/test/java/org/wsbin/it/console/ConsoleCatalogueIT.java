package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.scenario.Examples;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Engine;

/** The catalogue on the page: each behaviour is found, filled in and tried. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleCatalogueIT {
  private static final String NEVER_OPENED =
      """
      () => {
        const ending = document.getElementById("ending");
        return !ending.hidden && ending.textContent.includes("The connection never opened");
      }""";

  private final RunningServer server;
  private final Chromium chromium;

  ConsoleCatalogueIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  private ConsoleTab open() {
    ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "ws/echo").connected();
    tab.find(".step").first().waitFor();
    return tab;
  }

  @Test
  void everyBehaviourIsTriedOnce() {
    List<Declaration> steps = Examples.catalogue().declarations();
    try (ConsoleTab tab = open()) {
      assertThat(tab.find(".step").count()).isEqualTo(steps.size());
      for (Declaration step : steps) {
        Locator item = tab.find(".step[data-pattern=\"%s\"]".formatted(step.pattern()));
        item.locator(".step-head").click();
        String url = item.locator(".url-out").textContent();
        String engine = step.engines().contains(Engine.CONTAINER) ? "ws/" : "wire/";
        assertThat(url).as(step.pattern()).startsWith(server.ws(engine).toString());
        item.locator("button[type=submit]").click();
        tab.page().waitForFunction("url => document.getElementById('url').value === url", url);
        if (!isLate(step)) {
          tab.page()
              .waitForFunction(
                  "() => /^(connected|closed)/.test(document.getElementById('state').textContent)");
        }
        assertThat(tab.page().evaluate(NEVER_OPENED))
            .as(step.pattern())
            .isEqualTo(isRefusing(step));
        item.locator(".step-head").click();
      }
    }
  }

  private static boolean isLate(Declaration step) {
    return step.name().equals("fault/no-answer") || step.name().equals("fault/delay");
  }

  /** Behaviours with which a browser never gets a connection. */
  private static boolean isRefusing(Declaration step) {
    return List.of(
            "no-subprotocol", // one is offered, and Chromium insists
            "status",
            "basic-auth",
            "bearer",
            "redirect",
            "fault/accept-wrong",
            "fault/accept-missing",
            "fault/accept-twice",
            "fault/subprotocol-unoffered",
            "fault/extension-unoffered",
            "fault/upgrade-missing",
            "fault/connection-missing",
            "fault/status",
            "fault/unauthorized",
            "fault/redirect")
        .contains(step.name());
  }

  @Test
  void theUrlFollowsTheForm() {
    try (ConsoleTab tab = open()) {
      Locator item = tab.find(".step[data-pattern=\"close/{code}\"]");
      item.locator(".step-head").click();
      item.getByLabel("{code}").fill("4002");
      item.getByLabel("?reason=").fill("so be it");
      item.getByLabel("Steps before").fill("message/a%2Fb/delay/100ms");
      item.getByLabel("/wire").check();
      String url =
          server.ws("wire/message/a%2Fb/delay/100ms/close/4002?reason=so%20be%20it").toString();
      assertThat(item.locator(".url-out").textContent()).isEqualTo(url);
      assertThat(item.locator(".code").textContent()).contains(url);
      item.locator("button[type=submit]").click();
      tab.waitFor("state", "closed 4002");
      assertThat(tab.rows("text", "received").last().textContent()).isEqualTo("a/b");
      assertThat(tab.text("ending")).contains("“so be it”");
    }
  }

  @Test
  void rangesAndDefaultsAreDisplayed() {
    try (ConsoleTab tab = open()) {
      Locator item = tab.find(".step[data-pattern=\"time\"]");
      item.locator(".step-head").click();
      Locator count = item.getByLabel("?count=");
      assertThat(count.getAttribute("min")).isEqualTo("1");
      assertThat(count.getAttribute("max")).isEqualTo("1000000");
      assertThat(item.textContent()).contains("from 10ms to 1h; 2s unless given");
      assertThat(item.locator("option").allTextContents())
          .containsExactly("iso", "long", "epoch-millis");
      assertThat(tab.find(".step[data-pattern=drop] input[value=ws]").count()).isZero();
    }
  }

  @Test
  void aSearchLeavesWhatHasAllItsWords() {
    try (ConsoleTab tab = open()) {
      tab.find("#search").fill("utf8 truncated");
      tab.waitFor("catalogue-count", "1 of ");
      assertThat(tab.find(".step:not([hidden])").getAttribute("data-pattern"))
          .isEqualTo("fault/utf8-truncated");
      assertThat(tab.find(".group:not([hidden]) h3").allTextContents()).containsExactly("Faults");
    }
  }
}
