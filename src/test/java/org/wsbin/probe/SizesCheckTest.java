package org.wsbin.probe;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.EnumMap;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.probe.SizesCheck.Form;
import org.wsbin.symptom.Symptom;

class SizesCheckTest {
  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "FRAME_TO_SERVER, FRAME_LIMIT",
    "FRAME_TO_SERVER MESSAGE_TO_SERVER, MESSAGE_LIMIT MESSAGE_LIMIT",
    "FRAME_TO_SERVER MESSAGE_TO_CLIENT, FRAME_LIMIT MESSAGE_LIMIT",
    "FRAME_TO_SERVER MESSAGE_TO_SERVER FRAME_TO_CLIENT, MESSAGE_LIMIT MESSAGE_LIMIT FRAME_LIMIT",
  })
  void aWayWhoseFragmentsPassHasALimitForFrames(String limited, String symptoms) {
    Map<Form, FoundSymptom> limits = new EnumMap<>(Form.class);
    for (String form : limited.split(" ", -1)) {
      limits.put(
          Form.valueOf(form), new FoundSymptom(Symptom.MESSAGE_LIMIT, "what", "client", "server"));
    }
    assertThat(limits.keySet().stream().map(form -> SizesCheck.named(form, limits)))
        .extracting(found -> found.symptom().name())
        .containsExactly(symptoms.split(" ", -1));
  }
}
