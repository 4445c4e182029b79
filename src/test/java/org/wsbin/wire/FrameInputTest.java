package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsbin.wire.ClientBytes.UNMASKED;
import static org.wsbin.wire.ClientBytes.close;
import static org.wsbin.wire.ClientBytes.compressed;
import static org.wsbin.wire.ClientBytes.frame;
import static org.wsbin.wire.ClientBytes.joined;
import static org.wsbin.wire.ClientBytes.ping;
import static org.wsbin.wire.ClientBytes.pong;
import static org.wsbin.wire.ClientBytes.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;

class FrameInputTest {
  private final FakeTransport network = new FakeTransport();
  private final BufferPool buffers = BufferPool.heap();
  private final Log log = new Log();
  private final FrameInput in =
      new FrameInput(
          Wired.most(Wired.limits()), Optional.empty(), log, violation -> log.add("violation"));

  @Test
  void whatOneReadBringsIsHandedOver() throws IOException {
    network.arrive(joined(text("one"), ping("p"), pong(), text("two"), close(1000, "bye")));
    assertThat(in.read(network, buffers)).isTrue();
    assertThat(log.lines).containsExactly("one", "ping p", "pong", "two", "close 1000");
    assertThat(in.hasRest()).isFalse();
    assertThat(buffers.kept()).isEqualTo(1);
  }

  @Test
  void nothingIsNotTheEnd() throws IOException {
    assertThat(in.read(network, buffers)).isTrue();
    network.endInput();
    assertThat(in.read(network, buffers)).isFalse();
    assertThat(buffers.kept()).isEqualTo(1);
  }

  @Test
  void aBufferIsGivenBackWhereTheNetworkFails() {
    network.fault = Optional.of(new IOException("on purpose"));
    assertThatThrownBy(() -> in.read(network, buffers)).hasMessage("on purpose");
    assertThat(buffers.kept()).isEqualTo(1);
  }

  @Test
  void whereTheSinkPausesTheRestWaits() throws IOException {
    network.arrive(joined(text("one"), text("two"), text("three")));
    log.pauseAfter = 1;
    assertThat(in.read(network, buffers)).isTrue();
    assertThat(log.lines).containsExactly("one");
    assertThat(in.hasRest()).isTrue();

    buffers.take().put(new byte[1000]); // the rest is a copy
    log.pauseAfter = 2;
    in.takeRest();
    assertThat(log.lines).containsExactly("one", "two");
    assertThat(in.hasRest()).isTrue();
    log.pauseAfter = Integer.MAX_VALUE;
    in.takeRest();
    assertThat(log.lines).containsExactly("one", "two", "three");
    assertThat(in.hasRest()).isFalse();
    in.takeRest();
    assertThat(log.lines).hasSize(3);
  }

  @Test
  void aPauseInsideOfAFrame() throws IOException {
    network.arrive(frame(true, Opcode.BINARY, new byte[100_000]));
    assertThat(in.read(network, buffers)).isTrue();
    log.pauseAfter = 0;
    assertThat(in.read(network, buffers)).isTrue();
    assertThat(in.hasRest()).isTrue();
    log.pauseAfter = Integer.MAX_VALUE;
    in.takeRest();
    assertThat(log.bytes).isEqualTo(100_000);
  }

  @Test
  void compressedDataIsTakenInSlicesSoThatAPauseComesSoon() throws IOException {
    FrameInput inflating =
        new FrameInput(
            Wired.most(Wired.limits()),
            Optional.of(Wired.DEFLATE),
            log,
            violation -> log.add("violation"));
    network.arrive(compressed(new byte[10 * 1024 * 1024]));
    log.pauseAfter = 1;
    assertThat(inflating.read(network, buffers)).isTrue();
    assertThat(inflating.hasRest()).isTrue();
    assertThat(log.bytes).isBetween(1, 2 * 1024 * 1024);
    inflating.close();
    assertThat(inflating.hasRest()).isFalse();
  }

  @Test
  void aViolationIsToldOnceAndNothingHasAMeaningAfterIt() throws IOException {
    network.arrive(joined(text("one"), UNMASKED, text("two")));
    network.arrive(joined(text("three"), UNMASKED));
    assertThat(in.read(network, buffers)).isTrue();
    assertThat(in.discarding()).isTrue();
    assertThat(in.read(network, buffers)).isTrue();
    assertThat(log.lines).containsExactly("one", "violation");
    assertThat(in.hasRest()).isFalse();
  }

  @Test
  void whatWaitsMayBeDiscarded() throws IOException {
    network.arrive(joined(text("one"), text("two")));
    log.pauseAfter = 1;
    assertThat(in.read(network, buffers)).isTrue();
    in.discard();
    log.pauseAfter = Integer.MAX_VALUE;
    in.takeRest();
    assertThat(log.lines).containsExactly("one");
    assertThat(in.hasRest()).isFalse();
  }

  @Test
  void itMayBeClosedWhileAMessageIsInflated() throws IOException {
    FrameInput[] self = new FrameInput[1];
    Log closing = new Log();
    closing.then = () -> self[0].close();
    self[0] =
        new FrameInput(Wired.most(Wired.limits()), Optional.of(Wired.DEFLATE), closing, v -> {});
    closing.pauseAfter = 1;
    network.arrive(compressed(new byte[1024 * 1024]));
    assertThat(self[0].read(network, buffers)).isTrue();
    assertThat(closing.lines).isNotEmpty();
    assertThat(self[0].hasRest()).isFalse();
    assertThat(self[0].discarding()).isTrue();
  }

  private static final class Log implements MessageDecoder.Sink {
    private final List<String> lines = new ArrayList<>();
    private int pauseAfter = Integer.MAX_VALUE;
    private int bytes;
    private Runnable then = () -> {};

    void add(String line) {
      lines.add(line);
    }

    @Override
    public boolean paused() {
      return lines.size() >= pauseAfter;
    }

    @Override
    public void data(MessageKind kind, ByteBuffer slice, boolean last) {
      bytes += slice.remaining();
      add(kind == MessageKind.TEXT ? UTF_8.decode(slice).toString() : "binary");
      then.run();
    }

    @Override
    public void ping(ByteBuffer payload) {
      add("ping " + UTF_8.decode(payload));
    }

    @Override
    public void pong(ByteBuffer payload) {
      add("pong");
    }

    @Override
    public void close(Optional<CloseStatus> status) {
      add("close " + status.map(CloseStatus::code).orElse(CloseStatus.NO_STATUS));
    }
  }
}
