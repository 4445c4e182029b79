package org.wsbin.server;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.junit.jupiter.api.Test;

class ReleasableBuffersTest {
  private static final int READ = 16;
  private static final int WRITE = 8;

  private final SocketBufferHandler fresh = new SocketBufferHandler(READ, WRITE, false);
  private final ReleasableBuffers buffers = new ReleasableBuffers(fresh);

  @Test
  void holdsTheBuffersOfTomcatAtFirst() {
    assertThat(buffers.getReadBuffer()).isSameAs(fresh.getReadBuffer());
    assertThat(buffers.getWriteBuffer()).isSameAs(fresh.getWriteBuffer());
  }

  @Test
  void letsGoOfEmptyBuffersAndStaysEmpty() {
    buffers.run();

    assertThat(buffers.isReadBufferEmpty()).isTrue();
    assertThat(buffers.isWriteBufferEmpty()).isTrue();
    assertThat(buffers.getReadBuffer()).isNotSameAs(fresh.getReadBuffer());
  }

  @Test
  void keepsBytesThatNobodyHasRead() {
    buffers.unReadReadBuffer(ascii("early"));
    buffers.run();

    buffers.configureReadBufferForRead();
    assertThat(US_ASCII.decode(buffers.getReadBuffer()).toString()).isEqualTo("early");
    buffers.run();
    assertThat(buffers.getReadBuffer()).isNotSameAs(fresh.getReadBuffer());
  }

  @Test
  void keepsBytesThatAreNotWritten() {
    buffers.configureWriteBufferForWrite();
    buffers.getWriteBuffer().put(ascii("late"));
    buffers.run();

    assertThat(buffers.isWriteBufferEmpty()).isFalse();
    buffers.configureWriteBufferForRead();
    assertThat(US_ASCII.decode(buffers.getWriteBuffer()).toString()).isEqualTo("late");
  }

  @Test
  void whoAsksAgainGetsAPairOfTheSameSizes() {
    buffers.run();

    ByteBuffer read = buffers.getReadBuffer();
    assertThat(read.capacity()).isEqualTo(READ);
    assertThat(buffers.getWriteBuffer().capacity()).isEqualTo(WRITE);
    assertThat(buffers.getReadBuffer()).isSameAs(read);
    assertThat(buffers.isWriteBufferWritable()).isTrue();
  }

  @Test
  void growsAsTomcatWants() {
    buffers.expand(2 * READ);
    assertThat(buffers.getReadBuffer().capacity()).isEqualTo(2 * READ);
    assertThat(buffers.getWriteBuffer().capacity()).isEqualTo(2 * READ);
  }

  @Test
  void aResetDropsTheBytes() {
    buffers.unReadReadBuffer(ascii("early"));
    buffers.reset();
    assertThat(buffers.isReadBufferEmpty()).isTrue();
  }

  private static ByteBuffer ascii(String text) {
    return ByteBuffer.wrap(text.getBytes(US_ASCII));
  }
}
