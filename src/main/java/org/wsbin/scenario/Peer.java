package org.wsbin.scenario;

import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/**
 * The other side of one open connection, as a behaviour sees it. Every method may be called from
 * any thread. None but {@link #executeHere} waits: what cannot leave at once is queued, within the
 * engine's limit.
 */
public interface Peer {

  /**
   * Runs a task together with the connection's other events: now, if no other thread is at the
   * connection, else soon, on the thread that is. Never waits, so that the timer may call it. The
   * tasks of one thread keep their order. After the connection has ended, a task may be dropped.
   *
   * <p>On wsbin's own engine events run one at a time: while a task runs, no message, pong or other
   * task is handed over. The container's engine has no such order of its own; there a task runs at
   * once, perhaps beside others.
   *
   * @param task may not block, and may not throw
   */
  void execute(Runnable task);

  /**
   * Does as {@link #execute}, but on the calling thread, which may wait until the connection is
   * free, so that a longer task does not run on another one's thread. Only if somebody is at the
   * connection for long, the task is left to them. For threads that nobody waits for; never for the
   * timer's.
   */
  void executeHere(Runnable task);

  /**
   * Sends a slice of a message. Slices of one message follow each other; how they are put into
   * frames is the engine's choice, until {@link #fragment} makes it. After the connection has ended
   * this does nothing.
   *
   * @param slice copied before the call returns; of a text, UTF-8 that ends on a character boundary
   * @param last whether the message ends here
   */
  void send(MessageKind kind, ByteBuffer slice, boolean last);

  /**
   * Sends a whole message, unless another one has begun and not ended; then {@link
   * Behaviour#roomAgain} says when it has. Whoever sends slices is alone in that; others offer.
   *
   * @return false if nothing was sent; true after the connection has ended
   */
  boolean offer(MessageKind kind, ByteBuffer message);

  /**
   * From the next message on, each leaves in fragments of that many bytes and the rest. The
   * container's engine never cuts through a character of a text.
   */
  void fragment(int bytes);

  /** Sends a ping, with a payload of at most 125 bytes. */
  void ping(ByteBuffer payload);

  /** Sends a pong that nobody asked for, with a payload of at most 125 bytes. */
  void pongUnasked(ByteBuffer payload);

  /**
   * Whether little waits (64 KiB, or {@code --send-queue} if that is less), so that a behaviour
   * that sends by itself should go on; once it has not, {@link Behaviour#roomAgain} says when it
   * has.
   */
  boolean ready();

  /**
   * Ends the connection with 1011 and a constant reason, because the behaviour has failed outside
   * of the engine's callbacks; the cause is logged.
   */
  void fail(Throwable cause);

  /** Closes, after all that was queued before has left. Only the first close counts. */
  void close(CloseStatus status);
}
