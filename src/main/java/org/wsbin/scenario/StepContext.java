package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.function.Consumer;
import org.wsbin.protocol.MessageKind;
import org.wsbin.settings.Settings.Limits;

/**
 * Where one action acts: its connection, and the time. The tasks given to its methods run as events
 * of the run: one at a time, and none after the connection has ended. But for {@link #peer}, {@link
 * #wire}, {@link #timer} and {@link #limits}, which any thread may call, its methods are for events
 * only.
 */
public interface StepContext {

  /** Gets the peer's messages, on the engine's thread, perhaps during an event. */
  @FunctionalInterface
  interface Listener {
    /** Takes no notice. */
    Listener NOBODY = (peer, kind, slice, last) -> {};

    /**
     * A slice of a message.
     *
     * @param slice valid during the call only; of a text, whole characters
     */
    void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last);
  }

  /** The other side. */
  Peer peer();

  /**
   * The other side, as wsbin's own engine has it.
   *
   * @throws IllegalStateException on the container's engine
   */
  WirePeer wire();

  /** A clock that never jumps, and the wall clock. */
  Timer timer();

  /** What the operator allows. */
  Limits limits();

  /** Whether no step follows. */
  boolean last();

  /**
   * Starts the next step, and those behind it that wait for nothing. Only the first call counts.
   */
  void done();

  /** When the steps are done, the connection stays open: this one goes on. */
  void stay();

  /**
   * From the next message on, this gets what the peer sends.
   *
   * @return what got it before
   */
  Listener listen(Listener listener);

  /** From now on, this gets the payload of each pong. */
  void pongs(Consumer<ByteBuffer> pongs);

  /**
   * Sends a whole message as soon as no other one is on its way; one at a time.
   *
   * @param then what follows when it has been sent
   */
  void say(MessageKind kind, ByteBuffer message, Runnable then);

  /**
   * Runs this after that time. At most one task waits for an action: a later one replaces it, also
   * if its time has come and it only waits for the connection.
   */
  void after(Duration delay, Runnable task);

  /** Runs this soon, on a thread for work that takes a while: a few milliseconds at most. */
  void soon(Runnable task);
}
