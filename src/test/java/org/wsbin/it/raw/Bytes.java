package org.wsbin.it.raw;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Arrays;
import java.util.HexFormat;

/** Octets with value equality; the array given must not change afterwards. */
public final class Bytes {
  public static final Bytes EMPTY = new Bytes(new byte[0]);
  private static final int SHOWN = 32;

  private final byte[] octets;

  private Bytes(byte[] octets) {
    this.octets = octets;
  }

  public static Bytes of(byte[] octets) {
    return new Bytes(octets);
  }

  public static Bytes utf8(String text) {
    return new Bytes(text.getBytes(UTF_8));
  }

  /** Hexadecimal digits in pairs, blanks between them allowed: {@code "e2 82 ac"}. */
  public static Bytes hex(String digits) {
    return new Bytes(HexFormat.of().parseHex(digits.replace(" ", "")));
  }

  /** So many octets which look random and are the same for the same length. */
  public static Bytes pattern(int length) {
    byte[] octets = new byte[length];
    int state = length;
    for (int i = 0; i < length; i++) {
      state = state * 1664525 + 1013904223;
      octets[i] = (byte) (state >>> 24);
    }
    return new Bytes(octets);
  }

  public int length() {
    return octets.length;
  }

  public int unsigned(int index) {
    return octets[index] & 0xff;
  }

  public Bytes slice(int from, int to) {
    return new Bytes(Arrays.copyOfRange(octets, from, to));
  }

  /** These octets, and those behind them. */
  public Bytes plus(Bytes next) {
    byte[] both = Arrays.copyOf(octets, octets.length + next.octets.length);
    System.arraycopy(next.octets, 0, both, octets.length, next.octets.length);
    return new Bytes(both);
  }

  public String utf8() {
    return new String(octets, UTF_8);
  }

  public byte[] toArray() {
    return octets.clone();
  }

  /** The octets themselves, for a codec that only reads them. */
  byte[] shared() {
    return octets;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(octets, that.octets);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(octets);
  }

  @Override
  public String toString() {
    String shown = HexFormat.of().formatHex(octets, 0, Math.min(SHOWN, octets.length));
    return octets.length <= SHOWN ? shown : shown + "… (" + octets.length + " octets)";
  }
}
