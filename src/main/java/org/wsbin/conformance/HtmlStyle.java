package org.wsbin.conformance;

import org.wsbin.text.StyleSheet;

/** The style sheet of the page: the filters are rules too, so that it needs no script. */
record HtmlStyle(String css) {
  private static final String FILE = "report.css";

  /** With the rules for filters of the catalogue's groups and of all agents that there may be. */
  static HtmlStyle of(CaseCatalogue catalogue) {
    StringBuilder rules = new StringBuilder(StyleSheet.read(HtmlStyle.class, FILE));
    for (CaseId group : catalogue.groups().keySet()) {
      rules.append(
          "body:has(#g%1$s:checked) .group:not(.g%1$s) { display: none; }\n".formatted(group));
    }
    for (int agent = 0; agent < Results.MOST_AGENTS; agent++) {
      rules.append(
          """
          body:has(#a%1$s:checked) .by:not(.a%1$s) { display: none; }
          body:has(#failed:checked):has(#a%1$s:checked) .can:not(.f%1$s) { display: none; }
          """
              .formatted(agent));
    }
    return new HtmlStyle(rules.toString());
  }

  /** A Content-Security-Policy that allows this style and nothing else. */
  String policy() {
    return StyleSheet.policy(css);
  }
}
