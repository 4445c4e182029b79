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
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.Quoted;

/** Opens a connection with the given options. Another thread can end it at any time. */
final class Connector implements Dialer.Listener {
  private enum State {
    CONNECTING,
    OPEN,
    /** Connecting took too long. */
    EXPIRED,
    /** Another thread ended it, before or after it was open. */
    ABORTED
  }

  private final ClientClock clock;
  private final Executor closes;
  private final ClientOptions control = new ClientOptions();
  private ControlFrameListener controlFrames = ControlFrameListener.NONE;
  private Optional<Closeable> attempt = Optional.empty();
  private Optional<Connection> connection = Optional.empty();
  private Information handshake =
      Information.of(Optional.empty(), Optional.empty(), Optional.empty());
  private Optional<ConnectionTranscript> transcript = Optional.empty();
  private State state = State.CONNECTING;

  /**
   * For one connection.
   *
   * @param closes runs a task after everything sent before, for {@link Connection}
   */
  Connector(ClientClock clock, Executor closes) {
    this.clock = clock;
    this.closes = closes;
  }

  ClientOptions control() {
    return control;
  }

  void onPing(Consumer<ByteBuffer> callback) {
    control.change();
    controlFrames = new ControlFrameListener(callback, controlFrames.onPong());
  }

  void onPong(Consumer<ByteBuffer> callback) {
    control.change();
    controlFrames = new ControlFrameListener(controlFrames.onPing(), callback);
  }

  /**
   * Refuses a URI that is not a WebSocket URI.
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
   * Checks and creates the content of a close frame.
   *
   * @throws IllegalArgumentException if a close frame cannot carry it
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
  Connection connect(URI uri, ClientSettings settings) {
    Duration limit = settings.timeouts().connect();
    synchronized (this) {
      transcript = settings.transcript();
    }
    ClientClock.Alarm expiry = clock.after(limit, this, Connector::expire);
    try {
      Dialer.DialResult dialled = new Dialer(settings, Deadline.in(clock, limit), this).dial(uri);
      Connection made =
          new Connection(
              dialled, settings, controlFrames, clock, closes, observer(settings, dialled));
      if (!opened(made)) {
        made.abort();
        throw failure(Optional.empty(), uri, limit);
      }
      return made;
    } catch (WebSocketException failure) {
      throw failure(Optional.of(failure), uri, limit);
    } finally {
      expiry.cancel();
    }
  }

  private static ConnectionObserver observer(ClientSettings settings, Dialer.DialResult dialled) {
    return settings
        .transcript()
        .map(recording -> recording.observer(dialled.local()))
        .orElse(ConnectionObserver.NONE);
  }

  private synchronized boolean opened(Connection made) {
    if (state == State.CONNECTING) {
      state = State.OPEN;
      connection = Optional.of(made);
    }
    return connection.isPresent();
  }

  private synchronized WebSocketException failure(
      Optional<WebSocketException> failure, URI uri, Duration limit) {
    if (state == State.ABORTED) {
      return new WebSocketException(
          "Connecting was given up", new CancellationException("the caller has ended it"));
    }
    if (state == State.EXPIRED && failure.flatMap(WebSocketException::response).isEmpty()) {
      Optional<String> proxy = failure.flatMap(WebSocketException::proxy);
      WebSocketException late =
          new WebSocketException(
              "Could not connect " + proxy.map(p -> "through the proxy " + p).orElse("to " + uri),
              new SocketTimeoutException(
                  "Connecting took longer than " + Deadline.words(limit) + "."));
      return proxy.map(late::ofProxy).orElse(late);
    }
    return failure.orElseGet(ConnectionLifecycle::closed);
  }

  /** The connection, if it is open. */
  synchronized Optional<Connection> connection() {
    return connection;
  }

  /**
   * The connection.
   *
   * @throws IllegalStateException before it is open
   */
  Connection required() {
    return connection()
        .orElseThrow(
            () -> new IllegalStateException("There is no connection: call connect first."));
  }

  /** What is known about the connection, at any time. */
  Information information() {
    return connection().map(Connection::information).orElseGet(this::handshake);
  }

  private synchronized Information handshake() {
    return handshake;
  }

  /** Ends the connection or the attempt at once. */
  void abort() {
    synchronized (this) {
      state = State.ABORTED;
    }
    endAttempt();
    connection().ifPresent(Connection::abort);
  }

  private void expire() {
    synchronized (this) {
      if (state != State.CONNECTING) {
        return;
      }
      state = State.EXPIRED;
    }
    endAttempt();
  }

  private void endAttempt() {
    Optional<Closeable> last;
    synchronized (this) {
      last = attempt;
    }
    last.ifPresent(Connector::close);
  }

  /** Whether another thread ended it. */
  synchronized boolean isAborted() {
    return state == State.ABORTED;
  }

  @Override
  public void attempt(Closeable resource) {
    boolean over;
    synchronized (this) {
      attempt = Optional.of(resource);
      over = state == State.EXPIRED || state == State.ABORTED;
    }
    if (over) {
      close(resource);
    }
  }

  @Override
  public synchronized void exchange(URI uri, String request, Optional<HttpResponse> response) {
    handshake = Information.of(Optional.of(uri), Optional.of(request), response);
    transcript.ifPresent(recording -> recording.exchange(request, response));
  }

  private static void close(Closeable attempt) {
    try {
      attempt.close();
    } catch (IOException gone) {
      // it is closed
    }
  }
}
