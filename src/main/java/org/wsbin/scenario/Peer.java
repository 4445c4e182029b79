package org.wsbin.scenario;

import java.nio.ByteBuffer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PreparedMessage;

/**
 * The other end of one open connection, as a behaviour sees it. Every method may be called from any
 * thread. None waits, except {@link #executeHere}: data that cannot be sent at once is queued,
 * within the engine's limit.
 */
public interface Peer {

  /**
   * Runs a task together with the connection's other events: now, if no other thread is busy with
   * the connection; otherwise soon, on that thread. Never waits, so the timer may call it. The
   * tasks of one thread keep their order. After the connection has ended, a task may be dropped.
   *
   * <p>On wsbin's own engine events run one at a time: while a task runs, no message, pong or other
   * task is delivered. The container's engine has no such order; there a task runs at once, perhaps
   * at the same time as others.
   *
   * @param task may not block, and may not throw
   */
  void execute(Runnable task);

  /**
   * Like {@link #execute}, but on the calling thread, which may wait until the connection is free,
   * so a longer task does not run on another connection's thread. Only if another thread is busy
   * with the connection for long, it runs the task. For threads that nobody waits for; never for
   * the timer's thread.
   */
  void executeHere(Runnable task);

  /**
   * Sends a slice of a message. Slices of one message follow each other. The engine chooses the
   * frames, unless {@link #fragment} was called. After the connection has ended this does nothing.
   *
   * @param slice copied before the call returns; of a text, UTF-8 that ends on a character boundary
   * @param last whether the message ends here
   */
  void send(MessageKind kind, ByteBuffer slice, boolean last);

  /**
   * Sends back the slice that {@link Behaviour#message} was just called with, as {@link #send}
   * does; only during that call and with its arguments. The container's engine then need not make a
   * string of the text again.
   */
  default void sendBack(MessageKind kind, ByteBuffer slice, boolean last) {
    send(kind, slice, last);
  }

  /**
   * Sends a whole message, unless another one is unfinished; {@link Behaviour#roomAgain} is then
   * called after its end. Only one sender may send slices; all others offer whole messages.
   *
   * @return false if nothing was sent; true after the connection has ended
   */
  boolean offer(MessageKind kind, ByteBuffer message);

  /**
   * Sends a message that many peers get, as {@link #offer(MessageKind, ByteBuffer)} does. Without
   * compression or fragments, wsbin's own engine sends the bytes that were encoded once.
   */
  default boolean offer(PreparedMessage message) {
    return offer(message.kind(), message.payload());
  }

  /**
   * Stops reading from the peer, as if its queue were full, or resumes; what was read already is
   * still delivered. Calls of one behaviour alternate, and come through {@link #execute}.
   */
  default void hold(boolean held) {}

  /**
   * Notes for the observers what the behaviour does to this connection.
   *
   * @param what in one word, such as {@code gap}
   */
  default void note(String what, String sentence) {}

  /**
   * Sends each message from the next one on in fragments of that many bytes; the last one may be
   * shorter. The container's engine never cuts inside a character of a text.
   */
  void fragment(int bytes);

  /** Sends a ping, with a payload of at most 125 bytes. */
  void ping(ByteBuffer payload);

  /** Sends an unsolicited pong, with a payload of at most 125 bytes. */
  void pongUnasked(ByteBuffer payload);

  /**
   * Whether a behaviour that sends on its own may continue: less than 64 KiB are queued (or {@code
   * --send-queue}, if that is less). If not, {@link Behaviour#roomAgain} is called later.
   */
  boolean ready();

  /**
   * Closes the connection with 1011 and a constant reason, because the behaviour failed outside the
   * engine's callbacks; logs the cause.
   */
  void fail(Throwable cause);

  /** Closes after all queued data is sent. Only the first close counts. */
  void close(CloseStatus status);
}
