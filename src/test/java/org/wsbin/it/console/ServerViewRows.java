package org.wsbin.it.console;

import com.microsoft.playwright.Locator;
import java.util.List;
import java.util.stream.Stream;
import org.wsbin.it.server.RunningServer;

/** The rows of the console's tab "Server's view". */
final class ServerViewRows {
  private ServerViewRows() {}

  /** Opens the console of that server, and the tab. */
  static ConsoleTab open(Chromium chromium, RunningServer from, String fragment) {
    ConsoleTab tab = ConsoleTab.open(chromium, from.base(), fragment);
    tab.find("#panes [data-key=server]").click();
    return tab;
  }

  static Locator rows(ConsoleTab tab, String more) {
    return tab.find("#server-list .row:not([hidden])" + more);
  }

  /** The parts of a row that has come, without the time and the masking key. */
  static List<String> row(ConsoleTab tab, String more) {
    Locator row = rows(tab, more).first();
    row.waitFor();
    return Stream.of(".way", ".opcode", ".bits", ".what", ".size")
        .map(part -> row.locator(part).textContent())
        .toList();
  }
}
