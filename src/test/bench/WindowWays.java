import static java.nio.charset.StandardCharsets.UTF_8;

import com.jcraft.jzlib.JZlib;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.zip.Deflater;
import org.wsbin.protocol.MessageDeflater;

/** Ways to deflate with a small window; see the script window-bits. Prints a table. */
final class WindowWays {
  private static final int TOTAL = 1 << 20;
  private static final int RUNS = 8;

  /** Compresses the messages of one connection. */
  private interface Way {
    /** The number of bytes that it adds to the connection. */
    long add(byte[] message) throws IOException;
  }

  private interface Ways {
    Way begin(int bits, boolean takeover);
  }

  private WindowWays() {}

  public static void main(String[] args) throws IOException {
    System.out.println("| data | bits | JZlib | FULL_FLUSH | HUFFMAN_ONLY | wsbin |");
    System.out.println("|---|---|---|---|---|---|");
    table("JSON, 1 MiB", List.of(json(TOTAL)), false);
    table("JSON, messages of 1 KiB", split(json(TOTAL), 1024), false);
    table("the same with context takeover", split(json(TOTAL), 1024), true);
    table("bitmap, 1 MiB", List.of(bitmap(TOTAL)), false);
    table("random, 1 MiB", List.of(random(TOTAL)), false);
  }

  private static void table(String data, List<byte[]> messages, boolean takeover)
      throws IOException {
    for (int bits : new int[] {8, 9, 10, 12, 15}) {
      List<String> cells = new ArrayList<>(List.of(data, Integer.toString(bits)));
      for (Ways way :
          List.<Ways>of(
              WindowWays::jzlib, WindowWays::fullFlush, WindowWays::huffman, WindowWays::wsbin)) {
        cells.add(measured(way, messages, bits, takeover));
      }
      System.out.println("| " + String.join(" | ", cells) + " |");
    }
  }

  /** The ratio, and the time of the fastest run. */
  private static String measured(Ways ways, List<byte[]> messages, int bits, boolean takeover)
      throws IOException {
    long size = 0;
    long best = Long.MAX_VALUE;
    for (int run = 0; run < RUNS; run++) {
      long start = System.nanoTime();
      Way way = ways.begin(bits, takeover);
      size = 0;
      for (byte[] message : messages) {
        size += way.add(message);
      }
      best = Math.min(best, System.nanoTime() - start);
    }
    return "%.2f, %d ms".formatted((double) TOTAL / size, Math.round(best / 1e6));
  }

  private static Way wsbin(int bits, boolean takeover) {
    MessageDeflater deflater = new MessageDeflater(takeover, bits);
    return message -> {
      long[] size = {0};
      deflater.deflate(
          ByteBuffer.wrap(message), true, (payload, last) -> size[0] += payload.remaining());
      return size[0];
    };
  }

  private static Way fullFlush(int bits, boolean takeover) {
    return jdk(bits, takeover, Deflater.DEFAULT_STRATEGY);
  }

  private static Way huffman(int bits, boolean takeover) {
    return jdk(15, takeover, Deflater.HUFFMAN_ONLY);
  }

  private static Way jdk(int bits, boolean takeover, int strategy) {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    deflater.setStrategy(strategy);
    byte[] out = new byte[8192];
    int window = 1 << bits;
    int[] known = {0};
    return message -> {
      long size = 0;
      for (int from = 0; from < message.length; ) {
        int count = Math.min(window - known[0], message.length - from);
        deflater.setInput(message, from, count);
        from += count;
        known[0] += count;
        boolean full = known[0] == window && bits < 15;
        int flush = full ? Deflater.FULL_FLUSH : Deflater.SYNC_FLUSH;
        known[0] = full || bits == 15 ? 0 : known[0];
        int written = 1;
        while (written > 0 || !deflater.needsInput()) {
          written = deflater.deflate(out, 0, out.length, flush);
          size += written;
        }
      }
      if (!takeover) {
        deflater.reset();
        known[0] = 0;
      }
      return size - 4;
    };
  }

  /** It has no window of 8 bits, but with 9 it never refers further back than 250 bytes. */
  private static Way jzlib(int bits, boolean takeover) {
    com.jcraft.jzlib.Deflater[] current = {null};
    byte[] out = new byte[8192];
    return message -> {
      com.jcraft.jzlib.Deflater deflater = current[0];
      if (deflater == null) {
        deflater = new com.jcraft.jzlib.Deflater(6, Math.max(9, bits), true);
        current[0] = takeover ? deflater : null;
      }
      long size = 0;
      deflater.setInput(message);
      do {
        deflater.setOutput(out, 0, out.length);
        int result = deflater.deflate(JZlib.Z_SYNC_FLUSH);
        if (result != JZlib.Z_OK && result != JZlib.Z_BUF_ERROR) {
          throw new IOException("JZlib returned " + result);
        }
        size += out.length - deflater.getAvailOut();
      } while (deflater.getAvailOut() == 0);
      return size - 4;
    };
  }

  private static byte[] json(int size) {
    Random random = new Random(1);
    String[] names = {"alice", "bob", "carol", "dave", "erin"};
    StringBuilder text = new StringBuilder("[");
    while (text.length() < size) {
      text.append(
          """
          {"id":%d,"user":"%s","at":"2026-03-%02dT%02d:%02d:00Z","price":%d.%02d,"tags":["%s","new"],"active":%b},\
          """
              .formatted(
                  random.nextInt(1_000_000),
                  names[random.nextInt(5)],
                  1 + random.nextInt(30),
                  random.nextInt(24),
                  random.nextInt(60),
                  random.nextInt(1000),
                  random.nextInt(100),
                  names[random.nextInt(5)],
                  random.nextBoolean()));
    }
    return Arrays.copyOf(text.toString().getBytes(UTF_8), size);
  }

  /** A picture of 512 pixels a row, three bytes each: gradients with a little noise. */
  private static byte[] bitmap(int size) {
    Random random = new Random(2);
    byte[] pixels = new byte[size];
    for (int i = 0; i < size; i++) {
      int y = i / 1536;
      int x = i % 1536 / 3;
      pixels[i] = (byte) ((x * x / 300 + y * y / 200) / 8 * 8 + random.nextInt(8) / 7);
    }
    return pixels;
  }

  private static byte[] random(int size) {
    byte[] bytes = new byte[size];
    new Random(3).nextBytes(bytes);
    return bytes;
  }

  private static List<byte[]> split(byte[] data, int size) {
    List<byte[]> parts = new ArrayList<>();
    for (int from = 0; from < data.length; from += size) {
      parts.add(Arrays.copyOfRange(data, from, Math.min(data.length, from + size)));
    }
    return parts;
  }
}
