package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageKind;

/**
 * What a step does on one connection. All methods but {@link #receive} are called as events of the
 * run: one at a time, on any thread. None may block.
 */
public interface Action {
  /**
   * The steps before are done: it acts, and calls {@link StepContext#done} when the next step may.
   */
  void start(StepContext context);

  /**
   * How many of the peer's messages it takes. They are counted from the connection's first on, in
   * the order of the steps, so that a message which comes early is not lost.
   */
  default int messages() {
    return 0;
  }

  /**
   * A slice of a message that it takes, perhaps before its start. Called on the engine's thread, in
   * order, perhaps during an event; the last slice comes before the event {@link #receivedAll}.
   *
   * @param slice valid during the call only
   */
  default void receive(StepContext context, MessageKind kind, ByteBuffer slice, boolean last) {}

  /** All its messages have come, and it has started. */
  default void receivedAll(StepContext context) {
    context.done();
  }

  /** There is room in the peer's queue again. */
  default void roomAgain(StepContext context) {}

  /** Whether {@code --max-duration} bounds a connection that does this. */
  default boolean bounded() {
    return false;
  }

  /** Whether it sends slices of what the peer sends, as an echo does. */
  default boolean listens() {
    return false;
  }

  /** Whether it sends messages slice by slice, so that it cannot go together with one above. */
  default boolean sendsSlices() {
    return false;
  }

  /** What observes the connection from its opening on, before this action starts. */
  default Optional<ConnectionObserver> observer() {
    return Optional.empty();
  }

  /** The connection has ended; called only if it has started. */
  default void closed() {}
}
