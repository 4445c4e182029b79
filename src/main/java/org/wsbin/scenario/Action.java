package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageKind;

/**
 * The action of a step on one connection. All methods except {@link #receive} are called as events
 * of the run: one at a time, on any thread. None may block.
 */
public interface Action {
  /**
   * Starts after the earlier steps are done; calls {@link StepContext#done} when the next step may
   * start.
   */
  void start(StepContext context);

  /**
   * How many of the peer's messages it takes. Messages are counted from the start of the
   * connection, in the order of the steps, so an early message is not lost.
   */
  default int messages() {
    return 0;
  }

  /**
   * A slice of one of its messages, perhaps before its start. Called on the engine's thread, in
   * order, perhaps during an event; the last slice precedes the event {@link #receivedAll}.
   *
   * @param slice valid during the call only
   */
  default void receive(StepContext context, MessageKind kind, ByteBuffer slice, boolean last) {}

  /** All its messages have arrived, and it has started. */
  default void receivedAll(StepContext context) {
    context.done();
  }

  /** There is room in the peer's queue again. */
  default void roomAgain(StepContext context) {}

  /** Whether {@code --max-duration} limits a connection with this action. */
  default boolean bounded() {
    return false;
  }

  /** Whether it sends slices of the peer's messages, like an echo. */
  default boolean listens() {
    return false;
  }

  /** Whether it sends messages slice by slice, so that it cannot be combined with an echo. */
  default boolean sendsSlices() {
    return false;
  }

  /** The observer of the connection from its opening on, even before this action starts. */
  default Optional<ConnectionObserver> observer() {
    return Optional.empty();
  }

  /** The connection has ended; called only if the action has started. */
  default void closed() {}
}
