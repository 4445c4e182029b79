package org.wsbin.proxy;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.wsbin.scenario.LogWriter;

/**
 * A proxy that listens until it is closed. Each connection takes one thread, and a second one while
 * it is a WebSocket or a request with a body; all of them are daemons.
 */
public final class Proxy implements AutoCloseable {
  /** The most connections at a time; a further one gets 503. */
  public static final int MOST_CONNECTIONS = 1000;

  private static final System.Logger LOG = System.getLogger(Proxy.class.getName());
  private static final long PAUSE_MILLIS = 250;

  private final ProxySettings settings;
  private final ServerSocket listening;
  private final LogWriter lines;
  private final AddressSlots slots;
  private final Set<ProxyConnection> open = ConcurrentHashMap.newKeySet();

  private Proxy(ProxySettings settings, ServerSocket listening, Consumer<String> lines) {
    this.settings = settings;
    this.listening = listening;
    this.lines = new LogWriter(lines, "proxy-lines");
    this.slots = new AddressSlots(settings.maxConnections());
  }

  /**
   * Starts a proxy; when this returns, it accepts connections.
   *
   * @param lines takes a line for each connection that ends, on a thread of its own
   * @throws IOException if it cannot listen there
   */
  public static Proxy start(ProxySettings settings, Consumer<String> lines) throws IOException {
    ServerSocket listening = new ServerSocket();
    boolean bound = false;
    try {
      listening.setReuseAddress(true);
      listening.bind(new InetSocketAddress(settings.host(), settings.port()), MOST_CONNECTIONS);
      bound = true;
    } finally {
      if (!bound) {
        listening.close();
      }
    }
    Proxy proxy = new Proxy(settings, listening, lines);
    Tunnel.start(proxy::watch, "proxy-watch");
    Tunnel.start(proxy::accept, "proxy-accept");
    return proxy;
  }

  /** The port that it listens on. */
  public int port() {
    return listening.getLocalPort();
  }

  private void watch() {
    while (!listening.isClosed()) {
      open.forEach(ProxyConnection::check);
      pause();
    }
  }

  private void accept() {
    while (!listening.isClosed()) {
      try {
        accepted(listening.accept());
      } catch (IOException | OutOfMemoryError closedOrNoFilesOrNoThreads) {
        LOG.log(DEBUG, "No connection was accepted.", closedOrNoFilesOrNoThreads);
        pause();
      }
    }
  }

  private void accepted(Socket client) throws IOException {
    boolean running = false;
    try {
      client.setTcpNoDelay(true);
      client.setKeepAlive(true);
      if (open.size() >= MOST_CONNECTIONS) {
        String sentence = MOST_CONNECTIONS + " connections are open.";
        client.getOutputStream().write(ProxyPage.of(503, sentence));
        lines.write(dropped -> "A connection got 503: " + sentence);
        return;
      }
      ProxyConnection connection = new ProxyConnection(client, settings, slots);
      open.add(connection);
      try {
        Tunnel.start(() -> run(connection), "proxy-client");
        running = true;
      } finally {
        if (!running) {
          open.remove(connection);
        }
      }
    } finally {
      if (!running) {
        client.close();
      }
    }
  }

  private void run(ProxyConnection connection) {
    try {
      connection.run();
    } finally {
      open.remove(connection);
      String line = connection.line();
      lines.write(dropped -> dropped == 0 ? line : line + " (" + dropped + " lines are missing)");
    }
  }

  private void pause() {
    try {
      if (!listening.isClosed()) {
        Thread.sleep(PAUSE_MILLIS);
      }
    } catch (InterruptedException unasked) {
      Thread.currentThread().interrupt();
    }
  }

  /** Stops listening, and ends all connections. */
  @Override
  public void close() {
    try {
      listening.close();
    } catch (IOException closed) {
      LOG.log(DEBUG, "The listener did not close.", closed);
    }
    open.forEach(ProxyConnection::stop);
    lines.close();
  }
}
