package org.wsbin.workload;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SendTimesTest {
  @Test
  void timesComeOutInTheirOrderWhileItGrowsAndTurns() {
    SendTimes times = new SendTimes();
    long in = 0;
    long out = 0;
    for (int round = 1; round < 200; round++) {
      for (int i = 0; i < round; i++) {
        times.add(in++);
      }
      assertThat(times.at(0)).isEqualTo(out);
      assertThat(times.at(times.size() - 1)).isEqualTo(in - 1);
      for (int i = 0; i < round - 1; i++) {
        assertThat(times.poll()).isEqualTo(out++);
      }
    }
    assertThat(times.size()).isEqualTo(199);
  }
}
