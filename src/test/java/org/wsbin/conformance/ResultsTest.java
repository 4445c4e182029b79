package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.Role;

class ResultsTest {
  private static final CaseId ID = CaseId.of("1.1.1");

  private final Results results = new Results(Long.MAX_VALUE);

  private static CaseResult result(String agent, String id) {
    return new CaseResult(
        Played.named(id),
        new CaseRun.Setting(agent, 1, Role.SERVER, "", ""),
        true,
        Instant.EPOCH,
        Duration.ZERO,
        new CaseJudgement(Verdicts.Behaviour.OK, "", Verdicts.Close.OK, ""),
        new Ending(),
        List.of(),
        new Wirelog());
  }

  @Test
  void keepsTheLastResultOfEachCase() {
    CaseResult last = result("A", "1.1.1");
    results.add(result("A", "2.10"));
    results.add(result("A", "1.1.1"));
    results.add(last);
    results.add(result("A", "2.9"));

    assertThat(results.find("A", ID)).containsSame(last);
    assertThat(results.of("A"))
        .extracting(each -> each.played().id().toString())
        .containsExactly("1.1.1", "2.9", "2.10");
    assertThat(results.of("B")).isEmpty();
    assertThat(results.find("B", ID)).isEmpty();
  }

  @Test
  void keepsTwentyAgentsAndDropsTheOldest() {
    for (int i = 0; i < 21; i++) {
      results.add(result("agent " + i, "1.1.1"));
      results.add(result("agent " + i, "1.1.2"));
    }

    assertThat(results.agents())
        .hasSize(Results.MOST_AGENTS)
        .doesNotContain("agent 0")
        .contains("agent 1", "agent 20");
    results.add(result("agent 0", "1.1.1"));
    assertThat(results.agents()).hasSize(20).contains("agent 0").doesNotContain("agent 1");
    assertThat(results.of("agent 0")).hasSize(1);
  }

  /** The oldest agent goes; of the only one, the wire log. */
  @Test
  void theyStayWithinTheirBytes() {
    Results few = new Results(3 * result("A", "1.1.1").bytes());
    few.add(result("A", "1.1.1"));
    few.add(result("B", "1.1.1"));
    few.add(result("B", "1.1.2"));
    few.add(result("B", "1.1.3"));
    assertThat(few.agents()).containsExactly("B");

    Wirelog large = new Wirelog();
    for (int i = 0; i < 100; i++) {
      large.timer("KL", "x".repeat(100));
    }
    CaseResult heavy =
        new CaseResult(
            Played.named("1.1.4"),
            new CaseRun.Setting("B", 4, Role.SERVER, "a request", ""),
            true,
            Instant.EPOCH,
            Duration.ZERO,
            new CaseJudgement(Verdicts.Behaviour.FAILED, "why", Verdicts.Close.OK, ""),
            new Ending(),
            List.of(),
            large);
    few.add(heavy);
    assertThat(few.of("B")).hasSize(4);
    assertThat(few.find("B", CaseId.of("1.1.4")))
        .hasValueSatisfying(
            kept -> {
              assertThat(kept.judgement()).isEqualTo(heavy.judgement());
              assertThat(kept.log().rows()).isEmpty();
            });
  }

  /** Two servers of the same product call themselves the same. */
  @Test
  void otherResultsOfTheSameNameReplaceNothing() {
    for (int i = 0; i < 3; i++) {
      Results others = new Results(Long.MAX_VALUE);
      others.add(result("A", "1.1.1"));
      results.addAll(others);
    }
    assertThat(results.agents()).containsExactly("A", "A (2)", "A (3)");
    assertThat(results.find("A (2)", ID))
        .hasValueSatisfying(each -> assertThat(each.setting().agent()).isEqualTo("A (2)"));
    assertThat(results.summary()).contains("A: 1 case, 0 failed; 1 OK");
  }

  @Test
  void aLineForEachAgentAndEachFailure() {
    results.add(result("A", "1.1.1"));
    results.add(
        new CaseResult(
            Played.named("2.5"),
            new CaseRun.Setting("A", 1, Role.SERVER, "", ""),
            true,
            Instant.EPOCH,
            Duration.ZERO,
            new CaseJudgement(Verdicts.Behaviour.OK, "fine", Verdicts.Close.WRONG_CODE, "1009"),
            new Ending(),
            List.of(),
            new Wirelog()));
    assertThat(results.summary()).containsExactly("A: 2 cases, 1 failed; 2 OK");
    assertThat(results.failures()).containsExactly("2.5      OK / WRONG CODE  1009");
    assertThat(results.failed()).isEqualTo(1);
  }

  /** Reports are read by many. */
  @Test
  void credentialsAreNotKept() {
    CaseRun.Setting setting =
        new CaseRun.Setting(
            "A",
            1,
            Role.SERVER,
            "GET / HTTP/1.1\r\nauthorization: Basic c2VjcmV0\r\nCookie: a=b\r\nHost: h\r\n\r\n",
            "");
    assertThat(setting.request())
        .isEqualTo(
            "GET / HTTP/1.1\r\nauthorization: (hidden)\r\nCookie: (hidden)\r\nHost: h\r\n\r\n");
  }
}
