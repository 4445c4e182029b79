package org.wsbin.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.wsbin.endpoint.ContainerEngine;
import org.wsbin.endpoint.ScenarioEndpoint;
import org.wsbin.fault.Faults;
import org.wsbin.handshake.ContainerUpgrade;
import org.wsbin.handshake.FrontDoor;
import org.wsbin.handshake.Routes;
import org.wsbin.handshake.Scenarios;
import org.wsbin.handshake.Upgrade;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.Quoted;
import org.wsbin.scenario.BulkThreads;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.SharedTimer;
import org.wsbin.scenario.Step;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;
import org.wsbin.step.Steps;
import org.wsbin.wire.WireEngine;

/**
 * Starts and stops wsbin in a container. The front door is added in code, before every other
 * filter: Jetty would call a filter of web.xml too late.
 */
public final class Application implements ServletContextListener {
  /** Prefix of the context parameters with the flags of the standalone server. */
  private static final String FLAG_PREFIX = "wsbin.flag.";

  private static final System.Logger LOG = System.getLogger(Application.class.getName());

  /** The attribute with the task that java -jar runs before its server stops. */
  private static final String DRAIN = "wsbin.drain";

  private static final Duration SHUTDOWN = Duration.ofSeconds(5);

  private record Running(
      SharedTimer timer,
      BulkThreads bulk,
      Connections connections,
      ContainerEngine peers,
      Faults faults) {}

  private Optional<Running> running = Optional.empty();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Settings settings = Settings.load(sources(context));
    Settings.unknownVariables(System.getenv())
        .forEach(name -> LOG.log(WARNING, "{0} is set, but wsbin has no such setting.", name));
    SharedTimer timer = new SharedTimer();
    Connections connections = new Connections(settings, timer);
    ContainerEngine peers = new ContainerEngine(connections);
    Faults faults = new Faults(settings.limits());
    BulkThreads bulk = new BulkThreads();
    running = Optional.of(new Running(timer, bulk, connections, peers, faults));
    Catalogue catalogue = catalogue(context, faults);
    ScenarioParser parser = parser(catalogue, settings.disabled(), context.getContextPath());
    HandshakeRules rules = settings.handshakeRules();
    Map<Engine, Upgrade> engines =
        Map.of(
            Engine.CONTAINER,
            new ContainerUpgrade(
                ScenarioEndpoint.class, behaviour -> new ScenarioEndpoint(behaviour, peers), rules),
            Engine.WIRE,
            new WireEngine(connections, bulk));
    SharedServices services =
        new SharedServices(timer, settings.limits(), bulk, connections.memory());
    Routes routes = new Paths(parser, settings.limits()).routes();
    FrontDoor door =
        new FrontDoor(
            settings.access(),
            routes,
            rules,
            connections,
            new Scenarios(engines, connections, services));
    context
        .addServlet("wsbin-faults", new FaultPages(catalogue.declarations()))
        .addMapping("/wire/fault/*");
    context
        .addServlet("wsbin-health", new HealthPages(connections))
        .addMapping(HealthPages.LIVE, HealthPages.READY);
    Runnable drain = () -> connections.drain(settings.operations().drainTime());
    context.setAttribute(DRAIN, drain);
    context
        .addServlet("wsbin-catalogue", new CataloguePage(catalogue.declarations(), parser::enabled))
        .addMapping("/catalogue");
    context.addServlet("wsbin-inspect", new InspectPage(rules, routes)).addMapping("/inspect");
    context.addServlet("wsbin-console", new ConsoleFiles()).addMapping(ConsoleFiles.MAPPINGS);
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
          run.bulk().close();
          run.faults().close();
          run.timer().close();
        });
  }

  private static Catalogue catalogue(ServletContext context, Faults faults) {
    List<Step> steps = new ArrayList<>(Steps.all(context.getServerInfo(), nodeName()));
    steps.addAll(faults.steps());
    return new Catalogue(steps);
  }

  private static ScenarioParser parser(
      Catalogue catalogue, Set<String> disabled, String contextPath) {
    for (String name : disabled) {
      if (!catalogue.has(name) && !catalogue.hasLonger(name)) {
        throw new InvalidSettingException(
            "Unknown step "
                + Quoted.of(name)
                + " in --disable; did you mean "
                + catalogue.nearest(name).declaration().name()
                + "?");
      }
    }
    return new ScenarioParser(catalogue, disabled, contextPath);
  }

  /** The host name of this machine. */
  private static String nodeName() {
    try {
      return InetAddress.getLocalHost().getHostName();
    } catch (UnknownHostException nameless) {
      LOG.log(DEBUG, "This host has no name.", nameless);
      return "localhost";
    }
  }

  private static List<Source> sources(ServletContext context) {
    return List.of(
        Source.flags(name -> context.getInitParameter(FLAG_PREFIX + name)),
        Source.environment(System.getenv()),
        Source.properties("system property", System::getProperty),
        Source.properties("servlet context parameter", context::getInitParameter));
  }
}
