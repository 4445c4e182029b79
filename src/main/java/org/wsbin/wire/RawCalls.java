package org.wsbin.wire;

import java.util.Optional;
import java.util.function.Consumer;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.scenario.RawBehaviour;

/**
 * The calls on the behaviour of one connection: one at a time, and the end last. If TCP ends during
 * a call, the behaviour learns of it after that call. Guarded by its connection's gate.
 */
final class RawCalls {
  private enum State {
    NOT_OPENED,
    IDLE,
    INSIDE,
    TOLD_END
  }

  private final RawBehaviour behaviour;
  private final Consumer<Throwable> failed;
  private State state = State.NOT_OPENED;
  private Optional<EndOfStream> end = Optional.empty();

  /**
   * No calls yet.
   *
   * @param failed receives what a call throws, before the behaviour learns of the end
   */
  RawCalls(RawBehaviour behaviour, Consumer<Throwable> failed) {
    this.behaviour = behaviour;
    this.failed = failed;
  }

  /** Makes a call; what it throws is not thrown here. */
  void run(Consumer<RawBehaviour> call) {
    state = State.INSIDE;
    try {
      call.accept(behaviour);
    } catch (RuntimeException | Error failure) {
      failed.accept(failure);
    } finally {
      state = State.IDLE;
    }
    tellEnd();
  }

  /** TCP has ended. A behaviour that was never called does not learn of it. */
  void ended(EndOfStream how) {
    end = Optional.of(how);
    tellEnd();
  }

  private void tellEnd() {
    if (state == State.IDLE && end.isPresent()) {
      state = State.TOLD_END;
      try {
        behaviour.ended(end.get());
      } catch (RuntimeException | Error failure) {
        failed.accept(failure);
      }
    }
  }
}
