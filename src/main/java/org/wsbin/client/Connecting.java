package org.wsbin.client;

import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import org.wsbin.protocol.Quoted;

/** The way from what was set to an open connection, which another thread can end at any time. */
final class Connecting {
  private final Control control = new Control();
  private Optional<Socket> trying = Optional.empty();
  private Optional<Conversation> open = Optional.empty();
  private boolean given;

  Control control() {
    return control;
  }

  /**
   * Refuses what is no WebSocket's URI.
   *
   * @throws IllegalArgumentException with a sentence
   */
  static void check(URI uri) {
    if (uri.getScheme() == null
        || !Set.of("ws", "wss").contains(uri.getScheme())
        || uri.getHost() == null
        || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "The URI is "
              + Quoted.of(uri.toString())
              + "; allowed is ws:// or wss:// with a host, and no fragment.");
    }
  }

  /**
   * Connects, and waits until the handshake is done.
   *
   * @param settings what {@link Control#freeze} gave
   */
  Conversation connect(URI uri, Control.Settings settings) {
    try {
      Conversation conversation =
          new Conversation(new Dialer(settings, this::tries).dial(uri), settings);
      synchronized (this) {
        open = Optional.of(conversation);
      }
      if (isGiven()) {
        conversation.abort();
        throw givenUp();
      }
      return conversation;
    } catch (WebSocketException failure) {
      throw isGiven() ? givenUp() : failure;
    }
  }

  /** The connection, once it is there. */
  synchronized Optional<Conversation> conversation() {
    return open;
  }

  /**
   * The connection.
   *
   * @throws IllegalStateException before it is there
   */
  Conversation required() {
    return conversation()
        .orElseThrow(
            () -> new IllegalStateException("There is no connection: call connect first."));
  }

  /** Ends it at once, whatever it is at. */
  void abort() {
    Optional<Socket> socket;
    synchronized (this) {
      given = true;
      socket = trying;
    }
    socket.ifPresent(Connecting::close);
    conversation().ifPresent(Conversation::abort);
  }

  /** Whether it was ended from outside. */
  synchronized boolean isGiven() {
    return given;
  }

  private void tries(Socket socket) {
    synchronized (this) {
      trying = Optional.of(socket);
    }
    if (isGiven()) {
      close(socket);
    }
  }

  private static WebSocketException givenUp() {
    return new WebSocketException(
        "Connecting was given up", new CancellationException("the caller has ended it"));
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException gone) {
      // it is closed
    }
  }
}
