package org.wsbin.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SecondCollectorTest {
  @Test
  void aSecondInWhichNothingCameBackIsAPointToo() {
    SecondCollector collector = new SecondCollector(1, second -> {});
    collector.add(second(0, 100));
    collector.add(second(1, 0));
    collector.add(second(2, 100));
    collector.add(second(3, 0));
    assertThat(collector.points()).extracting(LoadPoint::received).containsExactly(100L, 0L, 100L);
  }

  private static LoadSecond second(int number, long received) {
    return new LoadSecond(number, LoadSecond.histogram(), received, received, 0, 0, 0);
  }
}
