package org.wsbin.docs;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.wsbin.terminal.Flag;

class TerminalDocumentTest {

  @Test
  void tablesOfOptionsAreTheOnesThatTheCodeDeclares() throws IOException {
    for (Flag.Group group : Flag.Group.values()) {
      assertThat(Path.of("docs", "terminal.md")).content().contains(table(group));
    }
  }

  private static String table(Flag.Group group) {
    return "| %s | |\n|---|---|\n".formatted(group.heading().replace(":", ""))
        + Arrays.stream(Flag.values())
            .filter(flag -> flag.group() == group)
            .map(TerminalDocumentTest::row)
            .collect(joining());
  }

  private static String row(Flag flag) {
    String names = String.join(", ", flag.names()) + " " + flag.placeholder();
    return "| `%s` | %s |\n".formatted(names.strip(), flag.summary());
  }
}
