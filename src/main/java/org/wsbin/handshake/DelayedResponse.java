package org.wsbin.handshake;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Timer;

/**
 * A request with a delayed response; no thread waits for it. It counts as a connection, has a limit
 * of its own ({@code --max-pending-handshakes}) because most containers do not say that the client
 * has left, and ends with the server. The lock keeps the container from using the request for
 * another client while it is answered or comes back.
 */
public final class DelayedResponse implements Connections.Member {
  private static final System.Logger LOG = System.getLogger(DelayedResponse.class.getName());

  /** What a container holds for a request: buffers, the parsed head, the context. */
  static final long BYTES = 96 * 1024;

  private static final String WAITED = DelayedResponse.class.getName() + ".waited";

  private final Connections connections;
  private final AsyncContext context;
  private final String address;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Timer.Scheduled scheduled;

  private DelayedResponse(
      Connections connections, AsyncContext context, String address, Duration time) {
    this.address = address;
    this.connections = connections;
    this.context = context;
    scheduled = connections.timer().after(time, this::comeBack);
  }

  /** Whether the request has already waited. */
  public static boolean hasWaited(HttpServletRequest request) {
    return request.getAttribute(WAITED) != null;
  }

  /**
   * Starts the delay; afterwards the request returns to the front door.
   *
   * @return a refusal to send instead, if a limit is reached
   */
  public static Optional<Refused> start(
      Connections connections,
      HttpServletRequest request,
      HttpServletResponse response,
      Duration time) {
    if (!connections.takePending()) {
      return later("The server has reached --max-pending-handshakes: try again later.");
    }
    if (!connections.memory().charge(BYTES)) {
      connections.givePending();
      return later("The server has spent --memory: try again later.");
    }
    request.setAttribute(WAITED, true);
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(0);
    DelayedResponse delayed =
        new DelayedResponse(connections, context, ClientView.of(request).address(), time);
    context.addListener(delayed.new Departure());
    connections.add(delayed);
    return Optional.empty();
  }

  private static Optional<Refused> later(String sentence) {
    return Optional.of(new Refused(503, Map.of("Retry-After", "5"), sentence));
  }

  private synchronized void comeBack() {
    if (end()) {
      try {
        context.dispatch();
      } catch (RuntimeException gone) { // whatever a container finds in a request that is over
        LOG.log(DEBUG, "The client of a delayed request has left at its end.", gone);
      }
    }
  }

  @Override
  public boolean sweep() {
    if (over.get()) {
      connections.remove(this); // it returned before it was added
    }
    return false;
  }

  @Override
  public void close(CloseStatus status) {
    refuse(status.reason());
  }

  @Override
  public void cut() {
    refuse("The server is shutting down.");
  }

  private synchronized void refuse(String sentence) {
    if (end()) {
      scheduled.cancel();
      answer(new Refused(503, Map.of("Retry-After", "5"), sentence));
      context.complete();
    }
  }

  private synchronized void left(Throwable gone) {
    if (end()) {
      LOG.log(DEBUG, "The client of a delayed request has left.", gone);
      scheduled.cancel();
      context.complete();
    }
  }

  /** Gives back what it holds; returns whether this is the first time. */
  private boolean end() {
    boolean first = over.compareAndSet(false, true);
    if (first) {
      connections.remove(this);
      connections.givePending();
      connections.memory().giveBack(BYTES);
    }
    return first;
  }

  @Override
  public String address() {
    return address;
  }

  private void answer(Refused refused) {
    try {
      if (context.getRequest() instanceof HttpServletRequest request
          && context.getResponse() instanceof HttpServletResponse response) {
        connections.observer().answered(ServletOpeningRequest.of(request), refused);
        Refusal.send(response, refused);
      }
    } catch (IOException | RuntimeException gone) {
      LOG.log(DEBUG, "A delayed request could not be answered.", gone);
    }
  }

  /** Ends the delay if the container says that the client has left. */
  private final class Departure implements DepartureListener {
    @Override
    public void onError(AsyncEvent event) {
      left(event.getThrowable());
    }
  }
}
