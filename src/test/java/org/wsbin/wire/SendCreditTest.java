package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.FakeTimer;

class SendCreditTest {
  private final FakeTransport network = new FakeTransport();
  private final FrameOutput out =
      new FrameOutput(network, BufferPool.heap(), new FakeTimer()::nanos, Optional.empty());
  private final SendCredit room = new SendCredit(1000);

  @Test
  void nobodyWaitsWhoDidNotAsk() throws IOException {
    send(2000, false);
    assertThat(room.again(out)).isFalse();
    out.abandon();
    assertThat(room.again(out)).isFalse();
  }

  @Test
  void whoFoundItFullIsToldOnceWhenHalfOfItHasLeft() throws IOException {
    network.room = 0;
    assertThat(room.isThere(out)).isTrue();
    send(1200, true);
    out.flush();
    assertThat(room.isThere(out)).isFalse();
    assertThat(room.again(out)).isFalse();
    network.room = Long.MAX_VALUE;
    out.writable();
    assertThat(room.again(out)).isTrue();
    assertThat(room.again(out)).isFalse();
  }

  @Test
  void whoMetAMessageIsToldOnceWhenItHasEnded() throws IOException {
    assertThat(room.betweenMessages(out)).isTrue();
    send(1, false);
    assertThat(room.betweenMessages(out)).isFalse();
    assertThat(room.again(out)).isFalse();
    send(1, true);
    assertThat(room.again(out)).isTrue();
    assertThat(room.again(out)).isFalse();
    assertThat(room.betweenMessages(out)).isTrue();
  }

  private void send(int bytes, boolean last) throws IOException {
    out.message(MessageKind.BINARY, ByteBuffer.allocate(bytes), last);
  }
}
