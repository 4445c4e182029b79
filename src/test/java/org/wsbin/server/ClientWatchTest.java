package org.wsbin.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.apache.catalina.Context;
import org.apache.catalina.Wrapper;
import org.apache.catalina.connector.Connector;
import org.apache.catalina.startup.Tomcat;
import org.apache.coyote.http11.Http11NioProtocol;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Requests that wait for their response longer than a connection may wait for a request. */
class ClientWatchTest {
  private static final Logger TOMCAT = Logger.getLogger("org.apache");
  private static final Duration LONG = Duration.ofSeconds(10);
  private static final int REQUEST_TIMEOUT_MILLIS = 300;
  private static final String REQUEST = "GET /%s HTTP/1.1\r\nHost: localhost\r\n\r\n";

  @TempDir private Path documents;

  private final Tomcat tomcat = new Tomcat();
  private final BlockingQueue<Waiting> requests = new LinkedBlockingQueue<>();

  @BeforeEach
  void start() throws Exception {
    TOMCAT.setLevel(Level.SEVERE);
    tomcat.setBaseDir(documents.toString());
    Connector connector = new Connector(new Http11NioProtocol(new InlineEndpoint()));
    connector.setPort(0);
    connector.setProperty("connectionTimeout", Integer.toString(REQUEST_TIMEOUT_MILLIS));
    tomcat.setConnector(connector);
    Context context = tomcat.addContext("", documents.toString());
    Wrapper waiting = Tomcat.addServlet(context, "waiting", new WaitingPage());
    waiting.setAsyncSupported(true);
    waiting.addMapping("/*");
    tomcat.start();
  }

  @AfterEach
  void stop() throws Exception {
    tomcat.stop();
    tomcat.destroy();
  }

  @Test
  void whoClosesWhileItsRequestWaitsIsNoticedAtOnce() throws Exception {
    Socket client = connect();
    send(client, "a");
    Waiting waiting = next();
    assertThat(waiting.left).isNotDone();
    client.close();
    assertThat(waiting.left).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void whoResetsIsNoticedToo() throws Exception {
    Socket client = connect();
    send(client, "a");
    Waiting waiting = next();
    client.setSoLinger(true, 0);
    client.close();
    assertThat(waiting.left).succeedsWithin(Duration.ofSeconds(1));
  }

  @Test
  void whoStaysGetsItsResponseHoweverLongItTakes() throws Exception {
    try (Socket client = connect()) {
      send(client, "a");
      Waiting waiting = next();
      TimeUnit.MILLISECONDS.sleep(5 * REQUEST_TIMEOUT_MILLIS);
      assertThat(waiting.left).isNotDone();
      waiting.context.dispatch();
      assertThat(body(client)).isEqualTo("/a");

      send(client, "b");
      next().context.dispatch();
      assertThat(body(client)).as("on the same connection").isEqualTo("/b");

      client.setSoTimeout((int) LONG.toMillis());
      assertThat(client.getInputStream().read()).as("idle for too long").isEqualTo(-1);
    }
  }

  @Test
  void whatAClientSendsMeanwhileIsNotLost() throws Exception {
    try (Socket client = connect()) {
      send(client, "a");
      Waiting waiting = next();
      send(client, "b");
      TimeUnit.MILLISECONDS.sleep(5 * REQUEST_TIMEOUT_MILLIS);
      waiting.context.dispatch();
      assertThat(body(client)).isEqualTo("/a");
      next().context.dispatch();
      assertThat(body(client)).isEqualTo("/b");
    }
  }

  @Test
  void manyThatLeaveAsTheirResponseStartsDoNoHarm() throws Exception {
    for (int i = 0; i < 200; i++) {
      Socket client = connect();
      send(client, "a");
      Waiting waiting = next();
      CompletableFuture<Void> answering = CompletableFuture.runAsync(waiting::dispatch);
      client.close();
      assertThat(answering).succeedsWithin(LONG);
    }
    await().untilAsserted(() -> assertThat(openConnections()).isZero());
    try (Socket client = connect()) {
      send(client, "z");
      next().context.dispatch();
      assertThat(body(client)).isEqualTo("/z");
    }
  }

  private long openConnections() {
    return tomcat.getConnector().getProtocolHandler() instanceof Http11NioProtocol protocol
        ? protocol.getConnectionCount() - 1 // one is counted before it is accepted
        : -1;
  }

  private Socket connect() throws IOException {
    return new Socket(InetAddress.getLoopbackAddress(), tomcat.getConnector().getLocalPort());
  }

  private static void send(Socket client, String path) throws IOException {
    client.getOutputStream().write(REQUEST.formatted(path).getBytes(ISO_8859_1));
  }

  private Waiting next() throws InterruptedException {
    Waiting waiting = requests.poll(10, TimeUnit.SECONDS);
    assertThat(waiting).isNotNull();
    return waiting;
  }

  /** Reads one response; its body has two bytes. */
  private static String body(Socket client) throws IOException {
    client.setSoTimeout((int) LONG.toMillis());
    StringBuilder read = new StringBuilder();
    while (!read.toString().contains("\r\n\r\n")) {
      read.append((char) client.getInputStream().read());
    }
    assertThat(read).startsWith("HTTP/1.1 200");
    return new String(client.getInputStream().readNBytes(2), ISO_8859_1);
  }

  /** A request that waits for its response. */
  private record Waiting(AsyncContext context, CompletableFuture<Void> left)
      implements AsyncListener {
    /** Starts the response, unless the client has left. */
    void dispatch() {
      try {
        context.dispatch();
      } catch (IllegalStateException | NullPointerException gone) { // of a recycled request
        assertThat(left).succeedsWithin(LONG);
      }
    }

    @Override
    public void onError(AsyncEvent event) {
      left.complete(null);
      context.complete();
    }

    @Override
    public void onComplete(AsyncEvent event) {}

    @Override
    public void onTimeout(AsyncEvent event) {}

    @Override
    public void onStartAsync(AsyncEvent event) {}
  }

  private final class WaitingPage extends HttpServlet {
    private static final long serialVersionUID = 1L;

    @Override
    protected void doGet(HttpServletRequest request, HttpServletResponse response)
        throws IOException {
      if (request.getAttribute("waited") == null) {
        request.setAttribute("waited", true);
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        Waiting waiting = new Waiting(context, new CompletableFuture<>());
        context.addListener(waiting);
        requests.add(waiting);
      } else {
        response.setContentLength(2);
        response.getOutputStream().print(request.getRequestURI());
      }
    }
  }
}
