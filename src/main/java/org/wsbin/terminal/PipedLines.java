package org.wsbin.terminal;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;

/**
 * Sends each line of a stream as a message, without its {@code \n} or {@code \r\n}. A long line is
 * sent in fragments, so it is not held in memory.
 */
record PipedLines(InputStream in) implements Input {
  static final int BUFFER_BYTES = 64 * 1024;

  @Override
  public void sendBy(CommandRunner talk) throws IOException {
    byte[] piece = new byte[BUFFER_BYTES];
    int held = 0;
    boolean inside = false;
    long number = 1;
    int count = in.read(piece, 0, piece.length);
    while (count >= 0) {
      int end = held + count;
      int from = 0;
      for (int at = held; at < end; at++) {
        if (piece[at] == '\n') {
          int to = at > from && piece[at - 1] == '\r' ? at - 1 : at;
          send(talk, piece, from, to, true, number);
          number++;
          inside = false;
          from = at + 1;
        }
      }
      held = end - from;
      System.arraycopy(piece, from, piece, 0, held);
      if (held == piece.length) {
        send(talk, piece, 0, held - 1, false, number);
        piece[0] = piece[held - 1]; // which may be part of the line ending
        held = 1;
        inside = true;
      }
      count = in.read(piece, held, piece.length - held);
    }
    if (held > 0 || inside) {
      send(talk, piece, 0, held, true, number);
    }
  }

  private static void send(
      CommandRunner talk, byte[] bytes, int from, int to, boolean last, long number)
      throws IOException {
    try {
      talk.send(ByteBuffer.wrap(bytes, from, to - from), last);
    } catch (IllegalArgumentException notUtf8) {
      throw new IOException(
          "Line "
              + number
              + " of the input cannot be sent as text; -b sends bytes. "
              + notUtf8.getMessage(),
          notUtf8);
    }
  }
}
