package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageKind;

/**
 * What a step does on one connection. But for {@link #take}, its methods are called one at a time,
 * on whatever thread, and may not block.
 */
public interface Action {
  /** Its turn has come: it acts, and says {@link StepContext#done} when the next step may. */
  void start(StepContext stage);

  /**
   * How many of the peer's messages it takes. They are counted from the connection's first on, in
   * the order of the steps, so that a message which comes early is not lost.
   */
  default int messages() {
    return 0;
  }

  /**
   * A slice of a message that it takes, perhaps before its turn; on the engine's thread.
   *
   * @param slice valid during the call only
   */
  default void take(StepContext stage, MessageKind kind, ByteBuffer slice, boolean last) {}

  /** All its messages have come, and it has started. */
  default void taken(StepContext stage) {
    stage.done();
  }

  /** There is room in the peer's queue again. */
  default void roomAgain(StepContext stage) {}

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

  /** What sees the connection from its opening on, before this action starts. */
  default Optional<ConnectionObserver> observer() {
    return Optional.empty();
  }

  /** The connection has ended after it had started. */
  default void closed() {}
}
