package org.wsbin.handshake;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Timer;

/**
 * A request with a delayed response; no thread waits for it. It counts as a connection, so {@code
 * --max-connections} limits the number, and it ends with the server.
 */
public final class DelayedResponse implements Connections.Member {
  private static final System.Logger LOG = System.getLogger(DelayedResponse.class.getName());
  private static final String WAITED = DelayedResponse.class.getName() + ".waited";

  private final Connections connections;
  private final AsyncContext context;
  private final AtomicBoolean over = new AtomicBoolean();
  private final Timer.Scheduled scheduled;

  private DelayedResponse(Connections connections, AsyncContext context, Duration time) {
    this.connections = connections;
    this.context = context;
    scheduled = connections.timer().after(time, this::comeBack);
  }

  /** Whether the request has already waited. */
  public static boolean hasWaited(HttpServletRequest request) {
    return request.getAttribute(WAITED) != null;
  }

  /** Starts the delay; afterwards the request returns to the front door. */
  public static void start(
      Connections connections,
      HttpServletRequest request,
      HttpServletResponse response,
      Duration time) {
    request.setAttribute(WAITED, true);
    AsyncContext context = request.startAsync(request, response);
    context.setTimeout(0);
    connections.add(new DelayedResponse(connections, context, time));
  }

  private void comeBack() {
    if (over.compareAndSet(false, true)) {
      connections.remove(this);
      context.dispatch();
    }
  }

  @Override
  public void sweep() {
    if (over.get()) {
      connections.remove(this); // it returned before it was added
    }
  }

  @Override
  public void close(CloseStatus status) {
    cut();
  }

  @Override
  public void cut() {
    if (over.compareAndSet(false, true)) {
      scheduled.cancel();
      connections.remove(this);
      refuse();
      context.complete();
    }
  }

  private void refuse() {
    try {
      if (context.getResponse() instanceof HttpServletResponse response) {
        Refusal.send(response, new Refused(503, "The server is shutting down."));
      }
    } catch (IOException | RuntimeException gone) {
      LOG.log(DEBUG, "A delayed request could not be answered.", gone);
    }
  }
}
