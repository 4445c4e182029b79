package org.wsbin.symptom;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.wsbin.symptom.Remedies.Remedy;

class RemediesTest {
  private static final Set<String> PRODUCTS =
      Set.of(
          "nginx",
          "HAProxy",
          "Envoy",
          "Traefik",
          "Caddy",
          "Apache",
          "AWS ALB",
          "AWS API Gateway",
          "Cloudflare",
          "Azure");

  private final Remedies remedies = Remedies.load();

  @Test
  void eachEntryIsForASymptomAndAProduct() {
    Set<String> ids = Arrays.stream(Symptom.values()).map(Symptom::id).collect(Collectors.toSet());
    assertThat(ids).containsAll(remedies.symptoms());
    for (Symptom symptom : Symptom.values()) {
      List<String> products = remedies.of(symptom).stream().map(Remedy::product).toList();
      assertThat(PRODUCTS).containsAll(products);
      assertThat(products).as("%s", symptom).doesNotHaveDuplicates();
    }
  }

  @Test
  void whatOperatorsMeetMostHasAllProducts() {
    assertThat(remedies.of(Symptom.UPGRADE_LOST))
        .extracting(Remedy::product)
        .containsExactlyInAnyOrderElementsOf(PRODUCTS);
    assertThat(remedies.of(Symptom.IDLE_LIMIT))
        .extracting(Remedy::product)
        .containsExactlyInAnyOrderElementsOf(PRODUCTS);
    assertThat(remedies.of(Symptom.TLS)).isEmpty();
  }

  @Test
  void eachSymptomIsASentence() {
    assertThat(Symptom.values())
        .allSatisfy(
            symptom -> {
              assertThat(symptom.sentence()).matches("[A-Zp].*\\.");
              assertThat(symptom.cause()).endsWith(".");
            });
  }
}
