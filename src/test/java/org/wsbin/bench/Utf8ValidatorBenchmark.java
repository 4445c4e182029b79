package org.wsbin.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.wsbin.protocol.Utf8Validator;

/** Validating 16 KiB of text, beside decoding it with the JDK, which also writes the characters. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class Utf8ValidatorBenchmark {
  private static final int BYTES = 16 * 1024;

  /** Text of one kind of script. */
  public enum Text {
    ASCII("The quick brown fox jumps over the lazy dog. "),
    MIXED("Grüße aus Köln, s'il vous plaît – 5 € für Ελλάδα. "),
    CYRILLIC("Съешь ещё этих мягких французских булок, да выпей чаю. "),
    CJK("いろはにほへと散りぬるを我が世誰ぞ常ならむ。"),
    EMOJI("😀😁😂🤣😃😄😅😆");

    private final String sample;

    Text(String sample) {
      this.sample = sample;
    }
  }

  @Param Text text = Text.ASCII;

  @Param({"heap", "direct"})
  String memory = "";

  private final CharsetDecoder decoder = UTF_8.newDecoder();
  private final CharBuffer characters = CharBuffer.allocate(BYTES);
  private ByteBuffer utf8 = ByteBuffer.allocate(0);

  @Setup
  public void encode() {
    StringBuilder whole = new StringBuilder();
    int each = text.sample.getBytes(UTF_8).length;
    for (int size = each; size <= BYTES; size += each) {
      whole.append(text.sample);
    }
    byte[] bytes = whole.toString().getBytes(UTF_8);
    utf8 =
        memory.equals("heap")
            ? ByteBuffer.allocate(bytes.length)
            : ByteBuffer.allocateDirect(bytes.length);
    utf8.put(bytes).flip();
  }

  @Benchmark
  public int validate() {
    return new Utf8Validator().check(utf8);
  }

  @Benchmark
  public CoderResult decode() {
    return decoder.reset().decode(utf8.rewind(), characters.clear(), true);
  }
}
