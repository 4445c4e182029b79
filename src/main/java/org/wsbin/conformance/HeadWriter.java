package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.nio.ByteBuffer;
import org.wsbin.scenario.RawPeer;

/** Writes the head of a response piece by piece, as a case wants it. */
record HeadWriter(RawPeer peer, HeadEdits how) {
  /**
   * Writes the head.
   *
   * @param then runs behind it
   */
  void write(String head, Runnable then) {
    byte[] bytes = head.getBytes(ISO_8859_1);
    if (how.pause().isZero()) {
      write(bytes, 0, bytes.length);
      then.run();
    } else {
      int half = bytes.length / 2;
      write(bytes, 0, half);
      peer.after(
          how.pause(),
          () -> {
            write(bytes, half, bytes.length);
            then.run();
          });
    }
  }

  private void write(byte[] bytes, int from, int to) {
    int size = how.chop() == 0 ? to - from : how.chop();
    for (int at = from; at < to; at += size) {
      peer.write(ByteBuffer.wrap(bytes, at, Math.min(size, to - at)).slice());
      if (!how.glued()) {
        peer.flush();
      }
    }
  }
}
