package org.wsbin.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.Quoted;

/** The way from what was set to an open connection, which another thread can end at any time. */
final class Connector implements Dialer.Watcher {
  private final ClientOptions control = new ClientOptions();
  private ControlFrameListener listening = ControlFrameListener.NOBODY;
  private Optional<Closeable> trying = Optional.empty();
  private Optional<Connection> open = Optional.empty();
  private Information known = Information.of(Optional.empty(), Optional.empty(), Optional.empty());
  private boolean given;
  private boolean late;

  ClientOptions control() {
    return control;
  }

  void onPing(Consumer<ByteBuffer> callback) {
    control.change();
    listening = new ControlFrameListener(callback, listening.onPong());
  }

  void onPong(Consumer<ByteBuffer> callback) {
    control.change();
    listening = new ControlFrameListener(listening.onPing(), callback);
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
        || uri.getUserInfo() != null
        || !HostAndPort.isPort(uri.getPort())
        || uri.getFragment() != null) {
      throw new IllegalArgumentException(
          "The URI is "
              + Quoted.of(uri.toString())
              + "; allowed is ws:// or wss:// with a host and perhaps a port up to 65535, without a"
              + " user and without a fragment.");
    }
  }

  /**
   * What a close frame is to say.
   *
   * @throws IllegalArgumentException where it cannot
   */
  static CloseStatus status(int code, String reason) {
    if (!CloseStatus.fits(reason)) {
      throw new IllegalArgumentException(
          "The reason is " + Quoted.of(reason) + "; allowed are 123 bytes of UTF-8.");
    }
    return new CloseStatus(code, reason);
  }

  /**
   * Connects, and waits until the handshake is done.
   *
   * @param settings what {@link ClientOptions#freeze} gave
   */
  Connection connect(URI uri, ClientOptions.Settings settings) {
    Duration most = settings.timeouts().connect();
    CompletableFuture<Void> done = new CompletableFuture<>();
    CompletableFuture<Void> unusedBecauseItOnlyCalls =
        done.orTimeout(most.toNanos(), TimeUnit.NANOSECONDS)
            .exceptionally(
                timeout -> {
                  expire();
                  return null;
                });
    try {
      Dialer.Dialled dialled = new Dialer(settings, Deadline.in(most), this).dial(uri);
      Connection conversation = new Connection(dialled, settings, listening);
      if (!opened(conversation)) {
        conversation.abort();
        throw failure(Optional.empty(), uri, most);
      }
      return conversation;
    } catch (WebSocketException failure) {
      throw failure(Optional.of(failure), uri, most);
    } finally {
      done.complete(null);
    }
  }

  private synchronized boolean opened(Connection conversation) {
    if (!given && !late) {
      open = Optional.of(conversation);
    }
    return open.isPresent();
  }

  private synchronized WebSocketException failure(
      Optional<WebSocketException> failure, URI uri, Duration most) {
    if (given) {
      return new WebSocketException(
          "Connecting was given up", new CancellationException("the caller has ended it"));
    }
    if (late && failure.flatMap(WebSocketException::answer).isEmpty()) {
      return new WebSocketException(
          "Could not connect to " + uri,
          new SocketTimeoutException("Connecting took longer than " + most + "."));
    }
    return failure.orElseGet(ConnectionWriter::closed);
  }

  /** The connection, once it is there. */
  synchronized Optional<Connection> conversation() {
    return open;
  }

  /**
   * The connection.
   *
   * @throws IllegalStateException before it is there
   */
  Connection required() {
    return conversation()
        .orElseThrow(
            () -> new IllegalStateException("There is no connection: call connect first."));
  }

  /** What is known, at any time. */
  Information information() {
    return conversation().map(Connection::information).orElseGet(this::known);
  }

  private synchronized Information known() {
    return known;
  }

  /** Ends it at once, whatever it is at. */
  void abort() {
    synchronized (this) {
      given = true;
    }
    endAttempt();
    conversation().ifPresent(Connection::abort);
  }

  private void expire() {
    synchronized (this) {
      if (open.isPresent()) {
        return;
      }
      late = true;
    }
    endAttempt();
  }

  private void endAttempt() {
    Optional<Closeable> attempt;
    synchronized (this) {
      attempt = trying;
    }
    attempt.ifPresent(Connector::close);
  }

  /** Whether it was ended from outside. */
  synchronized boolean isGiven() {
    return given;
  }

  @Override
  public void trying(Closeable attempt) {
    boolean tooLate;
    synchronized (this) {
      trying = Optional.of(attempt);
      tooLate = given || late;
    }
    if (tooLate) {
      close(attempt);
    }
  }

  @Override
  public synchronized void said(URI uri, String request, Optional<HttpResponse> answer) {
    known = Information.of(Optional.of(uri), Optional.of(request), answer);
  }

  private static void close(Closeable attempt) {
    try {
      attempt.close();
    } catch (IOException gone) {
      // it is closed
    }
  }
}
