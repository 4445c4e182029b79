package org.wsbin.it.wire;

import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.Random;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;

/** Valid frames, and frames which were valid before some of their bits were changed. */
final class FuzzedFrames {
  private static final String LETTERS = "az \u00e4\u20ac\ud834\udd1e";
  private static final int HEADER = 8;
  private static final int MOST_CHANGES = 3;

  private final Random random;

  FuzzedFrames(Random random) {
    this.random = random;
  }

  /**
   * Up to three valid messages or control frames, and then what was one.
   *
   * @param deflate whether permessage-deflate was agreed on
   */
  Bytes next(boolean deflate) {
    ByteArrayOutputStream octets = new ByteArrayOutputStream();
    for (int valid = random.nextInt(4); valid > 0; valid--) {
      octets.writeBytes(valid(deflate).toArray());
    }
    octets.writeBytes(changed(valid(deflate).toArray()));
    return Bytes.of(octets.toByteArray());
  }

  private Bytes valid(boolean deflate) {
    Bytes payload = payload();
    return switch (random.nextInt(5)) {
      case 0 -> Frame.binary(payload).asClientSends();
      case 1 -> Frame.ping("p".repeat(random.nextInt(126))).asClientSends();
      case 2 -> Frame.pong(Bytes.EMPTY).asClientSends();
      case 3 -> fragmented(text(payload, deflate));
      default -> text(payload, deflate).asClientSends();
    };
  }

  private Bytes payload() {
    int letters = random.nextInt(20) == 0 ? random.nextInt(1000) : random.nextInt(60);
    StringBuilder text = new StringBuilder();
    random
        .ints(letters, 0, LETTERS.codePointCount(0, LETTERS.length()))
        .map(i -> LETTERS.codePointAt(LETTERS.offsetByCodePoints(0, i)))
        .forEach(text::appendCodePoint);
    return Bytes.utf8(text.toString());
  }

  private Frame text(Bytes payload, boolean deflate) {
    if (!deflate) {
      return Frame.text(payload);
    }
    try (Deflation deflation = new Deflation(false, false)) {
      return Frame.text(deflation.deflate(payload)).withRsv(DeflatingPeer.RSV1);
    }
  }

  private Bytes fragmented(Frame whole) {
    List<Frame> fragments = Fragments.of(whole, 1 + random.nextInt(20));
    return fragments.isEmpty() ? whole.asClientSends() : Fragments.asClientSends(fragments);
  }

  private byte[] changed(byte[] octets) {
    byte[] changed = octets;
    for (int changes = 1 + random.nextInt(MOST_CHANGES); changes > 0; changes--) {
      changed = changedOnce(changed);
    }
    return changed;
  }

  private byte[] changedOnce(byte[] octets) {
    if (octets.length == 0) {
      return octets;
    }
    int at = random.nextInt(random.nextBoolean() ? Math.min(HEADER, octets.length) : octets.length);
    return switch (random.nextInt(4)) {
      case 0 -> inserted(octets, at);
      case 1 -> deleted(octets, at);
      default -> flipped(octets, at);
    };
  }

  private byte[] flipped(byte[] octets, int at) {
    byte[] flipped = octets.clone();
    flipped[at] ^= (byte) (1 << random.nextInt(8));
    return flipped;
  }

  private byte[] inserted(byte[] octets, int at) {
    byte[] longer = new byte[octets.length + 1];
    System.arraycopy(octets, 0, longer, 0, at);
    longer[at] = (byte) random.nextInt(256);
    System.arraycopy(octets, at, longer, at + 1, octets.length - at);
    return longer;
  }

  private static byte[] deleted(byte[] octets, int at) {
    byte[] shorter = new byte[octets.length - 1];
    System.arraycopy(octets, 0, shorter, 0, at);
    System.arraycopy(octets, at + 1, shorter, at, shorter.length - at);
    return shorter;
  }
}
