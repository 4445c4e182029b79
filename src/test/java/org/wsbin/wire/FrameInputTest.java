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
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.FrameReceiver;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.Violation;

class FrameInputTest {
  private final FakeTransport network = new FakeTransport();
  private final BufferPool buffers = BufferPool.heap();
  private final Log log = new Log();
  private final FrameReceiver receiver = receiver(log, Optional.empty());
  private final FrameInput in = new FrameInput(receiver, buffers, false);

  @Test
  void whatOneReadBringsIsHandedOver() throws IOException {
    network.arrive(joined(text("one"), ping("p"), pong(), text("two"), close(1000, "bye")));
    assertThat(in.read(network)).isTrue();
    assertThat(log.lines).containsExactly("one", "ping p", "pong", "two", "close 1000");
    assertThat(in.hasRest()).isFalse();
    assertThat(buffers.kept()).isEqualTo(1);
  }

  @Test
  void nothingIsNotTheEnd() throws IOException {
    assertThat(in.read(network)).isTrue();
    network.endInput();
    assertThat(in.read(network)).isFalse();
    assertThat(buffers.kept()).isEqualTo(1);
  }

  @Test
  void aBufferIsReturnedIfTheNetworkFails() {
    network.fault = Optional.of(new IOException("on purpose"));
    assertThatThrownBy(() -> in.read(network)).hasMessage("on purpose");
    assertThat(buffers.kept()).isEqualTo(1);
  }

  @Test
  void theRestWaitsIfTheSinkPauses() throws IOException {
    network.arrive(joined(text("one"), text("two"), text("three")));
    log.pauseAfter = 1;
    assertThat(in.read(network)).isTrue();
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
    network.arrive(frame(true, Opcode.BINARY, new byte[200_000]));
    assertThat(in.read(network)).isTrue();
    log.pauseAfter = 0;
    assertThat(in.read(network)).isTrue();
    assertThat(in.hasRest()).isTrue();
    log.pauseAfter = Integer.MAX_VALUE;
    in.takeRest();
    assertThat(log.bytes).isEqualTo(200_000);
  }

  @Test
  void compressedDataIsInflatedInSlicesSoThatAPauseComesSoon() throws IOException {
    FrameInput inflating = new FrameInput(receiver(log, Optional.of(Wired.DEFLATE)), buffers, true);
    network.arrive(compressed(new byte[10 * 1024 * 1024]));
    log.pauseAfter = 1;
    assertThat(inflating.read(network)).isTrue();
    assertThat(inflating.hasRest()).isTrue();
    assertThat(log.bytes).isBetween(1, 2 * 1024 * 1024);
    inflating.close();
    assertThat(inflating.hasRest()).isFalse();
  }

  @Test
  void aViolationIsReportedOnceAndEverythingAfterItIsIgnored() throws IOException {
    network.arrive(joined(text("one"), UNMASKED, text("two")));
    network.arrive(joined(text("three"), UNMASKED));
    assertThat(in.read(network)).isTrue();
    assertThat(receiver.dropping()).isTrue();
    assertThat(in.read(network)).isTrue();
    assertThat(log.lines).containsExactly("one", "violation");
    assertThat(in.hasRest()).isFalse();
  }

  @Test
  void whatWaitsMayBeDiscarded() throws IOException {
    network.arrive(joined(text("one"), text("two")));
    log.pauseAfter = 1;
    assertThat(in.read(network)).isTrue();
    receiver.drop();
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
    FrameReceiver inflating = receiver(closing, Optional.of(Wired.DEFLATE));
    self[0] = new FrameInput(inflating, buffers, true);
    closing.pauseAfter = 1;
    network.arrive(compressed(new byte[1024 * 1024]));
    assertThat(self[0].read(network)).isTrue();
    assertThat(closing.lines).isNotEmpty();
    assertThat(self[0].hasRest()).isFalse();
    assertThat(inflating.dropping()).isTrue();
  }

  private static FrameReceiver receiver(Log log, Optional<PerMessageDeflate> deflate) {
    return new FrameReceiver(
        Role.SERVER, Wired.most(Wired.limits()), deflate, log, ConnectionObserver.NONE, () -> 0);
  }

  private static final class Log implements FrameReceiver.Listener {
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
    public void violation(Violation violation) {
      add("violation");
    }

    @Override
    public void close(CloseFrame frame) {
      add("close " + frame.status().map(CloseStatus::code).orElse(CloseStatus.NO_STATUS));
    }
  }
}
