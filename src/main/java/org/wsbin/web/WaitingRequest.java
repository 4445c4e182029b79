package org.wsbin.web;

import static java.lang.System.Logger.Level.DEBUG;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import org.wsbin.handshake.DepartureListener;

/**
 * A request that waits without a thread, until it comes back or its client leaves. The lock keeps
 * the container from using the request for another client while it comes back.
 */
final class WaitingRequest implements DepartureListener {
  private static final System.Logger LOG = System.getLogger(WaitingRequest.class.getName());

  private final AsyncContext context;
  private volatile Runnable end = () -> {};
  private boolean over;

  private WaitingRequest(AsyncContext context) {
    this.context = context;
  }

  static WaitingRequest of(AsyncContext context) {
    WaitingRequest waiting = new WaitingRequest(context);
    context.addListener(waiting);
    return waiting;
  }

  /** Sets what gives its place back; called if the client leaves. */
  void endedBy(Runnable whenGone) {
    end = whenGone;
  }

  /**
   * Hands the request back to its servlet; safe from any thread, whatever became of the request.
   */
  synchronized void comeBack() {
    if (!over) {
      over = true;
      try {
        context.dispatch();
      } catch (RuntimeException gone) { // whatever a container finds in a request that is over
        LOG.log(DEBUG, "The client of a waiting request has left at its end.", gone);
      }
    }
  }

  /** The client has left, as far as the container notices. */
  @Override
  public synchronized void onError(AsyncEvent event) {
    if (!over) {
      over = true;
      LOG.log(DEBUG, "The client of a waiting request has left.", event.getThrowable());
      end.run();
      context.complete();
    }
  }
}
