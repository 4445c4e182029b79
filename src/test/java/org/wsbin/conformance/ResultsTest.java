package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.Role;

class ResultsTest {
  private static final CaseId ID = CaseId.of("1.1.1");

  private final Results results = new Results();
  private final List<CaseResult> told = new ArrayList<>();

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

  @Test
  void tellsAtOnceWhatIsKnown() {
    CaseResult known = result("A", "1.1.1");
    results.add(known);
    results.await("A", ID, told::add);

    assertThat(told).containsExactly(known);
    results.add(result("A", "1.1.1"));
    assertThat(told).as("served once").hasSize(1);
  }

  @Test
  void tellsWhoeverWaitsForThisAgentAndCase() {
    results.await("A", ID, told::add);
    results.add(result("B", "1.1.1"));
    results.add(result("A", "1.1.2"));
    assertThat(told).isEmpty();

    results.add(result("A", "1.1.1"));
    results.add(result("A", "1.1.1"));
    assertThat(told).hasSize(1);
  }

  @Test
  void laterWaiterTakesThePlaceOfAnEarlierOne() {
    List<CaseResult> first = new ArrayList<>();
    java.util.function.Consumer<CaseResult> earlier = first::add;
    results.await("A", ID, earlier);
    results.await("A", ID, told::add);
    results.forget("A", ID, earlier);
    results.add(result("A", "1.1.1"));

    assertThat(first).isEmpty();
    assertThat(told).hasSize(1);
  }

  @Test
  void waiterThatHasGoneIsNotTold() {
    java.util.function.Consumer<CaseResult> waiter = told::add;
    results.await("A", ID, waiter);
    results.forget("A", ID, waiter);
    results.add(result("A", "1.1.1"));

    assertThat(told).isEmpty();
  }

  @Test
  void waiterMayAskAgain() {
    results.await("A", ID, each -> results.await("A", ID, told::add));
    results.add(result("A", "1.1.1"));

    assertThat(told).hasSize(1);
  }
}
