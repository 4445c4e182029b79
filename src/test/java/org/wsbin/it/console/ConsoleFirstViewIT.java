package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** What is seen first, on every server. */
@ExtendWith({ServerExtension.class, Chromium.Extension.class})
class ConsoleFirstViewIT {
  private final RunningServer server;
  private final Chromium chromium;

  ConsoleFirstViewIT(RunningServer server, Chromium chromium) {
    this.server = server;
    this.chromium = chromium;
  }

  @Test
  void aConnectionIsThereAndTimestampsArrive() {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "")) {
      tab.connected().waitFor("fact-received", "1 msg");
      assertThat(tab.find("#url").inputValue()).isEqualTo(server.ws("ws/").toString());
      assertThat(tab.page().url()).isEqualTo(server.base() + "#/ws/");
      assertThat(tab.rows("text", "received").first().textContent())
          .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}.*");
      assertThat(tab.find(".step").count()).isGreaterThan(60);
      assertThat(tab.page().context().cookies()).isEmpty();
    }
  }

  @Test
  void everyMessageOfAnEchoIsSeenBothWays() {
    try (ConsoleTab tab = ConsoleTab.open(chromium, server.base(), "ws/echo")) {
      tab.connected().send("Grüße").waitFor("fact-received", "1 msg · 7 B");
      assertThat(tab.rows("text", "sent").textContent()).isEqualTo("Grüße");
      assertThat(tab.rows("text", "received").textContent()).isEqualTo("Grüße");
    }
  }
}
