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
import org.wsbin.protocol.Masking;

/** Masking in steps of eight bytes, beside what section 5.3 of RFC 6455 says byte by byte. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class MaskingBenchmark {
  private static final int KEY = 0x37fa213d;

  @Param({"125", "16384"})
  int bytes;

  @Param({"heap", "direct"})
  String memory = "";

  private ByteBuffer payload = ByteBuffer.allocate(0);

  @Setup
  public void allocate() {
    payload = memory.equals("heap") ? ByteBuffer.allocate(bytes) : ByteBuffer.allocateDirect(bytes);
    payload.order(ByteOrder.nativeOrder());
  }

  @Benchmark
  public ByteBuffer eightBytesAtATime() {
    Masking.apply(payload, KEY);
    return payload;
  }

  @Benchmark
  public ByteBuffer byteByByte() {
    for (int i = 0; i < bytes; i++) {
      payload.put(i, (byte) (payload.get(i) ^ (KEY >>> (24 - 8 * (i & 3)))));
    }
    return payload;
  }
}
