package org.wsbin.workload;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.IntSupplier;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;

/**
 * What one connection has to send, and what of it has no answer yet: messages, which become bytes
 * as late as possible, and control frames between them. Belongs to one thread.
 */
final class SendBacklog {
  /** Most control frames that wait behind a message: a server that pings faster gets no more. */
  static final int MOST_CONTROL_FRAMES = 64;

  private static final int NO_MESSAGE = -1;

  /** Hears of each message that becomes bytes. */
  interface Listener {
    /** A message of so many bytes begins, which was to be sent at that time. */
    void sent(long intended, int bytes);
  }

  private final int number;
  private final MessageSource source;
  private final IntSupplier keys;
  private final FrameEncoder encoder;
  private final Deque<ByteBuffer> control = new ArrayDeque<>();
  private final SendTimes sent = new SendTimes();
  private int waiting;
  private long sentNumber;
  private long answeredNumber;
  private int messageBytes;
  private int written = NO_MESSAGE;

  /**
   * An empty one.
   *
   * @param number of the connection
   */
  SendBacklog(int number, MessageSource source, IntSupplier keys) {
    this.number = number;
    this.source = source;
    this.keys = keys;
    this.encoder = FrameEncoder.client(keys);
  }

  /** How many messages have no answer yet, sent or not. */
  int size() {
    return sent.size();
  }

  /** Whether messages are to be sent. */
  boolean hasWaiting() {
    return waiting > 0;
  }

  /** Whether anything is to be sent. */
  boolean hasBytes() {
    return waiting > 0 || written >= 0 || !control.isEmpty();
  }

  /** Whether a message was sent that has no answer. */
  boolean hasUnanswered() {
    return sent.size() > waiting;
  }

  /** How many messages without an answer have become bytes, all of them. */
  int written() {
    return sent.size() - waiting - (written == NO_MESSAGE ? 0 : 1);
  }

  /** Adds a message with its intended time; returns whether it is the only one to be sent. */
  boolean add(long at) {
    sent.add(at);
    waiting++;
    return waiting == 1;
  }

  /** Adds a control frame. */
  void send(Opcode opcode, ByteBuffer payload) {
    if (control.size() < MOST_CONTROL_FRAMES) {
      FrameHeader header = new FrameHeader(true, false, opcode, payload.remaining());
      // with an encoder of its own, since a message may be half written
      control.add(FrameEncoder.client(keys).frame(header, payload));
    }
  }

  /** The size of the answer to the oldest message. */
  long expected() {
    return source.size(answeredNumber, number);
  }

  /** Removes the oldest message, which there must be, and returns its intended time. */
  long forget() {
    answeredNumber++;
    long at = sent.poll();
    waiting = Math.min(waiting, sent.size());
    return at;
  }

  /**
   * Writes as much as there is room for.
   *
   * @param more whether a further message may begin
   */
  void fill(ByteBuffer out, boolean more, Listener listener) {
    while (true) {
      if (written >= 0) {
        written = source.go(messageBytes, written, encoder, out);
        if (written < messageBytes) {
          return;
        }
        written = NO_MESSAGE;
      }
      while (!control.isEmpty() && out.remaining() >= control.peek().remaining()) {
        out.put(control.poll());
      }
      if (waiting == 0 || !more || out.remaining() < source.beginBytes()) {
        return;
      }
      long at = sent.at(sent.size() - waiting);
      messageBytes = source.size(sentNumber, number);
      waiting--;
      sentNumber++;
      written = source.begin(messageBytes, number, at, encoder, out);
      listener.sent(at, messageBytes);
    }
  }
}
