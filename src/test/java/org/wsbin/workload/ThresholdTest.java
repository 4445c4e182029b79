package org.wsbin.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ThresholdTest {
  /** 1, 2, 3 and 100 ms; 100 messages a second; 10 errors on 1000 messages. */
  private static final LoadResult RESULT =
      LoadSamples.result(
          LoadSamples.echo(Optional.of(100.0)),
          LoadSamples.millis(1, 2, 3, 100),
          1000,
          Map.of("no answer", 10L),
          LoadSamples.idle());

  @ParameterizedTest
  @CsvSource({
    "p50>1ms, true",
    "p50>2.1ms, false",
    "p50 < 5ms, true",
    "p99>50ms, true",
    "P99.9>=101ms, false",
    "max>99ms, true",
    "max>1s, false",
    "min<500us, false",
    "mean>20ms, true",
    "mean>30ms, false",
    "connect-p50>1ms, true",
    "connect-max>31ms, false",
    "connect-p99>29ms, true",
    "rate<100, false",
    "rate<=100, true",
    "rate<101/s, true",
    "rate>1000, false",
    "errors>0, true",
    "errors>10, false",
    "errors>=10, true",
    "errors>1%, false",
    "errors>0.9%, true"
  })
  void aConditionIsTrueOrNot(String text, boolean failed) {
    Threshold.Outcome outcome = Threshold.parse(text).orElseThrow().of(RESULT);
    assertThat(outcome.failed()).isEqualTo(failed);
    assertThat(outcome.sentence())
        .startsWith(failed ? "Failed: " + text + ": " : "Passed: " + text + " is not true: ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "p99",
        "p99>50",
        "p99=50ms",
        "p101>1ms",
        "p>1ms",
        "p99>50 parsecs",
        "rate<5ms",
        "errors>1ms",
        "errors>-1",
        "errors>1e9",
        "latency>1ms",
        "connect-rate<5",
        ">1ms"
      })
  void everythingElseIsNone(String text) {
    assertThat(Threshold.parse(text)).isEmpty();
  }

  @Test
  void whereNothingWasMeasuredNoLatencyIsGood() {
    LoadResult nothing =
        LoadSamples.result(
            LoadSamples.echo(Optional.empty()),
            LoadSecond.histogram(),
            0,
            Map.of(),
            LoadSamples.idle());
    assertThat(Threshold.parse("p99>1s").orElseThrow().of(nothing).failed()).isTrue();
  }

  @Test
  void theSentenceSaysWhatWasMeasured() {
    assertThat(Threshold.parse("p99>50ms").orElseThrow().of(RESULT).sentence())
        .isEqualTo("Failed: p99>50ms: p99 is 100 ms.");
  }
}
