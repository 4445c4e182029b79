package org.wsbin.scenario;

import static org.wsbin.scenario.Declaration.Group.FLOW;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.settings.ValueType;
import org.wsbin.step.FakeOpeningRequest;

/** A small catalogue, and what was asked of it. */
final class FakeSteps {
  private static final Parameter<String> TEXT =
      Parameter.inPath("text", new ValueType<>("TEXT", "any text", Optional::of));
  private static final Parameter<Integer> COUNT =
      Parameter.inPath("n", ValueType.integer("N", 1, 9));
  private static final Parameter<Integer> TIMES =
      new Parameter<>("times", ValueType.integer("N", 1, 9), "7");

  final Catalogue catalogue =
      new Catalogue(
          List.of(
              new Shaping(of("shape").path(TEXT).done()),
              new Acting(of("say").path(TEXT).done()),
              new Acting(of("count").path(COUNT).query(TIMES).done()),
              new Acting(of("time").path(COUNT).done()),
              new Acting(of("time").query(TIMES).ending().done()),
              new Acting(of("wired").wireOnly().alias("error/wired").done()),
              new Acting(of("end").ending().done()),
              new Acting(of("fault/masked").wireOnly().done()),
              new Acting(of("fault/rsv").path(COUNT).wireOnly().done())));

  private final List<String> started = new ArrayList<>();

  /** The steps of a path, with their values in order, such as {@code say hello}. */
  List<String> run(String path) {
    return run(path, Query.NONE);
  }

  List<String> run(String path, Query query) {
    behaviour(path, query);
    return List.copyOf(started);
  }

  /** What such a path does on a connection. */
  Behaviour behaviour(String path, Query query) {
    Scenario scenario = new ScenarioParser(catalogue, Set.of(), "").parse(Engine.WIRE, path, query);
    FakeTimer timer = new FakeTimer();
    scenario.shape(
        HandshakeReply.to(new Accepted("", Optional.empty(), List.of())), null); // looks at none
    return scenario.run(
        new FakeOpeningRequest(),
        new SharedServices(
            timer, null, Runnable::run, new MemoryBudget(Long.MAX_VALUE), ServerObserver.NONE));
  }

  private static Declaration.Builder of(String name) {
    return Declaration.of(name, FLOW, "It acts.");
  }

  private void note(Declaration step, Arguments arguments) {
    List<String> words = new ArrayList<>(List.of(step.name()));
    step.path().forEach(parameter -> words.add(arguments.get(parameter).toString()));
    step.query().forEach(parameter -> words.add(arguments.get(parameter).toString()));
    started.add(String.join(" ", words));
  }

  private final class Shaping implements HandshakeStep {
    private final Declaration declaration;

    Shaping(Declaration declaration) {
      this.declaration = declaration;
    }

    @Override
    public Declaration declaration() {
      return declaration;
    }

    @Override
    public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
      note(declaration, arguments);
      return reply;
    }
  }

  private final class Acting implements ConnectionStep {
    private final Declaration declaration;

    Acting(Declaration declaration) {
      this.declaration = declaration;
    }

    @Override
    public Declaration declaration() {
      return declaration;
    }

    @Override
    public Action action(Arguments arguments, OpeningRequest opening) {
      note(declaration, arguments);
      return StepContext::done;
    }
  }
}
