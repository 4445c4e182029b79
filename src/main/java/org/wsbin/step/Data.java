package org.wsbin.step;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.SplittableRandom;
import org.wsbin.protocol.MessageKind;

/**
 * Reproducible bulk data: the numbers of SplitMix64, started with the seed, each as eight bytes,
 * lowest first. In a text, the six lowest bits of each byte select a letter of {@link #LETTERS}.
 */
final class Data {
  static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

  private static final byte[] ASCII = LETTERS.getBytes(US_ASCII);
  private static final int LOWEST_SIX_BITS = 0x3f;

  private final SplittableRandom random;
  private final MessageKind kind;
  private final ByteBuffer number = ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);

  Data(long seed, MessageKind kind) {
    this.random = new SplittableRandom(seed);
    this.kind = kind;
    number.limit(0);
  }

  /** The next bytes. */
  ByteBuffer next(int bytes) {
    ByteBuffer data = ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    while (data.hasRemaining()) {
      if (!number.hasRemaining() && data.remaining() >= Long.BYTES) {
        data.putLong(random.nextLong());
      } else {
        if (!number.hasRemaining()) {
          number.clear().putLong(0, random.nextLong());
        }
        data.put(number.get());
      }
    }
    if (kind == MessageKind.TEXT) {
      byte[] array = data.array();
      for (int i = 0; i < array.length; i++) {
        array[i] = ASCII[array[i] & LOWEST_SIX_BITS];
      }
    }
    return data.flip();
  }
}
