package org.wsbin.it.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class MainThreadTasksTest {
  private static final String NAMES =
      """
      {"traceEvents":[
      {"args":{"name":"CrRendererMain"},"cat":"__metadata","name":"thread_name","ph":"M","pid":7,"tid":7,"ts":0},
      {"args":{"name":"Compositor"},"cat":"__metadata","name":"thread_name","ph":"M","pid":7,"tid":9,"ts":0},
      """;

  private static String task(int thread, int micros) {
    return """
        {"args":{},"cat":"toplevel","dur":%d,"name":"ThreadControllerImpl::RunTask","ph":"X","pid":7,"tdur":%d,"tid":%d,"ts":3},
        """
        .formatted(micros * 10, micros, thread);
  }

  @Test
  void theProcessorTimeOfMainThreadsCounts() {
    String trace = NAMES + task(7, 30) + task(9, 500) + task(7, 70);

    assertThat(MainThreadTasks.of(trace)).isEqualTo(new MainThreadTasks(2, 100, 70));
    assertThat(MainThreadTasks.of(trace).longestShare()).isEqualTo(0.7);
  }

  @Test
  void aTaskThatHasNotEndedIsNotCounted() {
    String unfinished = task(7, 30).replace("\"X\"", "\"B\"").replace("\"tdur\":30,", "");

    assertThat(MainThreadTasks.of(NAMES + task(7, 20) + unfinished).count()).isEqualTo(1);
  }

  @Test
  void aTraceWithoutTasksIsAnError() {
    assertThatThrownBy(() -> MainThreadTasks.of(NAMES + task(9, 1)))
        .hasMessageContaining("no task of a page's main thread");
  }
}
