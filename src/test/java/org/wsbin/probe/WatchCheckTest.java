package org.wsbin.probe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsbin.symptom.Symptom;

class WatchCheckTest {
  private static final String WATCHED = "2 connections for 60 s";
  private final WatchCheck.Story story = new WatchCheck.Story();

  @Test
  void aConnectionThatIsBackIsCountedOnce() {
    story.cut("after 12 s by a close frame with 1001");
    story.back(1.5);
    CheckResult result = story.told(WATCHED, 0, 0);
    assertThat(result.summary()).isEqualTo("1 cut of 2 connections for 60 s");
    assertThat(result.findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.symptom()).isEqualTo(Symptom.CUT_TOGETHER);
              assertThat(found.what())
                  .isEqualTo(
                      "1 time a connection was cut, of 2 connections for 60 s. The first: after 12 s"
                          + " by a close frame with 1001. The longest time to connect again: 1.5 s.");
            });
    assertThat(result.evidence()).hasSize(2);
  }

  @Test
  void whatDoesNotComeBackIsSaid() {
    story.cut("after 12 s by the end of TCP");
    story.cut("after 13 s by the end of TCP");
    story.refused("Connection refused");
    assertThat(story.told(WATCHED, 2, 0).findings().get(0).what())
        .startsWith("2 times a connection was cut")
        .endsWith("Not connected again: 2.");
  }

  @Test
  void connectionsThatNeverOpenAreFoundToo() {
    story.refused("The server answered with 503, not with 101.");
    CheckResult result = story.told(WATCHED, 0, 1);
    assertThat(result.findings())
        .singleElement()
        .satisfies(
            found -> {
              assertThat(found.symptom()).isEqualTo(Symptom.CONNECTIONS_LIMITED);
              assertThat(found.what())
                  .isEqualTo(
                      "1 of 2 connections for 60 s could not be opened: The server answered with"
                          + " 503, not with 101.");
            });
  }

  @Test
  void nothingHappens() {
    CheckResult result = story.told(WATCHED, 0, 0);
    assertThat(result.outcome()).isEqualTo(CheckResult.Outcome.GOOD);
    assertThat(result.summary()).isEqualTo("none of 2 connections for 60 s was cut");
  }
}
