package org.wsbin.it.client;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** An address whose packets are dropped: it listens, accepts nothing, and its queue is full. */
final class Unreachable implements AutoCloseable {
  private static final int AT_MOST = 50;

  private final ServerSocket listening;
  private final List<Socket> queued = new ArrayList<>();

  private Unreachable(ServerSocket listening) {
    this.listening = listening;
  }

  static Unreachable start() throws IOException {
    Unreachable one = new Unreachable(new ServerSocket(0, 1, InetAddress.getLoopbackAddress()));
    while (one.queued.size() < AT_MOST) {
      Socket socket = new Socket();
      one.queued.add(socket);
      try {
        socket.connect(one.listening.getLocalSocketAddress(), 300);
      } catch (SocketTimeoutException full) {
        return one;
      }
    }
    throw new IllegalStateException("The queue of a listening socket has no end.");
  }

  URI uri() {
    InetSocketAddress address = (InetSocketAddress) listening.getLocalSocketAddress();
    return URI.create("ws://127.0.0.1:" + address.getPort() + "/");
  }

  @Override
  public void close() throws IOException {
    listening.close();
    for (Socket socket : queued) {
      socket.close();
    }
  }
}
