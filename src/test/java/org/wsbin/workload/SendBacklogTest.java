package org.wsbin.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class SendBacklogTest {
  private static final int BYTES = 200_000;

  /** The second one is half written. */
  @Test
  void onlyAMessageWhoseBytesAreAllThereIsWritten() {
    LoadSettings settings =
        LoadSamples.settings(
            LoadScenario.SINK,
            Optional.empty(),
            new MessageSizes(BYTES, BYTES),
            MessageContent.BINARY);
    SendBacklog backlog =
        new SendBacklog(0, new MessageSource(settings, new ChannelStamp(1)), () -> 1);
    for (int i = 0; i < 3; i++) {
      backlog.add(i);
    }
    assertThat(backlog.written()).isZero();
    backlog.fill(
        ByteBuffer.allocate(BYTES * 3 / 2).order(ByteOrder.nativeOrder()), true, (at, bytes) -> {});
    assertThat(backlog.written()).isEqualTo(1);
  }
}
