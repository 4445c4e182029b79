package org.wsbin.it.console;

import com.microsoft.playwright.Locator;
import java.net.URI;
import java.util.List;

/** The console's tab "Path", and what a person does there. */
record PathTab(ConsoleTab tab) implements AutoCloseable {
  static final List<String> CHECKS =
      List.of("handshake", "conversation", "idle", "sizes", "buffering", "closes");

  /** Opens it by its link, which starts nothing. */
  static PathTab open(Chromium chromium, URI base) {
    ConsoleTab tab = ConsoleTab.open(chromium, base, "path");
    tab.find("#path-pane").waitFor();
    return new PathTab(tab);
  }

  Locator check(String id) {
    return tab.find("#path-checks [data-check=" + id + "]");
  }

  /** Leaves only these checks ticked. */
  PathTab only(List<String> checks) {
    for (String id : CHECKS.subList(1, CHECKS.size())) {
      check(id).locator("input").setChecked(checks.contains(id));
    }
    return this;
  }

  PathTab start(int longest) {
    tab.find("#path-longest").fill(Integer.toString(longest));
    tab.find("#path-run").click();
    return this;
  }

  /** Waits until the run is over. */
  PathTab over() {
    tab.find("#path-outcome").waitFor();
    return this;
  }

  /** The states of the checks, in their order. */
  List<String> states() {
    return tab.find("#path-checks .check-state").allTextContents();
  }

  /** Those that were found, as the page names them. */
  List<String> symptoms() {
    return tab.find("#path-findings [data-symptom]").all().stream()
        .map(each -> each.getAttribute("data-symptom"))
        .toList();
  }

  /** All that the page says of the run. */
  String words() {
    return tab.text("path-checks")
        + "\n"
        + tab.text("path-status")
        + "\n"
        + tab.text("path-findings")
        + "\n"
        + tab.text("path-evidence");
  }

  @Override
  public void close() {
    tab.close();
  }
}
