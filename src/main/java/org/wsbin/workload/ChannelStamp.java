package org.wsbin.workload;

import java.nio.ByteBuffer;

/**
 * The beginning of a message to a channel, in ASCII, so that whoever gets it knows how long it
 * took: the run, the publisher, and the intended time, in hex.
 *
 * @param run distinguishes runs that use the same channel
 */
record ChannelStamp(int run) {
  /** Of each stamp. */
  static final int BYTES = 33;

  private static final int PUBLISHER_AT = 8;
  private static final int TIME_AT = 16;

  /** Writes one. */
  void write(int publisher, long nanos, ByteBuffer out) {
    hex(run, Integer.BYTES, out);
    hex(publisher, Integer.BYTES, out);
    hex(nanos, Long.BYTES, out);
    out.put((byte) ' ');
  }

  /** Whether a message begins with a stamp of this run. */
  boolean isOn(ByteBuffer message, int at, int length) {
    return length >= BYTES && number(message, at, PUBLISHER_AT) == (run & 0xffff_ffffL);
  }

  static int publisher(ByteBuffer message, int at) {
    return (int) number(message, at + PUBLISHER_AT, TIME_AT - PUBLISHER_AT);
  }

  static long nanos(ByteBuffer message, int at) {
    return number(message, at + TIME_AT, 2 * Long.BYTES);
  }

  private static void hex(long number, int bytes, ByteBuffer out) {
    for (int shift = bytes * Byte.SIZE - 4; shift >= 0; shift -= 4) {
      int digit = (int) (number >>> shift) & 0xf;
      out.put((byte) (digit < 10 ? '0' + digit : 'a' + digit - 10));
    }
  }

  /** Negative digits are no problem: nothing but a comparison depends on foreign bytes. */
  private static long number(ByteBuffer from, int at, int digits) {
    long number = 0;
    for (int i = at; i < at + digits; i++) {
      int c = from.get(i);
      number = (number << 4) | (c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return number;
  }
}
