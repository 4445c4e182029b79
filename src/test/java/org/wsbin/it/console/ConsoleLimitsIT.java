package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** What the page keeps is bounded, and it says so where that shows. */
@OnStandalone
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleLimitsIT {
  /** Its module, in the browser that it is for: what no server can be made to do at will. */
  private static final String TIMING =
      """
      async () => {
        const { Timing } = await import(new URL("console/timing.js", document.baseURI));
        const timing = new Timing();
        const text = (data) => ({ kind: "text", data, size: data.length });
        %s
      }
      """;

  private final RunningServer server;
  private final Chromium chromium;

  ConsoleLimitsIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  @Test
  void aPauseThatOutlastsTheLogIsReported() {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "ws/message/hello")) {
      tab.waitFor("state", "closed 1000").find("#pause").click();
      tab.connect(server.ws("wire/no-deflate/generate/160m?chunk=16m").toString());
      tab.waitFor("fact-received", "11 msg");
      tab.page()
          .waitForFunction(
              "() => document.getElementById('limit').textContent.includes('before the pause')");
      assertThat(tab.text("limit"))
          .contains("the page keeps 100,000 entries and 128.0 MiB of payload");
      assertThat(tab.rows("text", "received").count()).isZero();
      tab.find("#pause").click();
      tab.page()
          .waitForFunction(
              "() => !document.getElementById('limit').textContent.includes('before the pause')");
      tab.find("#transcript").press("End");
      assertThat(tab.rows("text", "received").allTextContents())
          .singleElement()
          .asString()
          .contains("\"bytes\":167772160");
    }
  }

  @Test
  void anEchoIsNotMistakenForThatOfALaterMessageIfTooManyWait() {
    assertThat(
            timing(
                """
                for (let at = 0; at < 20_001; at += 1) timing.sent(text("same"), at);
                timing.received(text("same"), 30_000);
                const given = timing.roundTrips.count;
                timing.received(text("same"), 30_001);
                const { count, samples } = timing.roundTrips;
                return [given, count, samples[0].value].join();
                """))
        .isEqualTo("0,1,30000");
  }

  @Test
  void tooManyDifferentMessagesGiveRoundTripsUp() {
    assertThat(
            timing(
                """
                for (let at = 0; at < 40_000; at += 1) timing.sent(text("message " + at), at);
                const before = timing.gaveUp;
                timing.sent(text("one more"), 40_000);
                timing.received(text("one more"), 40_001);
                const after = [timing.gaveUp, timing.roundTrips.count];
                timing.reset();
                timing.sent(text("again"), 1);
                timing.received(text("again"), 3);
                return [before, ...after, timing.gaveUp, timing.roundTrips.samples[0].value].join();
                """))
        .isEqualTo("false,true,0,false,2");
  }

  private Object timing(String script) {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "ws/echo")) {
      return tab.connected().page().evaluate(TIMING.formatted(script));
    }
  }
}
