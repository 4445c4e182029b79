package org.wsbin.web;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.wsbin.conformance.SuiteServer;
import org.wsbin.handshake.RawRoute;
import org.wsbin.handshake.Route;
import org.wsbin.handshake.Routes;
import org.wsbin.handshake.Target;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.Quoted;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.Scenario;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.ValueType;

/** Routes of the paths below the context path. */
final class Paths {
  private static final Parameter<Boolean> TAKEOVER =
      new Parameter<>("context-takeover", ValueType.flag(), "false");

  /** The name of the conformance suite, for {@code --disable} and in logs. */
  static final String SUITE = "conformance";

  /** The paths that also have a page. */
  private static final List<String> PAGES =
      List.of(
          "/",
          "/wire/fault/",
          "/.ws",
          HealthPages.LIVE,
          HealthPages.READY,
          MetricsPage.PATH,
          NodesPage.PATH,
          TranscriptPages.ROOT,
          TranscriptPages.ROOT + "/",
          "/catalogue",
          SymptomsPage.PATH,
          "/inspect",
          ConformancePages.ROOT);

  private final ScenarioParser parser;
  private final Limits limits;
  private final Optional<SuiteServer> suite;

  /** Paths of these scenarios, and of the conformance suite, which may be turned off. */
  Paths(ScenarioParser parser, Limits limits, Optional<SuiteServer> suite) {
    this.parser = parser;
    this.limits = limits;
    this.suite = suite;
  }

  Routes routes() {
    Function<Query, Route> time = query -> onContainer("time", query);
    Function<Query, Route> echo = query -> onContainer("echo", query);
    Map<String, Function<Query, ? extends Target>> byPath =
        new HashMap<>(
            Map.of(
                "/", echo,
                "/ws", time,
                "/ws/", time,
                "/echo", echo,
                "/.ws", echo,
                "/websocket/echo", this::httpbinEcho));
    // where the drivers of client projects expect them
    SuiteServer.PATHS.forEach(path -> byPath.put("/" + path, query -> onSuite(path, query)));
    Set<String> ofDrivers =
        SuiteServer.PATHS.stream().map(path -> "/" + path).collect(Collectors.toSet());
    return new Routes(
            byPath,
            Map.of(
                "/ws/",
                this::onContainer,
                "/wire/",
                this::onWire,
                ConformancePages.ROOT,
                this::onSuite),
            PAGES,
            List.of(TranscriptPages.ROOT, TranscriptPages.ROOT + "/"))
        .withoutListing(ofDrivers);
  }

  private RawRoute onSuite(String path, Query query) {
    query.checkSpelling(SuiteServer.parameters());
    SuiteServer enabled =
        suite.orElseThrow(
            () ->
                new BadParameterException(
                    403, "The conformance suite is turned off on this server (--disable)."));
    return new RawRoute(SUITE, (opening, plain) -> enabled.answer(path, query, plain));
  }

  private Route onContainer(String path, Query query) {
    return Route.to(
        Engine.CONTAINER, parser.parse(Engine.CONTAINER, path, query), Compression.EACH_MESSAGE);
  }

  private Route onWire(String path, Query query) {
    Scenario scenario = parser.parse(Engine.WIRE, path, query);
    query.checkSpelling(Set.of(TAKEOVER.name()));
    return Route.to(
        Engine.WIRE,
        scenario,
        TAKEOVER.read(query) ? Compression.CONTEXT_TAKEOVER : Compression.EACH_MESSAGE);
  }

  /** An echo with its own limits, as in go-httpbin. */
  private Route httpbinEcho(Query query) {
    Scenario echo = parser.parse(Engine.WIRE, "echo", query);
    long largest = Math.min(limits.maxMessage(), Integer.MAX_VALUE);
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
    return new Route(
        Engine.WIRE,
        echo,
        Compression.NONE,
        Optional.of(new MessageDecoder.Limits(messageSize, limits.maxFragments(), fragmentSize)));
  }
}
