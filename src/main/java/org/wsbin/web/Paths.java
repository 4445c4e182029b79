package org.wsbin.web;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.wsbin.handshake.Routes;
import org.wsbin.handshake.Scenarios;
import org.wsbin.handshake.Upgrade;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.Quoted;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.scenario.ScenarioRun;
import org.wsbin.scenario.SharedServices;
import org.wsbin.settings.ValueType;
import org.wsbin.step.Echo;
import org.wsbin.wire.Faults;
import org.wsbin.wire.WireEngine;

/** What each path below the context path asks for. */
final class Paths {
  private static final Parameter<Boolean> TAKEOVER =
      new Parameter<>("context-takeover", ValueType.flag(), "false");
  private static final Action ECHO = Echo.action();
  private static final String FAULTS = "/wire/fault/";

  private final ScenarioParser parser;
  private final Scenarios scenarios;
  private final WireEngine wire;
  private final Faults faults;
  private final SharedServices services;

  Paths(
      ScenarioParser parser,
      Scenarios scenarios,
      WireEngine wire,
      Faults faults,
      SharedServices services) {
    this.parser = parser;
    this.scenarios = scenarios;
    this.wire = wire;
    this.faults = faults;
    this.services = services;
  }

  Routes routes() {
    Routes.Route time = query -> scenario(Engine.CONTAINER, "time", query);
    Routes.Route echo = query -> scenario(Engine.CONTAINER, "echo", query);
    return new Routes(
        Map.of(
            "/ws", time,
            "/ws/", time,
            "/echo", echo,
            "/.ws", echo,
            "/websocket/echo", this::httpbinEcho),
        Map.of(
            "/ws/",
            path -> query -> scenario(Engine.CONTAINER, path, query),
            "/wire/",
            path -> query -> scenario(Engine.WIRE, path, query),
            FAULTS,
            path -> query -> fault(path, query)),
        pages());
  }

  /** What has a page besides, or is one. */
  static Collection<String> pages() {
    return List.of(FAULTS, "/.ws", "/catalogue");
  }

  private Upgrade scenario(Engine engine, String path, Query query) {
    Compression compression =
        engine == Engine.WIRE && TAKEOVER.read(query)
            ? Compression.CONTEXT_TAKEOVER
            : Compression.EACH_MESSAGE;
    return scenarios.playing(engine, parser.parse(engine, path, query), compression);
  }

  private Upgrade fault(String path, Query query) {
    if (!faults.isAlone(path)) {
      return scenario(Engine.WIRE, FAULTS.substring("/wire/".length()) + path, query);
    }
    parser.checkEnabled(path.isEmpty() ? "fault" : "fault/" + path);
    return (request, response, accepted) -> faults.answer(path, request, response, accepted);
  }

  /** As go-httpbin has it: an echo with limits of its own. */
  private Upgrade httpbinEcho(Query query) {
    MessageDecoder.Limits most = wire.messages();
    long largest = Math.min(most.maxMessage(), Integer.MAX_VALUE);
    Parameter<Long> message =
        new Parameter<>("max_message_size", ValueType.size(1, largest), "10240");
    Parameter<Long> fragment =
        new Parameter<>("max_fragment_size", ValueType.size(1, largest), "2048");
    query.checkSpelling(Set.of(message.name(), fragment.name()));
    long messageSize = message.read(query);
    long fragmentSize = fragment.read(query);
    if (fragmentSize > messageSize) {
      throw new BadParameterException(
          "The parameter max_fragment_size is "
              + Quoted.of(Long.toString(fragmentSize))
              + "; it can be at most max_message_size, which is "
              + messageSize
              + ".");
    }
    MessageDecoder.Limits limits =
        new MessageDecoder.Limits(messageSize, most.maxFragments(), fragmentSize);
    return (request, response, accepted) ->
        wire.answer(
            request,
            response,
            HandshakeReply.to(accepted).with(Compression.NONE),
            new ScenarioRun(List.of(ECHO), services),
            limits);
  }
}
