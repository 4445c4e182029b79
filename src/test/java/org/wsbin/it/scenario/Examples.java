package org.wsbin.it.scenario;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.wsbin.fault.Faults;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.Example;
import org.wsbin.scenario.Step;
import org.wsbin.settings.Settings;
import org.wsbin.step.Steps;

/** The examples that the steps declare, each for each engine of its step. */
public final class Examples {

  /** One of them. */
  public record Case(String engine, Example example) {
    @Override
    public String toString() {
      return engine + "/" + example.path() + " " + example.transcript();
    }
  }

  private Examples() {}

  /** All steps there are, with the default settings. */
  public static Catalogue catalogue() {
    try (Faults faults = new Faults(Settings.load(List.of()).limits())) {
      List<Step> steps = new ArrayList<>(Steps.all("a container", "a node"));
      steps.add(TestChannels.step());
      steps.addAll(faults.steps());
      return new Catalogue(steps);
    }
  }

  static Stream<Case> all() {
    return catalogue().declarations().stream().flatMap(Examples::of);
  }

  private static Stream<Case> of(Declaration step) {
    Set<Engine> engines = step.engines();
    return Stream.of(Engine.values())
        .filter(engines::contains)
        .flatMap(
            engine ->
                step.examples().stream()
                    .filter(example -> !example.transcript().isEmpty())
                    .map(example -> new Case(engine.path(), example)));
  }
}
