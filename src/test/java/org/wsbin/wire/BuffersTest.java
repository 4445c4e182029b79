package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageDecoder;

class BuffersTest {

  @Test
  void oneHoldsTheLargestFrameThatIsTakenWhole() {
    assertThat(Buffers.heap().take().remaining())
        .isEqualTo(Buffers.BYTES)
        .isGreaterThan(MessageDecoder.WHOLE_FRAME_BYTES);
  }

  @Test
  void theyAreOfTheKindThatTheNetworkTakes() {
    assertThat(Buffers.direct().take().isDirect()).isTrue();
    assertThat(Buffers.heap().take().hasArray()).isTrue();
    assertThat(Buffers.direct().take().order()).isEqualTo(ByteOrder.nativeOrder());
  }

  @Test
  void theSameOneIsTakenAgainAndIsEmpty() {
    Buffers buffers = Buffers.heap();
    ByteBuffer buffer = buffers.take();
    assertThat(buffers.kept()).isZero();
    buffers.give(buffer.put((byte) 1).flip());
    assertThat(buffers.kept()).isEqualTo(1);
    assertThat(buffers.take()).isSameAs(buffer);
    assertThat(buffer.remaining()).isEqualTo(Buffers.BYTES);
    assertThat(buffers.kept()).isZero();
  }

  @Test
  void noMoreAreKeptThanTheLimit() {
    Buffers buffers = Buffers.heap();
    List<ByteBuffer> taken = Stream.generate(buffers::take).limit(Buffers.KEPT + 10).toList();
    taken.forEach(buffers::give);
    assertThat(buffers.kept()).isEqualTo(Buffers.KEPT);
  }
}
