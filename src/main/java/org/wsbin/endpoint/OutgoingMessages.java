package org.wsbin.endpoint;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.wsbin.limits.MemoryAccount;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PreparedMessage;

/**
 * The messages of a behaviour to one peer: passes them in order to the {@link SendQueue}, charges
 * what it holds of an unfinished one to {@code --memory}, and knows when the behaviour may send
 * more. Safe from any thread; no call waits. Its lock guards the order of slices, and is never held
 * while the container sends, because the container may take locks of its own.
 */
final class OutgoingMessages {

  /** What has become of a slice. */
  enum Outcome {
    ACCEPTED,
    /** Accepted; an offer was refused because of this message, and can be repeated now. */
    OFFER_AGAIN,
    /** The budget has no room for what is held of the message. */
    NO_MEMORY
  }

  private final SendQueue queue;
  private final LongSupplier ownQueue;
  private final MemoryAccount memory;
  private final MessageAssembler assembler = new MessageAssembler();
  private boolean refused;
  private boolean abandoned;

  /** Set before the queue is checked again, so that a send in between is not missed. */
  private volatile boolean wantsRoom;

  /**
   * The messages of one connection.
   *
   * @param ownQueue how many bytes may be queued while the behaviour sends on its own
   * @param memory for an unfinished message
   */
  OutgoingMessages(SendQueue queue, LongSupplier ownQueue, MemoryAccount memory) {
    this.queue = queue;
    this.ownQueue = ownQueue;
    this.memory = memory;
  }

  /** Sends a slice of a message. */
  Outcome send(MessageKind kind, ByteBuffer slice, boolean last) {
    return send(() -> assembler.take(kind, slice, last), last);
  }

  /** Sends a slice of a text that the container gave as a string, with these bytes. */
  Outcome send(String text, ByteBuffer utf8, boolean last) {
    return send(() -> assembler.take(text, utf8, last), last);
  }

  private Outcome send(Supplier<List<QueuedSend>> items, boolean last) {
    boolean drain;
    Outcome outcome;
    synchronized (this) {
      drain = enqueue(items);
      boolean again = last && refused;
      refused &= !again;
      boolean fits = memory.tryHold(assembler.heldBytes());
      outcome = !fits ? Outcome.NO_MEMORY : again ? Outcome.OFFER_AGAIN : Outcome.ACCEPTED;
    }
    drain(drain);
    return outcome;
  }

  /** Drops an unfinished message and the whole queue, except for that close. */
  void abandon(Optional<QueuedSend.Close> close) {
    synchronized (this) {
      abandoned = true;
      assembler.drop();
      memory.hold(0);
    }
    queue.abandon(close);
  }

  /** Sends a whole message, unless another one has begun and not ended. */
  boolean offer(MessageKind kind, ByteBuffer message) {
    boolean drain;
    synchronized (this) {
      if (assembler.insideMessage()) {
        refused = true;
        return false;
      }
      drain = enqueue(() -> assembler.take(kind, message, true));
    }
    drain(drain);
    return true;
  }

  /** The same for a message that many peers get: they share its bytes. */
  boolean offer(PreparedMessage message) {
    boolean drain;
    synchronized (this) {
      if (assembler.insideMessage()) {
        refused = true;
        return false;
      }
      drain =
          (assembler.cuts() || abandoned)
              ? enqueue(() -> assembler.take(message.kind(), message.payload(), true))
              : queue.add(new QueuedSend.Message(message.kind(), message.payload()));
    }
    drain(drain);
    return true;
  }

  /** Sends each message from the next one on in parts of that many bytes. */
  synchronized void fragment(int bytes) {
    assembler.fragment(bytes);
  }

  /** Whether the behaviour may send more on its own; if not, {@link #roomAgain} is true later. */
  boolean ready() {
    if (hasRoom()) {
      return true;
    }
    wantsRoom = true;
    return hasRoom();
  }

  /** An entry was sent: returns whether the behaviour was waiting for that, and may continue. */
  boolean roomAgain() {
    boolean again = wantsRoom && queue.bytes() <= ownQueue.getAsLong() / 2;
    if (again) {
      wantsRoom = false;
    }
    return again;
  }

  private boolean hasRoom() {
    return queue.bytes() < ownQueue.getAsLong();
  }

  private boolean enqueue(Supplier<List<QueuedSend>> items) {
    if (abandoned) {
      return false;
    }
    boolean drain = false;
    for (QueuedSend item : items.get()) {
      drain |= queue.add(item);
    }
    return drain;
  }

  private void drain(boolean needed) {
    if (needed) {
      queue.drain();
    }
  }
}
