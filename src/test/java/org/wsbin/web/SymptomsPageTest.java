package org.wsbin.web;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsbin.symptom.Remedies;
import org.wsbin.symptom.Symptom;

class SymptomsPageTest {
  private final String json = SymptomsPage.json(Remedies.load());

  @Test
  void eachSymptomHasItsSentenceAndItsCause() {
    for (Symptom symptom : Symptom.values()) {
      assertThat(json)
          .contains(
              "{\"id\":\""
                  + symptom.id()
                  + "\",\"sentence\":\""
                  + symptom.sentence()
                  + "\",\"cause\":\""
                  + symptom.cause()
                  + "\",\"settings\":[");
    }
  }

  @Test
  void productsAndTheirSettingsAreInTheOrderOfTheFile() {
    assertThat(json)
        .contains(
            "\"settings\":[{\"product\":\"AWS API Gateway\","
                + "\"setting\":\"does not pass pings on: send messages\"}]",
            "\"settings\":[{\"product\":\"nginx\",\"setting\":\"proxy_read_timeout 1h;");
  }
}
