package org.wsbin.load;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;

/** Many clients on one thread that all do the same. */
abstract class Crowd implements AutoCloseable {
  private static final int TINY_BUFFER = 4096;

  private final Selector selector;
  private final AtomicInteger open = new AtomicInteger();
  private final Thread thread = new Thread(this::loop, "crowd");

  Crowd() throws IOException {
    selector = Selector.open();
  }

  /** What the clients wait for: {@link SelectionKey#OP_READ}, or {@link SelectionKey#OP_WRITE}. */
  abstract int interest();

  /** That client can go on. */
  abstract void ready(SelectionKey key, SocketChannel channel) throws IOException;

  /** Connects so many clients, one after the other, and lets them go. */
  void connect(URI uri, int clients) throws IOException {
    for (int i = 0; i < clients; i++) {
      SocketChannel channel = SocketChannel.open();
      if (interest() == SelectionKey.OP_WRITE) {
        channel.setOption(StandardSocketOptions.SO_RCVBUF, TINY_BUFFER);
        channel.setOption(StandardSocketOptions.SO_SNDBUF, 1 << 16);
      }
      channel.connect(new InetSocketAddress(uri.getHost(), uri.getPort()));
      handshake(channel, uri);
      channel.configureBlocking(false);
      channel.register(selector, interest());
      open.incrementAndGet();
    }
    thread.setDaemon(true);
    thread.start();
  }

  /** Clients whose connection has not ended. */
  int open() {
    return open.get();
  }

  @Override
  public void close() throws IOException {
    for (SelectionKey key : List.copyOf(selector.keys())) {
      key.channel().close();
    }
    selector.close();
  }

  private void loop() {
    try {
      while (selector.isOpen()) {
        selector.select(this::serve, 100);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void serve(SelectionKey key) {
    SocketChannel channel = (SocketChannel) key.channel();
    try {
      ready(key, channel);
    } catch (IOException ended) {
      leave(key, channel);
    }
  }

  private void leave(SelectionKey key, SocketChannel channel) {
    key.cancel();
    open.decrementAndGet();
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void handshake(SocketChannel channel, URI uri) throws IOException {
    String request =
        "GET "
            + uri.getRawPath()
            + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery())
            + " HTTP/1.1\r\nHost: "
            + uri.getAuthority()
            + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
            + "Sec-WebSocket-Key: E4WSEcseoWr4csPLS2QJHA==\r\n\r\n";
    channel.write(ByteBuffer.wrap(request.getBytes(ISO_8859_1)));
    StringBuilder answer = new StringBuilder();
    ByteBuffer one = ByteBuffer.allocate(1);
    while (answer.indexOf("\r\n\r\n") < 0) {
      if (channel.read(one.clear()) < 0) {
        throw new IOException("The handshake ended early: " + answer);
      }
      answer.append((char) one.get(0));
    }
    if (!answer.toString().startsWith("HTTP/1.1 101")) {
      throw new IOException("No 101: " + answer);
    }
  }
}
