package org.wsbin.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** All connections were ended at the same time: for their age, or for being idle. */
class IdleCheckTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          60  | true  | age-limit  | busy or not
          60  | false | idle-limit | Pings of the client did not keep another one open
          1   | true  | idle-limit | may have been too seldom
          1   | false | idle-limit | may have been too seldom
          """)
  void onlyMessagesThatHadTimeToCountTellTheAge(
      double limit, boolean data, String symptom, String words) {
    FoundSymptom found = IdleCheck.together(limit, "the end of TCP", data, "client", "server");
    assertThat(found.symptom().id()).isEqualTo(symptom);
    assertThat(found.what()).contains(words);
  }
}
