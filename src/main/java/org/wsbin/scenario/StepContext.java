package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.MessageKind;
import org.wsbin.settings.Settings.Limits;

/**
 * The context of one action: its connection, and the time. Tasks run as events of the run: one at a
 * time, and none after the connection has ended. Any thread may call {@link #peer}, {@link #wire},
 * {@link #timer}, {@link #limits} and {@link #memory}; all other methods are for events only.
 */
public interface StepContext {

  /** Receives the peer's messages, on the engine's thread, perhaps during an event. */
  @FunctionalInterface
  interface Listener {
    /** Ignores everything. */
    Listener NOBODY = (peer, kind, slice, last) -> {};

    /**
     * A slice of a message.
     *
     * @param slice valid during the call only; of a text, whole characters
     */
    void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last);
  }

  /** The peer. */
  Peer peer();

  /**
   * The peer of wsbin's own engine.
   *
   * @throws IllegalStateException on the container's engine
   */
  WirePeer wire();

  /** A clock that never jumps, and the wall clock. */
  Timer timer();

  /** The operator's limits. */
  Limits limits();

  /** What is held for all peers together; a step that gathers data charges it. */
  MemoryBudget memory();

  /** Whether no step follows. */
  boolean last();

  /**
   * Starts the next step, and the following ones that finish at once. Only the first call counts.
   */
  void done();

  /** Keeps the connection open after the last step, because this step goes on. */
  void stay();

  /**
   * Sets the listener from the next message on.
   *
   * @return the previous listener
   */
  Listener listen(Listener listener);

  /** Sets a listener for the payload of each pong. */
  void pongs(Consumer<ByteBuffer> pongs);

  /**
   * Sends a whole message as soon as no other message is unfinished; one at a time.
   *
   * @param then runs after it is sent
   */
  void say(MessageKind kind, ByteBuffer message, Runnable then);

  /**
   * Runs a task after that time. An action has at most one waiting task: a later one replaces it,
   * even if it is due and only waits for the connection.
   */
  void after(Duration delay, Runnable task);

  /** Runs a task soon, on a thread for longer work, which may take a few milliseconds. */
  void soon(Runnable task);
}
