package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Bytes of a case: a pattern, repeated and cut to a length, so that 16 MiB take no room. Immutable.
 */
final class Payload {
  static final Payload EMPTY = new Payload(new byte[0], 0, 0);

  private static final Pattern REPEATED = Pattern.compile("rep\\((.*),(\\d{1,9})\\)");
  private static final Pattern OCTETS = Pattern.compile("x((?:[0-9a-f]{2})+)(?:\\*(\\d{1,9}))?");
  private static final Pattern TEXT = Pattern.compile("\"([\\x20-\\x7e]*)\"");

  private final byte[] pattern;
  private final int start;
  private final int length;

  private Payload(byte[] pattern, int start, int length) {
    this.pattern = pattern;
    this.start = start;
    this.length = length;
  }

  static Payload of(byte[] bytes) {
    return new Payload(bytes.clone(), 0, bytes.length);
  }

  static Payload ofText(String text) {
    return of(text.getBytes(UTF_8));
  }

  /**
   * The payload of a notation: {@code "text"}, {@code x} and hexadecimal digits, {@code xHH*N} for
   * N times an octet, or {@code rep(p,N)} for another one, repeated and cut to N octets.
   *
   * @throws IllegalArgumentException if it is none of these
   */
  static Payload parse(String notation) {
    Matcher repeated = REPEATED.matcher(notation);
    if (repeated.matches()) {
      byte[] part = parse(repeated.group(1)).bytes();
      int size = Integer.parseInt(repeated.group(2));
      if (part.length > 0 || size == 0) {
        return new Payload(part, 0, size);
      }
    }
    Matcher octets = OCTETS.matcher(notation);
    if (octets.matches()) {
      byte[] bytes = HexFormat.of().parseHex(octets.group(1));
      if (octets.group(2) == null) {
        return of(bytes);
      } else if (bytes.length == 1) {
        return new Payload(bytes, 0, Integer.parseInt(octets.group(2)));
      }
    }
    Matcher text = TEXT.matcher(notation);
    if (text.matches()) {
      return of(text.group(1).getBytes(UTF_8));
    }
    throw new IllegalArgumentException("\"" + notation + "\" is no payload of a case.");
  }

  int length() {
    return length;
  }

  /** A part of it, which shares its bytes. */
  Payload part(int from, int size) {
    return new Payload(pattern, pattern.length == 0 ? 0 : (start + from) % pattern.length, size);
  }

  /** Fills the room with the bytes from there on, as far as they go. */
  void copy(int from, ByteBuffer to) {
    int count = Math.min(length - from, to.remaining());
    if (pattern.length == 1) {
      byte[] same = new byte[count];
      Arrays.fill(same, pattern[0]);
      to.put(same);
      return;
    }
    for (int i = 0; i < count; ) {
      int at = (start + from + i) % pattern.length;
      int run = Math.min(count - i, pattern.length - at);
      to.put(pattern, at, run);
      i += run;
    }
  }

  /** The bytes from there on, at most so many. */
  byte[] bytes(int from, int most) {
    byte[] bytes = new byte[Math.max(0, Math.min(most, length - from))];
    copy(from, ByteBuffer.wrap(bytes));
    return bytes;
  }

  byte[] bytes() {
    return bytes(0, length);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Payload payload
        && length == payload.length
        && Arrays.equals(bytes(), payload.bytes());
  }

  @Override
  public int hashCode() {
    return length;
  }

  /** For people: its length, and how it begins. */
  @Override
  public String toString() {
    if (length == 0) {
      return "0 bytes";
    }
    int part = Math.min(pattern.length, length);
    String shown = Shown.of(bytes(0, Math.min(part, Shown.CUT)), part);
    boolean octets = shown.startsWith("0x") || shown.chars().anyMatch(Character::isISOControl);
    return length
        + (part < length ? " bytes of " : " bytes ")
        + (octets ? shown : '"' + shown + '"');
  }
}
