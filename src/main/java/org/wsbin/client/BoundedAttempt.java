package org.wsbin.client;

import java.io.Closeable;
import java.io.IOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import org.wsbin.client.ClientClock.Alarm;

/** Opens sockets within a time limit, which ends the attempt whatever it waits for. */
final class BoundedAttempt implements Dialer.Listener {
  private final Duration limit;
  private final Deadline deadline;
  private Optional<Closeable> resource = Optional.empty();
  private boolean late;

  /** Begins now. */
  BoundedAttempt(Duration limit) {
    this.limit = limit;
    deadline = Deadline.in(ClientClock.SYSTEM, limit);
  }

  Deadline deadline() {
    return deadline;
  }

  /** Ends this when its time is over. */
  Alarm alarm() {
    return ClientClock.SYSTEM.after(limit, this, BoundedAttempt::expire);
  }

  private void expire() {
    Optional<Closeable> last;
    synchronized (this) {
      late = true;
      last = resource;
    }
    last.ifPresent(BoundedAttempt::close);
  }

  /** Leaves what was opened to the caller, unless the time is over. */
  synchronized void release() throws IOException {
    if (late) {
      throw new SocketTimeoutException(sentence());
    }
    resource = Optional.empty();
  }

  /** The exception of a failure, which the end of the time may have caused. */
  synchronized WebSocketException failure(String what, IOException failure) {
    return new WebSocketException(what, late ? late(failure) : failure);
  }

  /** The same. */
  synchronized WebSocketException failure(String what, WebSocketException failure) {
    return late ? new WebSocketException(what, late(failure)) : failure;
  }

  private IOException late(Exception failure) {
    IOException late = new SocketTimeoutException(sentence());
    late.initCause(failure);
    return late;
  }

  private String sentence() {
    return "The answer took longer than " + Deadline.words(limit) + ".";
  }

  @Override
  public void attempt(Closeable now) {
    synchronized (this) {
      resource = Optional.of(now);
      if (!late) {
        return;
      }
    }
    close(now);
  }

  private static void close(Closeable resource) {
    try {
      resource.close();
    } catch (IOException gone) {
      // it is closed
    }
  }

  @Override
  public void exchange(URI uri, String request, Optional<HttpResponse> response) {}
}
