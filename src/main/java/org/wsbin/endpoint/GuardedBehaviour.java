package org.wsbin.endpoint;

import static java.lang.System.Logger.Level.ERROR;

import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Peer;

/** Calls a behaviour, and reports its failures. Safe from any thread. */
final class GuardedBehaviour {
  private static final System.Logger LOG = System.getLogger(GuardedBehaviour.class.getName());

  private final Behaviour behaviour;
  private final Peer peer;
  private final Consumer<Throwable> failed;
  private final AtomicBoolean ended = new AtomicBoolean();

  /**
   * Guards one.
   *
   * @param failed takes what it threw, except at its end
   */
  GuardedBehaviour(Behaviour behaviour, Peer peer, Consumer<Throwable> failed) {
    this.behaviour = behaviour;
    this.peer = peer;
    this.failed = failed;
  }

  void opened() {
    guarded(() -> behaviour.opened(peer));
  }

  void message(MessageKind kind, ByteBuffer slice, boolean last) {
    guarded(() -> behaviour.message(peer, kind, slice, last));
  }

  void pong(ByteBuffer payload) {
    guarded(() -> behaviour.pong(payload));
  }

  void roomAgain() {
    guarded(behaviour::roomAgain);
  }

  /** Ends it; only the first call counts. */
  void end() {
    if (ended.compareAndSet(false, true)) {
      try {
        behaviour.closed();
      } catch (RuntimeException | Error failure) {
        LOG.log(ERROR, "A behaviour failed at its end.", failure);
      }
    }
  }

  private void guarded(Runnable callback) {
    try {
      callback.run();
    } catch (RuntimeException | Error failure) {
      failed.accept(failure);
    }
  }
}
