package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Violation;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;

class MessageMeterTest {
  private static final Violation TOO_LARGE =
      new Violation(Rule.TOO_BIG, "The message is larger than 1024 bytes.");
  private static final Violation TOO_MANY =
      new Violation(Rule.TOO_MANY_FRAGMENTS, "The message has more than 3 fragments.");

  private final MessageMeter meter = meter("1k", "3");

  @Test
  @DisplayName("RFC 6455 section 7.4.1: one byte over the limit is 1009")
  void sizeHasALimit() {
    assertThat(meter.objection(1024, true)).isEmpty();
    assertThat(meter.objection(1025, true)).hasValue(TOO_LARGE);
  }

  @Test
  @DisplayName("RFC 6455 section 7.4.1: the slices of a message add up, before its end is known")
  void slicesAddUp() {
    assertThat(meter.objection(1000, false)).isEmpty();
    assertThat(meter.objection(24, false)).isEmpty();
    assertThat(meter.objection(1, false)).hasValue(TOO_LARGE);
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: a fragment over the limit is 1009, an empty one too")
  void fragmentsHaveALimit() {
    assertThat(meter.objection(0, false)).isEmpty();
    assertThat(meter.objection(0, false)).isEmpty();
    assertThat(meter.objection(0, false)).isEmpty();
    assertThat(meter.objection(0, true)).hasValue(TOO_MANY);
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: as many fragments as allowed are taken")
  void theLastFragmentCounts() {
    meter.objection(1, false);
    meter.objection(1, false);
    assertThat(meter.objection(1, true)).isEmpty();
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: each message is counted by itself")
  void messagesDoNotAddUp() {
    for (int message = 0; message < 10; message++) {
      assertThat(meter.objection(500, false)).isEmpty();
      assertThat(meter.objection(500, false)).isEmpty();
      assertThat(meter.objection(24, true)).isEmpty();
    }
  }

  @Test
  void aSliceAsAContainerCutsItIsNoFragment() {
    MessageMeter large = meter("1m", "3");
    for (int slice = 0; slice < 10; slice++) {
      assertThat(large.objection(4096, false)).isEmpty();
    }
    assertThat(large.objection(4095, false)).isEmpty();
    assertThat(large.objection(4095, false)).isEmpty();
    assertThat(large.objection(4095, false)).isEmpty();
    assertThat(large.objection(4095, false)).hasValue(TOO_MANY);
  }

  @Test
  void sizesBeyondAnIntAreCounted() {
    MessageMeter huge = meter("4g", "3");
    int slice = 1 << 30;
    for (int count = 0; count < 4; count++) {
      assertThat(huge.objection(slice, false)).isEmpty();
    }
    assertThat(huge.objection(4096, false))
        .hasValue(new Violation(Rule.TOO_BIG, "The message is larger than 4294967296 bytes."));
  }

  private static MessageMeter meter(String maxMessage, String maxFragments) {
    Map<String, String> flags = Map.of("max-message", maxMessage, "max-fragments", maxFragments);
    return new MessageMeter(Settings.load(List.of(Source.flags(flags))).limits());
  }
}
