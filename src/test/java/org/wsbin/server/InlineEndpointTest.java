package org.wsbin.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.DispatcherType;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.servlet.http.WebConnection;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.servlets.DefaultServlet;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.apache.tomcat.websocket.server.WsSci;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.wsbin.BehaviourDoor;
import org.wsbin.BehaviourDoor.Place;
import org.wsbin.endpoint.ContainerEngine;
import org.wsbin.endpoint.ScenarioEndpoint;
import org.wsbin.handshake.ContainerUpgrade;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Peer;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedTimer;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Source;
import org.wsbin.wire.WireEngine;

/** On which of Tomcat's threads things happen, where its network is an {@link InlineEndpoint}. */
class InlineEndpointTest {
  private static final Logger TOMCAT = Logger.getLogger("org.apache");
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int SEVERAL = 20;
  private static final String POLLER = "wsbin-connections-Poller";
  private static final String WORKER = "-exec-";

  @TempDir private Path documents;

  private final InlineEndpoint endpoint = new InlineEndpoint();
  private final Tomcat tomcat = new Tomcat();
  private final SharedTimer timer = new SharedTimer();
  private final Settings settings = Settings.load(List.of(Source.flags(Map.of())));
  private final Connections connections = new Connections(settings, timer, ServerObserver.NONE);
  private final ContainerEngine peers = new ContainerEngine(connections);
  private final Threads threads = new Threads();
  private final CountDownLatch blocked = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @BeforeEach
  void start() throws Exception {
    TOMCAT.setLevel(Level.SEVERE);
    tomcat.setBaseDir(documents.toString());
    Connector connector = new Connector(new Http11NioProtocol(endpoint));
    connector.setPort(0);
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", documents.toString());
    context.addServletContainerInitializer(new WsSci(), Set.of());
    context.addServletContainerInitializer((types, servlets) -> compose(servlets), Set.of());
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    released.countDown();
    peers.close();
    connections.close();
    timer.close();
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void whatNeverBlocksHappensOnTheThreadThatPolls() throws Exception {
    try (RawWebSocket client = RawWebSocket.open(ws("/wire"))) {
      // at first the worker that has upgraded may be in between
      await().until(() -> threadOfAMessage(client).equals(POLLER));
      for (int i = 0; i < SEVERAL; i++) {
        assertThat(threadOfAMessage(client)).isEqualTo(POLLER);
      }
    }
    assertThat(threads.closed).succeedsWithin(LONG).asString().isEqualTo(POLLER);
  }

  @Test
  void theEndOfAConnectionIsNoFailureOfThePoller() throws Exception {
    Logger logger = Logger.getLogger(ConnectionPoller.class.getName());
    BlockingQueue<LogRecord> logged = new LinkedBlockingQueue<>();
    Handler listener = collector(logged);
    logger.addHandler(listener);
    try {
      try (RawWebSocket client = RawWebSocket.open(ws("/wire"))) {
        await().until(() -> threadOfAMessage(client).endsWith(POLLER));
      }
      assertThat(threads.closed).succeedsWithin(LONG);
      try (RawWebSocket next = RawWebSocket.open(ws("/wire"))) { // a later event of the poller
        await().until(() -> threadOfAMessage(next).endsWith(POLLER));
      }
      assertThat(logged).isEmpty();
    } finally {
      logger.removeHandler(listener);
    }
  }

  private static Handler collector(BlockingQueue<LogRecord> into) {
    return new Handler() {
      @Override
      public void publish(LogRecord line) {
        into.add(line);
      }

      @Override
      public void flush() {}

      @Override
      public void close() {}
    };
  }

  @Test
  void anEventThatHoldsThatThreadIsReported() throws Exception {
    BlockingQueue<Long> slow = new LinkedBlockingQueue<>();
    endpoint.slowEvents(slow::add);
    try (RawWebSocket client = RawWebSocket.open(ws("/wire"))) {
      await().until(() -> threadOfAMessage(client).equals(POLLER));
      threads.pauseMillis = 20;
      assertThat(threadOfAMessage(client)).isEqualTo(POLLER);
      await()
          .untilAsserted(
              () -> assertThat(slow).anyMatch(n -> n >= TimeUnit.MILLISECONDS.toNanos(20)));
    }
  }

  @Test
  void aHandlerThatFailsEndsItsOwnConnectionOnly() throws Exception {
    try (RawWebSocket other = RawWebSocket.open(ws("/wire"));
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port())) {
      await().until(() -> threadOfAMessage(other).equals(POLLER));
      client.setSoTimeout((int) LONG.toMillis());
      String request =
          "GET /failing HTTP/1.1\r\nHost: h\r\nConnection: Upgrade\r\nUpgrade: x\r\n\r\n";
      client.getOutputStream().write(request.getBytes(US_ASCII));
      assertThat(client.getInputStream().readNBytes(12))
          .asString(US_ASCII)
          .isEqualTo("HTTP/1.1 101");
      client.getOutputStream().write('x');
      assertThat(client.getInputStream().readAllBytes()).asString(US_ASCII).endsWith("\r\n\r\n");
      assertThat(threadOfAMessage(other)).isEqualTo(POLLER);
    }
  }

  @Test
  void whatInflatesComesToThePollerOnceItsMessagesAreSmallAndLeavesItAfterALargeOne()
      throws Exception {
    try (RawWebSocket client =
        Opening.to(ws("/wire")).header("Sec-WebSocket-Extensions: permessage-deflate").open()) {
      assertThat(threadOfAMessage(client)).contains(WORKER);
      for (int time = 0; time < 3; time++) {
        await().until(() -> threadOfAMessage(client).equals(POLLER));
        client.send(Frame.text("x".repeat(50_000))); // its echo is compressed
        assertThat(threads.messages.poll(10, TimeUnit.SECONDS)).isNotNull();
        await().until(() -> threadOfAMessage(client).contains(WORKER));
      }
    }
    assertThat(threads.closed).succeedsWithin(LONG);
  }

  @Test
  void theContainersOwnEndpointsStayOnWorkers() throws Exception {
    try (RawWebSocket client = RawWebSocket.open(ws("/ws"))) {
      assertOnWorkers(client);
    }
  }

  @Test
  void requestsStayOnWorkersAndMayBlockWithoutHarmToTheRest() throws Exception {
    HttpClient http = HttpClient.newHttpClient();
    URI page = URI.create("http://127.0.0.1:" + port() + "/page");
    CompletableFuture<String> answer =
        http.sendAsync(HttpRequest.newBuilder(page).build(), BodyHandlers.ofString())
            .thenApply(HttpResponse::body);
    assertThat(blocked.await(10, TimeUnit.SECONDS)).isTrue();
    try (RawWebSocket client = RawWebSocket.open(ws("/wire"))) {
      await().until(() -> threadOfAMessage(client).equals(POLLER));
      assertThat(client.readMessage(LONG)).isEqualTo(WholeMessage.text("Hello"));
    }
    assertThat(answer).isNotDone();
    released.countDown();
    assertThat(answer).succeedsWithin(LONG).asString().contains(WORKER);
  }

  private void assertOnWorkers(RawWebSocket client) throws Exception {
    for (int i = 0; i < SEVERAL; i++) {
      assertThat(threadOfAMessage(client)).contains(WORKER);
    }
  }

  /** Sends a message; gives the name of the thread on which it was handled. */
  private String threadOfAMessage(RawWebSocket client) throws Exception {
    client.send(Frame.text("Hello"));
    String name = threads.messages.poll(10, TimeUnit.SECONDS);
    return name == null ? "none" : name;
  }

  private URI ws(String path) {
    return URI.create("ws://127.0.0.1:" + port() + path);
  }

  private int port() {
    return tomcat.getConnector().getLocalPort();
  }

  private void compose(ServletContext context) {
    HandshakeRules rules = settings.handshakeRules();
    ContainerUpgrade engine =
        new ContainerUpgrade(
            ScenarioEndpoint.class, behaviour -> new ScenarioEndpoint(behaviour, peers), rules);
    WireEngine wire = new WireEngine(connections, Runnable::run, Runnable::run);
    Map<String, Place> places =
        Map.of(
            "/ws", new Place(engine, query -> threads),
            "/wire", new Place(wire, query -> threads));
    context
        .addFilter("front-door", BehaviourDoor.to(places, settings, connections))
        .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/ws", "/wire");
    context.addServlet("files", DefaultServlet.class).addMapping("/");
    context.addServlet("page", new BlockingPage()).addMapping("/page");
    context.addServlet("failing", new FailingUpgrade()).addMapping("/failing");
  }

  /** An echo that keeps the names of the threads that it was called on. */
  private static final class Threads implements Behaviour {
    private final BlockingQueue<String> messages = new LinkedBlockingQueue<>();
    private final CompletableFuture<String> closed = new CompletableFuture<>();
    private volatile int pauseMillis;

    @Override
    public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
      pause();
      peer.send(kind, slice, last);
      messages.add(Thread.currentThread().getName());
    }

    private void pause() {
      try {
        TimeUnit.MILLISECONDS.sleep(pauseMillis);
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }

    @Override
    public void closed() {
      closed.complete(Thread.currentThread().getName());
    }
  }

  private static final class FailingUpgrade extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException, ServletException {
      response.setHeader("Connection", "Upgrade");
      response.setHeader("Upgrade", "x");
      request.upgrade(Failing.class);
    }
  }

  /** Never blocks, but throws when it is called on the poller's thread. */
  public static final class Failing implements InternalHttpUpgradeHandler, BooleanSupplier {
    private SocketWrapperBase<?> socket;

    @Override
    public boolean getAsBoolean() {
      return true;
    }

    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
      if (event != SocketEvent.OPEN_READ) {
        return SocketState.CLOSED;
      }
      if (Thread.currentThread().getName().equals(POLLER)) {
        throw new IllegalStateException("on purpose, in a test");
      }
      socket.registerReadInterest();
      return SocketState.SUSPENDED;
    }

    @Override
    public void init(WebConnection connection) {}

    @Override
    public void destroy() {}

    @Override
    public void timeoutAsync(long now) {}

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {
      socket = wrapper;
    }

    @Override
    public void setSslSupport(SSLSupport support) {}

    @Override
    public void pause() {}
  }

  private final class BlockingPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      blocked.countDown();
      try {
        if (released.await(30, TimeUnit.SECONDS)) {
          response.getWriter().print(Thread.currentThread().getName());
        }
      } catch (InterruptedException hurried) {
        Thread.currentThread().interrupt();
      }
    }
  }
}
