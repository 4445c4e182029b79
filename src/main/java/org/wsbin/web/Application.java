package org.wsbin.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.INFO;
import static java.lang.System.Logger.Level.WARNING;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterRegistration;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletContextEvent;
import jakarta.servlet.ServletContextListener;
import jakarta.servlet.ServletRegistration;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.wsbin.channel.ChannelHub;
import org.wsbin.channel.ChannelServices;
import org.wsbin.channel.ChannelStep;
import org.wsbin.cluster.Cluster;
import org.wsbin.endpoint.ContainerEngine;
import org.wsbin.endpoint.ScenarioEndpoint;
import org.wsbin.fault.Faults;
import org.wsbin.handshake.ContainerUpgrade;
import org.wsbin.handshake.FrontDoor;
import org.wsbin.handshake.Routes;
import org.wsbin.handshake.Scenarios;
import org.wsbin.handshake.Upgrade;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.observe.AccessLines;
import org.wsbin.observe.Metrics;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.Quoted;
import org.wsbin.scenario.BulkThreads;
import org.wsbin.scenario.Catalogue;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.ScenarioParser;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.SharedTimer;
import org.wsbin.scenario.Step;
import org.wsbin.settings.AccessLog;
import org.wsbin.settings.InvalidSettingException;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;
import org.wsbin.step.Steps;
import org.wsbin.transcript.Transcripts;
import org.wsbin.wire.WireEngine;

/**
 * Starts and stops wsbin in a container. The front door is added in code, before every other
 * filter: Jetty would call a filter of web.xml too late.
 */
public final class Application implements ServletContextListener {
  /** Prefix of the context parameters with the flags of the standalone server. */
  private static final String FLAG_PREFIX = "wsbin.flag.";

  private static final System.Logger LOG = System.getLogger(Application.class.getName());

  private static final System.Logger ACCESS = System.getLogger("org.wsbin.access");

  /** The attribute with what takes the lines of the access log for java -jar. */
  private static final String ACCESS_LOG = "wsbin.access-log";

  /** The attribute with what java -jar tells of events that hold its polling thread. */
  private static final String SLOW_EVENTS = "wsbin.slow-events";

  /** The attribute with the task that java -jar runs before its server stops. */
  private static final String DRAIN = "wsbin.drain";

  private static final String HEALTH = "wsbin-health";
  private static final String METRICS = "wsbin-metrics";
  private static final String NODES = "wsbin-nodes";
  private static final Map<String, String> ADMIN_PAGES =
      Map.of(
          HealthPages.LIVE,
          HEALTH,
          HealthPages.READY,
          HEALTH,
          MetricsPage.PATH,
          METRICS,
          NodesPage.PATH,
          NODES);

  private static final Duration SHUTDOWN = Duration.ofSeconds(5);

  private record Running(
      SharedTimer timer,
      BulkThreads bulk,
      BulkThreads inflating,
      Connections connections,
      ContainerEngine peers,
      Faults faults,
      Metrics metrics,
      Transcripts transcripts,
      Cluster cluster,
      Optional<AccessLines> access) {}

  private Optional<Running> running = Optional.empty();

  @Override
  public void contextInitialized(ServletContextEvent event) {
    ServletContext context = event.getServletContext();
    Settings settings = Settings.load(sources(context));
    Settings.unknownVariables(System.getenv())
        .forEach(name -> LOG.log(WARNING, "{0} is set, but wsbin has no such setting.", name));
    SharedTimer timer = new SharedTimer();
    Metrics metrics = new Metrics();
    Optional<AccessLines> access =
        Optional.of(settings.operations().accessLog())
            .filter(format -> format != AccessLog.OFF)
            .map(format -> new AccessLines(format, timer, accessLog(context)));
    MemoryBudget memory = new MemoryBudget(settings.quotas().memory());
    Cluster cluster = Nodes.cluster(settings, memory, timer, nodeName());
    Transcripts transcripts = new Transcripts(settings.recording(), memory, timer, cluster);
    List<ServerObserver> observers = new ArrayList<>(List.of(metrics, transcripts));
    access.ifPresent(observers::add);
    Connections connections =
        new Connections(settings, timer, memory, ServerObserver.of(observers));
    metrics.watch(connections);
    metrics.watch(cluster);
    ContainerEngine peers = new ContainerEngine(connections);
    Faults faults = new Faults(settings.limits());
    BulkThreads bulk = new BulkThreads("wsbin-bulk-");
    BulkThreads inflating = new BulkThreads("wsbin-inflate-");
    running =
        Optional.of(
            new Running(
                timer,
                bulk,
                inflating,
                connections,
                peers,
                faults,
                metrics,
                transcripts,
                cluster,
                access));
    ChannelHub channels =
        new ChannelHub(
            new ChannelServices(
                cluster.log(), cluster.node(), settings.limits(), timer, memory, bulk),
            settings.channels());
    Catalogue catalogue = catalogue(context, faults, new ChannelStep(channels));
    ScenarioParser parser = parser(catalogue, settings.disabled(), context.getContextPath());
    HandshakeRules rules = settings.handshakeRules();
    Map<Engine, Upgrade> engines =
        Map.of(
            Engine.CONTAINER,
            new ContainerUpgrade(
                ScenarioEndpoint.class, behaviour -> new ScenarioEndpoint(behaviour, peers), rules),
            Engine.WIRE,
            new WireEngine(connections, bulk, inflating));
    SharedServices services =
        new SharedServices(
            timer, settings.limits(), bulk, connections.memory(), connections.observer());
    boolean suiteEnabled = !settings.disabled().contains(Paths.SUITE);
    ConformancePages conformance =
        new ConformancePages(
            System::getProperty, Nodes.results(cluster, timer).filter(sharing -> suiteEnabled));
    Routes routes =
        new Paths(
                parser,
                settings.limits(),
                Optional.of(conformance.suite()).filter(suite -> suiteEnabled))
            .routes();
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
        .addServlet(HEALTH, new HealthPages(connections, cluster::alone))
        .addMapping(HealthPages.LIVE, HealthPages.READY);
    context.addServlet(METRICS, new MetricsPage(metrics)).addMapping(MetricsPage.PATH);
    context
        .addServlet(NODES, new NodesPage(cluster))
        .addMapping(NodesPage.PATH, NodesPage.PATH + "/*");
    Runnable drain = () -> connections.drain(settings.operations().drainTime());
    context.setAttribute(DRAIN, drain);
    LongConsumer slowEvents = metrics::slowEvent;
    context.setAttribute(SLOW_EVENTS, slowEvents);
    context
        .addServlet("wsbin-catalogue", new CataloguePage(catalogue.declarations(), parser::enabled))
        .addMapping("/catalogue");
    ServletRegistration.Dynamic pages =
        context.addServlet(
            "wsbin-transcripts", new TranscriptPages(transcripts, catalogue.declarations()));
    pages.addMapping(TranscriptPages.ROOT, TranscriptPages.ROOT + "/*");
    pages.setAsyncSupported(true);
    ServletRegistration.Dynamic reports = context.addServlet("wsbin-conformance", conformance);
    reports.addMapping(ConformancePages.ROOT + "*");
    reports.setAsyncSupported(true);
    context.addServlet("wsbin-inspect", new InspectPage(rules, routes)).addMapping("/inspect");
    context.addServlet("wsbin-symptoms", new SymptomsPage()).addMapping(SymptomsPage.PATH);
    context.addServlet("wsbin-console", new ConsoleFiles()).addMapping(ConsoleFiles.MAPPINGS);
    if (context.getInitParameter(AdminPort.MARK) != null) {
      addFilter(context, "wsbin-admin-port", new AdminPort(ADMIN_PAGES));
    }
    if (settings.sharing().redis().isPresent() || settings.sharing().node().isPresent()) {
      addFilter(context, "wsbin-node", new NodeHeader(cluster.node()));
    }
    addFilter(context, "wsbin-front-door", door);
    Nodes.join(cluster, settings, connections, context.getServerInfo(), channels);
    LOG.log(
        INFO, "wsbin is ready at {0}/ on {1}.", context.getContextPath(), context.getServerInfo());
  }

  /** The server takes the lines, or else a log does. */
  @SuppressWarnings("unchecked") // the server puts nothing else there
  private static Consumer<String> accessLog(ServletContext context) {
    return context.getAttribute(ACCESS_LOG) instanceof Consumer<?> given
        ? (Consumer<String>) given
        : line -> ACCESS.log(INFO, line);
  }

  private static void addFilter(ServletContext context, String name, Filter filter) {
    FilterRegistration.Dynamic added = context.addFilter(name, filter);
    added.setAsyncSupported(true);
    added.addMappingForUrlPatterns(
        EnumSet.of(DispatcherType.REQUEST, DispatcherType.ASYNC), false, "/*");
  }

  @Override
  public void contextDestroyed(ServletContextEvent event) {
    running.ifPresent(
        run -> {
          run.connections().closeAll(SHUTDOWN);
          run.connections().close();
          run.peers().close();
          run.bulk().close();
          run.inflating().close();
          run.faults().close();
          run.access().ifPresent(AccessLines::close);
          run.transcripts().close();
          run.cluster().close();
          run.metrics().close();
          run.timer().close();
        });
  }

  /** What nodes share: this is the only place that knows how. */
  private static Catalogue catalogue(ServletContext context, Faults faults, ChannelStep channel) {
    List<Step> steps = new ArrayList<>(Steps.all(context.getServerInfo(), nodeName()));
    steps.add(channel);
    steps.addAll(faults.steps());
    return new Catalogue(steps);
  }

  private static ScenarioParser parser(
      Catalogue catalogue, Set<String> disabled, String contextPath) {
    for (String name : disabled) {
      if (!catalogue.has(name) && !catalogue.hasLonger(name) && !name.equals(Paths.SUITE)) {
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
