package org.wsbin;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wsbin.handshake.FrontDoor;
import org.wsbin.handshake.Route;
import org.wsbin.handshake.Routes;
import org.wsbin.handshake.Scenarios;
import org.wsbin.handshake.Upgrade;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.Scenario;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.StepContext;
import org.wsbin.settings.Settings;

/** A front door whose paths have behaviours of a test's own instead of scenarios. */
public final class BehaviourDoor {

  /** What a test has at a path. */
  public record Place(Upgrade engine, Function<Query, Behaviour> behaviour) {}

  private BehaviourDoor() {}

  /** A front door to these paths. */
  public static FrontDoor to(
      Map<String, Place> places, Settings settings, Connections connections) {
    Map<String, Function<Query, Route>> routes = new HashMap<>();
    Scenario unused = Scenario.of(new NoStep(), Arguments.none());
    Route route = Route.to(Engine.CONTAINER, unused, Compression.EACH_MESSAGE);
    places.keySet().forEach(path -> routes.put(path, query -> route));
    Upgrade engine =
        (request, response, reply, none) -> {
          Place place = places.get(request.getRequestURI());
          Query query = Query.parse(Optional.ofNullable(request.getQueryString()));
          return place.engine().answer(request, response, reply, place.behaviour().apply(query));
        };
    return new FrontDoor(
        settings.access(),
        new Routes(routes, Map.of(), List.of(), List.of()),
        settings.handshakeRules(),
        connections,
        new Scenarios(
            Map.of(Engine.CONTAINER, engine),
            connections,
            new SharedServices(
                connections.timer(),
                connections.limits(),
                Runnable::run,
                new MemoryBudget(Long.MAX_VALUE),
                ServerObserver.NONE)));
  }

  /** What no test plays. */
  private record NoStep() implements ConnectionStep {
    @Override
    public Declaration declaration() {
      return Declaration.of("nothing", Declaration.Group.FLOW, "It does nothing.").done();
    }

    @Override
    public Action action(Arguments arguments, OpeningRequest opening) {
      return StepContext::done;
    }
  }
}
