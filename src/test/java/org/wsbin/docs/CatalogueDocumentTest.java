package org.wsbin.docs;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.wsbin.it.scenario.Examples;
import org.wsbin.scenario.Declaration;

/** Writes the page on each build, and sees to it that the one in docs/ is the same. */
class CatalogueDocumentTest {
  private static final Path WRITTEN = Path.of("target", "catalogue.md");

  @Test
  void thePageIsWhatTheStepsDeclare() throws IOException {
    String page = new CatalogueDocument(Examples.catalogue().declarations()).text();
    Files.writeString(WRITTEN, page);
    assertThat(Path.of("docs", "catalogue.md")).as("copy %s to docs/", WRITTEN).hasContent(page);
  }

  @Test
  void everyStepHasAnExampleOfItsOwn() {
    for (Declaration step : Examples.catalogue().declarations()) {
      assertThat(step.examples())
          .as(step.pattern())
          .isNotEmpty()
          .allSatisfy(example -> assertThat(example.path()).contains(step.name()));
    }
  }
}
