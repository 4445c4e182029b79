package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CatalogueTest {
  private final Catalogue catalogue = new FakeSteps().catalogue;

  @Test
  void stepsAreFoundByAllTheirNames() {
    assertThat(catalogue.has("wired")).isTrue();
    assertThat(catalogue.has("error/wired")).isTrue();
    assertThat(catalogue.has("fault")).isFalse();
    assertThat(catalogue.has("Wired")).isFalse();
    assertThat(catalogue.named("time")).hasSize(2);
    assertThat(catalogue.named("nothing")).isEmpty();
  }

  @Test
  void aNameOfTwoPartsIsKnownByItsFirst() {
    assertThat(catalogue.hasLonger("fault")).isTrue();
    assertThat(catalogue.hasLonger("error")).isTrue();
    assertThat(catalogue.hasLonger("fau")).isFalse();
    assertThat(catalogue.hasLonger("say")).isFalse();
  }

  @Test
  void theDeclarationsAreInTheGivenOrder() {
    assertThat(catalogue.declarations())
        .extracting(Declaration::name)
        .startsWith("shape", "say", "count", "time", "time", "wired")
        .hasSize(9);
  }

  @ParameterizedTest
  @CsvSource({
    "say, say",
    "sya, say",
    "shap, shape",
    "tiem, time",
    "wird, wired",
    "fault/mask, fault/masked",
    "fault/rsw, fault/rsv",
    "counts, count"
  })
  void theNearestNeedsTheFewestChanges(String name, String nearest) {
    assertThat(catalogue.nearest(name).declaration().name()).isEqualTo(nearest);
  }

  @Test
  void aLongNameIsNoMoreWorkThanAShortOne() {
    assertThat(catalogue.nearest("say" + "y".repeat(1_000_000)).declaration()).isNotNull();
  }
}
