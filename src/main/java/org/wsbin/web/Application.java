package org.wsbin.web;

import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.endpoint.Peers;
import org.wsbin.endpoint.ScenarioEndpoint;
import org.wsbin.handshake.ContainerUpgrade;
import org.wsbin.handshake.FrontDoor;
import org.wsbin.handshake.Routes;
import org.wsbin.handshake.Upgrade;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Echo;
import org.wsbin.scenario.SharedTimer;
import org.wsbin.scenario.TimePlan;
import org.wsbin.scenario.TimePush;
import org.wsbin.scenario.Timer;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;
import org.wsbin.wire.Faults;
import org.wsbin.wire.Wire;
import org.wsbin.wire.Wire.Compression;

/**
 * Starts and ends wsbin in a container. The front door is added in code and ahead of every other
 * filter: Jetty would ask a filter of web.xml too late.
 */
public final class Application implements ServletContextListener {
  /** Before a setting's name: the context parameter that is a flag of the standalone server. */
  private static final String FLAG_PREFIX = "wsbin.flag.";

  private static final System.Logger LOG = System.getLogger(Application.class.getName());
  private static final Duration SHUTDOWN = Duration.ofSeconds(5);

  private record Running(SharedTimer timer, Connections connections, Peers peers, Faults faults) {}

  private Optional<Running> running = Optional.empty();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Settings settings = Settings.load(sources(context));
    Settings.unknownVariables(System.getenv())
        .forEach(name -> LOG.log(WARNING, "{0} is set, but there is no such setting.", name));
    SharedTimer timer = new SharedTimer();
    Connections connections = new Connections(settings.limits(), timer);
    Peers peers = new Peers(connections);
    Wire wire = new Wire(connections);
    Faults faults = new Faults(wire, connections);
    running = Optional.of(new Running(timer, connections, peers, faults));
    HandshakeRules rules = settings.handshakeRules();
    ContainerUpgrade engine =
        new ContainerUpgrade(
            ScenarioEndpoint.class, behaviour -> new ScenarioEndpoint(behaviour, peers), rules);
    FrontDoor door =
        new FrontDoor(routes(engine, wire, faults, timer), rules, connections::haveRoom);
    context.addServlet("wsbin-faults", new FaultPages(faults)).addMapping("/wire/fault/*");
    FilterRegistration.Dynamic filter = context.addFilter("wsbin-front-door", door);
    filter.setAsyncSupported(true);
    filter.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
    LOG.log(
        INFO, "wsbin is ready at {0}/ on {1}.", context.getContextPath(), context.getServerInfo());
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    running.ifPresent(
        run -> {
          run.connections().closeAll(SHUTDOWN);
          run.connections().close();
          run.peers().close();
          run.faults().close();
          run.timer().close();
        });
  }

  private static Routes routes(ContainerUpgrade engine, Wire wire, Faults faults, Timer timer) {
    Routes.Route time = query -> engine.playing(new TimePush(TimePlan.read(query), timer));
    Routes.Route echo = query -> engine.playing(new Echo());
    Routes.Route wireTime =
        query -> playing(wire, new TimePush(TimePlan.read(query), timer), Compression.NONE);
    Routes.Route wireEcho = query -> playing(wire, new Echo(), Compression.read(query));
    return new Routes(
        Map.of(
            "/ws", time,
            "/ws/", time,
            "/ws/echo", echo,
            "/echo", echo,
            "/wire/time", wireTime,
            "/wire/echo", wireEcho),
        Map.of(
            "/wire/fault/",
            name ->
                query ->
                    (request, response, accepted) ->
                        faults.answer(name, request, response, accepted)));
  }

  private static Upgrade playing(Wire wire, Behaviour behaviour, Compression compression) {
    return (request, response, accepted) ->
        wire.answer(request, response, accepted, behaviour, compression);
  }

  private static List<Source> sources(ServletContext context) {
    return List.of(
        Source.flags(name -> context.getInitParameter(FLAG_PREFIX + name)),
        Source.environment(System.getenv()),
        Source.properties("system property", System::getProperty),
        Source.properties("servlet context parameter", context::getInitParameter));
  }
}
