package org.wsbin.skips;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Disabled;
import org.junit.jupiter.api.Test;
import org.junit.platform.launcher.LauncherSession;
import org.junit.platform.launcher.core.LauncherConfig;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

class SkipListenerTest {
  private final List<String> printed = new ArrayList<>();

  @Test
  void aSkipThatIsNotOnTheListFailsTheRunInCi() {
    assertThatThrownBy(() -> run(true, Aborted.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("skips.SkipListenerTest$Aborted.byAnAssumption")
        .hasMessageContaining("There is no such program.");
  }

  @Test
  void aDisabledClassIsASkipToo() {
    assertThatThrownBy(() -> run(true, Off.class))
        .isInstanceOf(AssertionError.class)
        .hasMessageContaining("skips.SkipListenerTest$Off: not on this server");
  }

  @Test
  void outsideOfCiASkipIsPrintedOnly() {
    assertThatCode(() -> run(false, Aborted.class)).doesNotThrowAnyException();
    assertThat(printed).hasSize(2).allMatch(line -> line.startsWith("Skipped: "));
  }

  @Test
  void aListedSkipPassesAndIsPrintedOnce() {
    String line = "skips.*Aborted.* | * | There is no such program.";

    assertThatCode(() -> run(true, Aborted.class, line)).doesNotThrowAnyException();
    assertThat(printed)
        .singleElement()
        .asString()
        .startsWith("Skipped, which is allowed: ")
        .contains("There is no such program.");
  }

  @Test
  void aTestThatRunsIsNoSkip() {
    assertThatCode(() -> run(true, Running.class)).doesNotThrowAnyException();
    assertThat(printed).isEmpty();
  }

  /** In a session of its own, in which nothing is found by itself. */
  private void run(boolean ci, Class<?> tests, String... list) {
    SkipReport report =
        new SkipReport(Stream.of(list).map(AllowedSkip::parse).toList(), printed::add);
    LauncherConfig config =
        LauncherConfig.builder()
            .enableLauncherSessionListenerAutoRegistration(false)
            .enableTestExecutionListenerAutoRegistration(false)
            .addLauncherSessionListeners(new SkipListener(report, ci))
            .build();
    try (LauncherSession session = LauncherFactory.openSession(config)) {
      session
          .getLauncher()
          .execute(LauncherDiscoveryRequestBuilder.request().selectors(selectClass(tests)).build());
    }
  }

  static class Aborted {
    @Test
    void byAnAssumption() {
      abort("There is no such program.");
    }

    @Test
    void byTheSameAssumption() {
      abort("There is no such program.");
    }
  }

  @Disabled("not on this server")
  static class Off {
    @Test
    void never() {}
  }

  static class Running {
    @Test
    void always() {}
  }
}
