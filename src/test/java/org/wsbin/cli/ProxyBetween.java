package org.wsbin.cli;

import static java.util.concurrent.TimeUnit.SECONDS;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.wsbin.proxy.Proxy;
import org.wsbin.proxy.ProxySettings;

/** A proxy with the options of a command line, and a server of which a test plays both ends. */
final class ProxyBetween implements AutoCloseable {
  static final String UPGRADE =
      String.join(
          "\r\n",
          "GET /echo?a=%20b HTTP/1.1",
          "host:  example",
          "Upgrade: WebSocket",
          "Connection: keep-alive, Upgrade",
          "X-One:\t1",
          "X-One: 2",
          "",
          "");
  static final String SWITCHING =
      "HTTP/1.1 101 Because\r\nUPGRADE: websocket\r\nConnection: Upgrade\r\nX-Two: 2\r\n\r\n";

  private final List<SocketEnd> opened = new ArrayList<>();
  private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();
  private final ServerSocket upstream;
  private final Proxy proxy;
  private SocketEnd client;
  private SocketEnd server;

  private ProxyBetween(String options) throws IOException {
    upstream = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    upstream.setSoTimeout(10_000);
    String target = "http://127.0.0.1:" + upstream.getLocalPort();
    proxy = Proxy.start(settings("--port 0 " + options + " " + target), lines::add);
  }

  /** A proxy with these options, to which nobody has connected. */
  static ProxyBetween with(String options) throws IOException {
    return new ProxyBetween(options);
  }

  /** With a WebSocket through it. */
  static ProxyBetween webSocket(String options) throws IOException {
    ProxyBetween between = new ProxyBetween(options);
    between.connect().send(UPGRADE);
    between.accept().head();
    between.server().send(SWITCHING);
    between.client().head();
    return between;
  }

  /** The settings that a command line means; values with spaces have underscores. */
  static ProxySettings settings(String options) {
    AtomicReference<ProxySettings> settings = new AtomicReference<>();
    StringWriter said = new StringWriter();
    PrintWriter out = new PrintWriter(said, true);
    new Cli(
            flags -> 0,
            Cli.Clients.returning(0)
                .with(
                    (read, faults) -> {
                      settings.set(read);
                      return 0;
                    }),
            out,
            out)
        .run(("proxy " + options).trim().split(" +"));
    if (settings.get() == null) {
      throw new IllegalArgumentException(said.toString());
    }
    return settings.get();
  }

  /** Connects a client to the proxy. */
  SocketEnd connect() throws IOException {
    client = opened(new SocketEnd(new Socket(InetAddress.getLoopbackAddress(), proxy.port())));
    return client;
  }

  /** Accepts the proxy at the server. */
  SocketEnd accept() throws IOException {
    server = opened(new SocketEnd(upstream.accept()));
    return server;
  }

  /** The client that connected last. */
  SocketEnd client() {
    return client;
  }

  /** The server's end of the last connection. */
  SocketEnd server() {
    return server;
  }

  /** The line about the next connection that has ended. */
  String line() throws InterruptedException {
    return lines.poll(10, SECONDS);
  }

  private SocketEnd opened(SocketEnd end) {
    opened.add(end);
    return end;
  }

  @Override
  public void close() throws IOException {
    proxy.close();
    for (SocketEnd each : opened) {
      each.close();
    }
    upstream.close();
  }
}
