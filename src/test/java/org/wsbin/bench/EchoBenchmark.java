package org.wsbin.bench;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
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
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.FrameReceiver;
import org.wsbin.protocol.FrameSender;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.Violation;

/** What an echo costs without a network: one frame in, unmasked, checked, and one frame out. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(1)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class EchoBenchmark {
  private static final int ROOM = 1 << 17;
  private static final MessageDecoder.Limits LIMITS = new MessageDecoder.Limits(1 << 30, 1 << 20);

  @Param({"125", "1024", "16384"})
  int bytes;

  @Param({"binary", "ascii", "cyrillic", "compressed"})
  String content = "";

  private final ByteBuffer out = ByteBuffer.allocateDirect(ROOM).order(ByteOrder.nativeOrder());
  private ByteBuffer frame = ByteBuffer.allocate(0);
  private ByteBuffer in = ByteBuffer.allocate(0);
  private Optional<FrameSender<RuntimeException>> sender = Optional.empty();
  private Optional<FrameReceiver> receiver = Optional.empty();

  @Setup
  public void write() {
    Optional<PerMessageDeflate> deflate =
        content.equals("compressed")
            ? Optional.of(new PerMessageDeflate(true, true))
            : Optional.empty();
    MessageKind kind = content.equals("binary") ? MessageKind.BINARY : MessageKind.TEXT;
    String unit = content.equals("cyrillic") ? "Привет, " : "{\"celsius\":21.5},";
    byte[] text = unit.repeat(bytes / unit.length() + 1).getBytes(StandardCharsets.UTF_8);
    int whole = bytes;
    while (text[whole] >>> 6 == -2) { // not in the middle of a character
      whole--;
    }
    ByteBuffer masked = ByteBuffer.allocate(ROOM);
    try (FrameSender<RuntimeException> client =
        new FrameSender<>(
            Role.CLIENT, deflate, least -> masked, ConnectionObserver.NONE, () -> 0)) {
      client.message(kind, ByteBuffer.wrap(text, 0, whole), true);
    }
    masked.flip();
    frame = ByteBuffer.allocateDirect(masked.remaining()).put(masked).flip();
    in = ByteBuffer.allocateDirect(frame.capacity()).order(ByteOrder.nativeOrder());
    FrameSender<RuntimeException> echoing =
        new FrameSender<>(Role.SERVER, deflate, least -> out, ConnectionObserver.NONE, () -> 0);
    sender = Optional.of(echoing);
    receiver =
        Optional.of(
            new FrameReceiver(
                Role.SERVER, LIMITS, deflate, new Echo(echoing), ConnectionObserver.NONE, () -> 0));
  }

  @TearDown
  public void free() {
    receiver.orElseThrow().close();
    sender.orElseThrow().close();
  }

  /** As the engine does with what it has read; the copy stands for the read. */
  @Benchmark
  public int echo() {
    in.clear().put(frame.rewind()).flip();
    out.clear();
    receiver.orElseThrow().receive(in);
    return out.position();
  }

  private record Echo(FrameSender<RuntimeException> sender) implements FrameReceiver.Listener {
    @Override
    public void data(MessageKind kind, ByteBuffer slice, boolean last) {
      sender.message(kind, slice, last);
    }

    @Override
    public void ping(ByteBuffer payload) {
      throw new IllegalStateException("There are no pings.");
    }

    @Override
    public void pong(ByteBuffer payload) {
      throw new IllegalStateException("There are no pongs.");
    }

    @Override
    public void close(CloseFrame close) {
      throw new IllegalStateException("Nobody closes.");
    }

    @Override
    public void violation(Violation violation) {
      throw new IllegalStateException(violation.toString());
    }
  }
}
