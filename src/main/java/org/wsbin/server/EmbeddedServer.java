package org.wsbin.server;

import jakarta.servlet.ServletException;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.catalina.Context;
import org.apache.catalina.LifecycleException;
import org.apache.catalina.LifecycleState;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.connector.Request;
import org.apache.catalina.connector.Response;
import org.apache.catalina.core.StandardContext;
import org.apache.catalina.core.StandardHost;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.catalina.util.ServerInfo;
import org.apache.catalina.valves.ValveBase;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.tomcat.util.buf.EncodedSolidusHandling;
import org.apache.tomcat.util.modeler.Registry;
import org.apache.tomcat.util.net.SSLHostConfig;
import org.apache.tomcat.util.net.SSLHostConfigCertificate;
import org.apache.tomcat.websocket.server.WsSci;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.AdminPort;
import org.wsbin.settings.Settings.Listen;

/** Tomcat with one connector and one web application. Not restartable. */
public final class EmbeddedServer implements AutoCloseable {
  /** Prefix of the context parameters that pass flags to the application. */
  private static final String FLAG_PREFIX = "wsbin.flag.";

  /**
   * The most connections in addition to WebSocket ones: pages, refusals, handshakes in progress. A
   * small heap has fewer, because each takes some 50 KiB.
   */
  private static final int SPARE_CONNECTIONS = 1024;

  private static final int FEW = 64;

  /** How long a connection may send nothing while the server waits for the head of a request. */
  private static final Duration HEAD_TIMEOUT = Duration.ofSeconds(10);

  /** The attribute of the application with what hears of events that hold the polling thread. */
  private static final String SLOW_EVENTS = "wsbin.slow-events";

  /** The attribute of the application with the task that drains it. */
  private static final String DRAIN = "wsbin.drain";

  /**
   * Each peer that floods the server occupies a thread until it is throttled; with Tomcat's default
   * of 200, other requests would wait for them. Threads exist only while there is work for them.
   */
  private static final int REQUEST_THREADS = 1024;

  /** How long a thread of requests lives without work. */
  private static final Duration REQUEST_THREAD_LIFE = Duration.ofSeconds(10);

  /** The context parameter of a server with an admin port, and the attribute of its requests. */
  private static final String ADMIN = "wsbin.admin";

  /** The attribute of the application with what takes the lines of the access log. */
  private static final String ACCESS_LOG = "wsbin.access-log";

  private static final String LISTENER = "org.wsbin.web.Application";
  private static final String ENDPOINT = "org.wsbin.endpoint.ScenarioEndpoint";

  private static final int ADMIN_THREADS = 16;
  private static final int ADMIN_CONNECTIONS = 256;

  private final Tomcat tomcat = new Tomcat();
  private final RequestThreads requests =
      new RequestThreads(REQUEST_THREADS, "wsbin-request-", REQUEST_THREAD_LIFE);
  private final InlineEndpoint endpoint = new InlineEndpoint();
  private final Listen listen;
  private final Optional<Connector> admin;
  private final Context context;

  /**
   * Prepares a server.
   *
   * @param settings where and how to listen
   * @param flags the settings from the command line, which the application reads again
   * @param war the unpacked WAR
   * @param work an empty directory for Tomcat's own files
   * @param accessLog takes the lines of the access log
   * @throws ServerException if the certificate cannot be loaded
   */
  public EmbeddedServer(
      Settings settings,
      Map<String, String> flags,
      Path war,
      Path work,
      Consumer<String> accessLog) {
    this.listen = settings.listen();
    tomcat.setBaseDir(work.toString());
    tomcat.setConnector(connector(settings));
    this.admin = listen.admin().map(EmbeddedServer::adminConnector);
    admin.ifPresent(this::addAdmin);
    tomcat.getEngine().setBackgroundProcessorDelay(1);
    String path = listen.contextPath().equals("/") ? "" : listen.contextPath();
    prepareHost(work);
    if (tomcat.getHost() instanceof StandardHost host) {
      host.setErrorReportValveClass(PlainTextErrors.class.getName());
    }
    tomcat.getEngine().setParentClassLoader(EmbeddedServer.class.getClassLoader());
    this.context = tomcat.addContext(path, war.toString());
    addApplication();
    Tomcat.addDefaultMimeTypeMappings(context);
    Tomcat.addServlet(context, "pages", DefaultServlet.class.getName()).addMapping("/");
    context.addServletContainerInitializer(
        (classes, application) -> application.setAttribute(ACCESS_LOG, accessLog), null);
    admin.ifPresent(port -> context.addParameter(ADMIN, "true"));
    flags.forEach((name, value) -> context.addParameter(FLAG_PREFIX + name, value));
    if (context instanceof StandardContext standard) {
      // the process ends with the application: there is no leak to look for
      standard.setClearReferencesRmiTargets(false);
      standard.setClearReferencesThreadLocals(false);
      standard.setUseNaming(false); // whatever the JVM's system property says
      standard.setDelegate(true); // its classes are here already
    }
  }

  /**
   * What web.xml and the annotations say to other containers. Reading them took a large part of the
   * start.
   */
  private void addApplication() {
    try {
      ClassLoader loader = EmbeddedServer.class.getClassLoader();
      context.addServletContainerInitializer(new WsSci(), Set.of(loader.loadClass(ENDPOINT)));
    } catch (ClassNotFoundException broken) {
      throw new ServerException("This wsbin.war is incomplete.", broken);
    }
    context.addApplicationListener(LISTENER);
    context.addWelcomeFile("index.html");
  }

  /** Leaves Tomcat's JMX beans out, in this JVM and from the first server on. */
  public static void withoutBeans() {
    Registry.disableRegistry();
  }

  /** The name and version of the container. */
  public static String product() {
    return ServerInfo.getServerInfo();
  }

  /**
   * Starts the server; when this returns, it answers requests.
   *
   * @throws ServerException if it cannot listen on the port, or the application does not start
   */
  public void start() {
    try {
      tomcat.start();
    } catch (LifecycleException failure) {
      throw new ServerException(cannotListen(failure), failure);
    }
    boolean available =
        tomcat.getHost().findChildren().length > 0
            && tomcat.getHost().findChildren()[0].getState().isAvailable();
    if (!available) {
      throw new ServerException("The application did not start; the log has the reason.", null);
    }
    if (attribute(SLOW_EVENTS) instanceof LongConsumer listener) {
      endpoint.slowEvents(listener);
    }
  }

  private String cannotListen(LifecycleException failure) {
    boolean mainPort = tomcat.getConnector().getState() == LifecycleState.FAILED;
    return listen
        .admin()
        .filter(port -> !mainPort)
        .map(port -> cannotListen(port.host(), port.port(), failure, "--admin-port"))
        .orElseGet(() -> cannotListen(listen.host(), listen.port(), failure, "--port"));
  }

  private static String cannotListen(
      String host, int port, LifecycleException failure, String option) {
    return "Cannot listen on " + host + " port " + port + reason(failure, option);
  }

  /** The admin port that it listens on, after the start, if it has one. */
  public Optional<Integer> adminPort() {
    return admin.map(Connector::getLocalPort);
  }

  /** The port that it listens on, after the start. */
  public int port() {
    return tomcat.getConnector().getLocalPort();
  }

  /**
   * Closes every connection (WebSocket ones with 1001) and stops Tomcat. While {@code --drain-time}
   * lasts, it still answers requests.
   */
  @Override
  public void close() {
    drain();
    try {
      tomcat.stop();
      tomcat.destroy();
    } catch (LifecycleException failure) {
      throw new ServerException("The server did not stop cleanly.", failure);
    } finally {
      requests.close();
    }
  }

  private void drain() {
    if (attribute(DRAIN) instanceof Runnable task) {
      task.run();
    }
  }

  private Object attribute(String name) {
    return context.getServletContext().getAttribute(name);
  }

  private static void prepareHost(Path work) {
    try {
      Files.createDirectories(work.resolve("webapps"));
    } catch (IOException failure) {
      throw new ServerException("Cannot write to " + work + ".", failure);
    }
  }

  private static String reason(Throwable failure, String option) {
    for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
      if (cause instanceof BindException bind) {
        return ": "
            + bind.getMessage()
            + ". Choose another "
            + option
            + " (0 picks a free one) or "
            + option.replace("port", "host")
            + ".";
      }
    }
    return ": " + failure.getMessage() + ".";
  }

  /** Tomcat would listen on every address if the name were unknown. */
  private static String address(String host) {
    try {
      return InetAddress.getByName(host).getHostAddress();
    } catch (UnknownHostException unknown) {
      throw new ServerException(
          "The host " + Quoted.of(host) + " is unknown on this machine.", unknown);
    }
  }

  /** Marks its requests, so that the application knows where they came from. */
  private void addAdmin(Connector connector) {
    tomcat.getService().addConnector(connector);
    tomcat
        .getEngine()
        .getPipeline()
        .addValve(
            new ValveBase(true) {
              @Override
              public void invoke(Request request, Response response)
                  throws IOException, ServletException {
                if (request.getConnector() == connector) {
                  request.setAttribute(ADMIN, true);
                }
                getNext().invoke(request, response);
              }
            });
  }

  private static Connector adminConnector(AdminPort where) {
    Connector connector = new Connector();
    connector.setPort(where.port());
    connector.setProperty("address", address(where.host()));
    connector.setThrowOnFailure(true);
    connector.setXpoweredBy(false);
    connector.setProperty("maxConnections", Integer.toString(ADMIN_CONNECTIONS));
    connector.setProperty("maxThreads", Integer.toString(ADMIN_THREADS));
    connector.setProperty("connectionTimeout", Long.toString(HEAD_TIMEOUT.toMillis()));
    connector.setProperty("server", "wsbin");
    return connector;
  }

  private Http11NioProtocol protocol() {
    Http11NioProtocol protocol = new Http11NioProtocol(endpoint);
    protocol.setExecutor(requests);
    return protocol;
  }

  private Connector connector(Settings settings) {
    Connector connector = new Connector(protocol());
    Listen listen = settings.listen();
    connector.setPort(listen.port());
    connector.setProperty("address", address(listen.host()));
    connector.setThrowOnFailure(true);
    connector.setXpoweredBy(false);
    // the texts of a scenario can contain slashes and backslashes
    connector.setEncodedSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    connector.setEncodedReverseSolidusHandling(EncodedSolidusHandling.PASS_THROUGH.getValue());
    connector.setAllowTrace(true); // the front door answers it like any other method
    // the front door counts WebSocket connections and answers 503; Tomcat would let them wait
    int most = settings.quotas().maxConnections();
    connector.setProperty(
        "maxConnections", Integer.toString(most + Math.min(most, SPARE_CONNECTIONS) + FEW));
    // for the head of a request, and for the next one
    connector.setProperty("connectionTimeout", Long.toString(HEAD_TIMEOUT.toMillis()));
    connector.setProperty("server", "wsbin");
    if (listen.tls().enabled()) {
      useTls(connector, Certificate.of(listen.tls()));
    }
    return connector;
  }

  private static void useTls(Connector connector, Certificate certificate) {
    connector.setScheme("https");
    connector.setSecure(true);
    connector.setProperty("SSLEnabled", "true");
    SSLHostConfig config = new SSLHostConfig();
    SSLHostConfigCertificate entry =
        new SSLHostConfigCertificate(config, SSLHostConfigCertificate.Type.UNDEFINED);
    entry.setCertificateKeystore(certificate.keys());
    entry.setCertificateKeyPassword(certificate.password());
    entry.setCertificateKeystorePassword(certificate.password());
    config.addCertificate(entry);
    connector.addSslHostConfig(config);
  }
}
