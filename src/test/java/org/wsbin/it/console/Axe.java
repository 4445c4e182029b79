package org.wsbin.it.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;

/** What axe-core finds wrong with a page, for people who use it in another way. */
final class Axe {
  private static final String FIND =
      """
      async () => (await axe.run()).violations.map(
          ({ id, help, nodes }) => id + ": " + help + " " + nodes.map(({ html }) => html).join(" "))
      """;

  private Axe() {}

  /** One sentence for each rule that is broken. */
  static List<?> violations(Page page) throws IOException {
    try (InputStream script = Axe.class.getResourceAsStream("/axe.min.js")) {
      page.evaluate(new String(script.readAllBytes(), UTF_8));
    }
    return (List<?>) page.evaluate(FIND);
  }
}
