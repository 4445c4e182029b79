package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.OptionalInt;
import java.util.Queue;
import org.wsbin.protocol.Masking;
import org.wsbin.scenario.RawPeer;

/**
 * What a case has sent and the network has not taken yet. Payloads stay patterns until there is
 * room for them, so that a frame of 16 MiB takes none.
 */
final class Outbox {
  private static final int SLICE = 16 * 1024;

  private final RawPeer peer;
  private final Queue<Iterator<Piece>> waiting = new ArrayDeque<>();
  private Piece current;
  private Runnable whenEmpty = () -> {};

  Outbox(RawPeer peer) {
    this.peer = peer;
  }

  /** Sends pieces, each of which is asked for when there is room for it. */
  void add(Iterator<Piece> pieces) {
    waiting.add(pieces);
  }

  /** How many frames or messages wait, besides the one that is being sent. */
  int waiting() {
    return waiting.size();
  }

  /** Runs that once when all was written. */
  void whenEmpty(Runnable task) {
    whenEmpty = task;
  }

  /** Writes as much as the network has room for. */
  void pump() {
    while (peer.ready() && advance()) {
      if (current.alone && current.at == 0) {
        peer.flush();
      }
      peer.write(current.next());
      if (current.chop > 0 || (current.alone && current.over())) {
        peer.flush();
      }
    }
    if (waiting.isEmpty() && (current == null || current.over())) {
      Runnable task = whenEmpty;
      whenEmpty = () -> {};
      task.run();
    }
  }

  /** Whether there is a current piece that is not over. */
  private boolean advance() {
    while (current == null || current.over()) {
      if (waiting.isEmpty()) {
        return false;
      }
      if (waiting.peek().hasNext()) {
        current = waiting.peek().next();
      } else {
        waiting.poll();
      }
    }
    return true;
  }

  void clear() {
    waiting.clear();
    current = null;
    whenEmpty = () -> {};
  }

  /** A header and its payload, or other bytes. */
  static final class Piece {
    private final byte[] header;
    private final Payload payload;
    private final OptionalInt key;
    private final int chop;
    private final boolean alone;
    private int at;

    /**
     * A piece that is not written yet.
     *
     * @param key masks the payload
     * @param chop the size of the writes; 0 if it does not matter
     * @param alone whether it has a write of its own
     */
    Piece(byte[] header, Payload payload, OptionalInt key, int chop, boolean alone) {
      this.header = header;
      this.payload = payload;
      this.key = key;
      this.chop = chop;
      this.alone = alone;
    }

    boolean over() {
      return at == header.length + payload.length();
    }

    ByteBuffer next() {
      int rest = header.length + payload.length() - at;
      ByteBuffer next = ByteBuffer.allocate(Math.min(rest, chop == 0 ? SLICE : chop));
      if (at < header.length) {
        next.put(header, at, Math.min(next.remaining(), header.length - at));
      }
      int from = Math.max(0, at - header.length);
      int start = next.position();
      payload.copy(from, next);
      next.flip();
      key.ifPresent(
          mask -> {
            ByteBuffer part = next.slice(start, next.limit() - start);
            Masking.apply(part, Integer.rotateLeft(mask, 8 * (from & 3)));
          });
      at += next.limit();
      return next;
    }
  }
}
