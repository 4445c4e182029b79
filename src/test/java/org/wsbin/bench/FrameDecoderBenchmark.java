package org.wsbin.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
import org.wsbin.protocol.FrameDecoder;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Role;

/** What a server pays to take one masked frame apart. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class FrameDecoderBenchmark {
  @Param({"125", "16384"})
  int bytes;

  @Param({"heap", "direct"})
  String memory = "";

  private final Told told = new Told();
  private final FrameDecoder decoder =
      new FrameDecoder(Role.SERVER, false, Integer.MAX_VALUE, told);
  private ByteBuffer frame = ByteBuffer.allocate(0);

  @Setup
  public void write() {
    ByteBuffer masked =
        FrameEncoder.client()
            .frame(new FrameHeader(true, false, Opcode.BINARY, bytes), ByteBuffer.allocate(bytes));
    int size = masked.remaining();
    frame = memory.equals("heap") ? ByteBuffer.allocate(size) : ByteBuffer.allocateDirect(size);
    frame.order(ByteOrder.nativeOrder()).put(masked).flip();
  }

  /** The payload is unmasked in place, so that every other time it comes out masked. */
  @Benchmark
  public long decode() {
    decoder.decode(frame.rewind());
    return told.bytes;
  }

  private static final class Told implements FrameDecoder.Sink {
    private long bytes;

    @Override
    public void header(FrameHeader header) {}

    @Override
    public void payload(ByteBuffer slice, boolean end) {
      bytes += slice.remaining();
    }
  }
}
