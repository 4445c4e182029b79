package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Step;

class StepsTest {
  private static final List<Step> ALL = Steps.all("a container", "a node");

  static Stream<Declaration> declarations() {
    return ALL.stream().map(Step::declaration);
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void eachSaysWhatItIs(Declaration step) {
    assertThat(step.name()).matches("[a-z]+(-[a-z]+)*");
    assertThat(step.summary()).endsWith(".").hasSizeGreaterThan(20);
    step.rfc().ifPresent(rfc -> assertThat(rfc).matches("RFC \\d{4} section \\d+(\\.\\d+)*"));
    assertThat(step.examples()).isNotEmpty();
  }

  @ParameterizedTest
  @MethodSource("declarations")
  void eachExampleIsAScenarioWithTheStep(Declaration step) {
    step.examples()
        .forEach(
            example -> {
              assertThat(("/" + example.path()).split("[/?]")).contains(step.name());
              assertThat(PlayedScenario.scenario(example.path())).isNotNull();
              assertThat(example.transcript()).allMatch(line -> line.matches("[+=<>] .+"));
            });
  }

  @Test
  void twoOfOneNameDifferInWhetherTheyTakeSomething() {
    Set<String> seen = new HashSet<>();
    declarations()
        .forEach(step -> assertThat(seen.add(step.name() + step.path().isEmpty())).isTrue());
  }
}
