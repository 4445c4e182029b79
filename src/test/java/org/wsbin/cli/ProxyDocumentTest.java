package org.wsbin.cli;

import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class ProxyDocumentTest {
  @Test
  void tableOfOptionsIsTheOneThatTheCodeDeclares() throws IOException {
    String rows = ProxyCommand.CHOICES.stream().map(ProxyDocumentTest::row).collect(joining());
    assertThat(Path.of("docs", "proxy.md")).content().contains("|---|---|\n" + rows);
  }

  private static String row(ProxyCommand.Choice choice) {
    String repeated = choice.many() ? "; may be repeated" : "";
    String names = (choice.name() + " " + choice.value()).strip();
    return "| `%s` | %s%s |\n".formatted(names, choice.summary(), repeated);
  }
}
