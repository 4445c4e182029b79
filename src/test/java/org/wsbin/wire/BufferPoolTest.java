package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageDecoder;

class BufferPoolTest {

  @Test
  void aBufferHoldsTheLargestFrameThatIsHandledWhole() {
    assertThat(BufferPool.heap().take().remaining())
        .isEqualTo(BufferPool.BYTES)
        .isGreaterThan(MessageDecoder.WHOLE_FRAME_BYTES);
  }

  @Test
  void theyAreOfTheKindThatTheNetworkTakes() {
    assertThat(BufferPool.direct().take().isDirect()).isTrue();
    assertThat(BufferPool.heap().take().hasArray()).isTrue();
    assertThat(BufferPool.direct().take().order()).isEqualTo(ByteOrder.nativeOrder());
  }

  @Test
  void theSameOneIsTakenAgainAndIsEmpty() {
    BufferPool buffers = BufferPool.heap();
    ByteBuffer buffer = buffers.take();
    assertThat(buffers.kept()).isZero();
    buffers.give(buffer.put((byte) 1).flip());
    assertThat(buffers.kept()).isEqualTo(1);
    assertThat(buffers.take()).isSameAs(buffer);
    assertThat(buffer.remaining()).isEqualTo(BufferPool.BYTES);
    assertThat(buffers.kept()).isZero();
  }

  @Test
  void noMoreAreKeptThanTheLimit() {
    BufferPool buffers = BufferPool.heap();
    List<ByteBuffer> taken = Stream.generate(buffers::take).limit(BufferPool.KEPT + 10).toList();
    taken.forEach(buffers::give);
    assertThat(buffers.kept()).isEqualTo(BufferPool.KEPT);
  }
}
