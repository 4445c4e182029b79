package org.wsbin.workload;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.FrameEncoder;
import org.wsbin.protocol.FrameReceiver;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Role;
import org.wsbin.protocol.Violation;

/** A server with all rules of the protocol reads what is made. */
class MessageSourceTest {
  private static final int MOST = 300;

  private final FrameEncoder encoder = FrameEncoder.client(() -> 0x01020304);
  private final List<String> received = new ArrayList<>();
  private final List<MessageKind> kinds = new ArrayList<>();
  private final FrameReceiver server =
      new FrameReceiver(
          Role.SERVER,
          new MessageDecoder.Limits(1 << 20, 10),
          Optional.empty(),
          new Reading(),
          ConnectionObserver.NONE,
          () -> 0);

  @ParameterizedTest
  @EnumSource(MessageContent.class)
  void messagesOfAllSizesAreValidAndHaveTheirSize(MessageContent content) {
    MessageSource source = source(LoadScenario.ECHO, content);
    for (int size = 0; size <= MOST; size++) {
      send(source, size, 4096);
      assertThat(received.get(size).getBytes(StandardCharsets.UTF_8)).hasSize(size);
    }
    assertThat(kinds)
        .hasSize(MOST + 1)
        .containsOnly(content == MessageContent.BINARY ? MessageKind.BINARY : MessageKind.TEXT);
    assertThat(received.get(MOST).contains("😀")).isEqualTo(content == MessageContent.MULTI_BYTE);
  }

  @Test
  void aMessageGoesThroughABufferThatIsTooSmallForIt() {
    MessageSource source = source(LoadScenario.ECHO, MessageContent.MULTI_BYTE);
    send(source, MOST, 17);
    send(source, MOST, 4096);
    assertThat(received).hasSize(2);
    assertThat(received.get(0)).isEqualTo(received.get(1));
  }

  @Test
  void aStampSaysWhoSentItAndWhen() {
    MessageSource source = source(LoadScenario.CHANNEL, MessageContent.MULTI_BYTE);
    for (int size = ChannelStamp.BYTES; size <= MOST; size++) {
      send(source, size, 4096);
    }
    for (String message : received) {
      ByteBuffer bytes = ByteBuffer.wrap(message.getBytes(StandardCharsets.UTF_8));
      assertThat(new ChannelStamp(-7).isOn(bytes, 0, bytes.remaining())).isTrue();
      assertThat(new ChannelStamp(8).isOn(bytes, 0, bytes.remaining())).isFalse();
      assertThat(ChannelStamp.publisher(bytes, 0)).isEqualTo(42);
      assertThat(ChannelStamp.nanos(bytes, 0)).isEqualTo(-123_456_789_012L);
    }
  }

  private static MessageSource source(LoadScenario scenario, MessageContent content) {
    int least = scenario == LoadScenario.CHANNEL ? ChannelStamp.BYTES : 0;
    return new MessageSource(
        LoadSamples.settings(scenario, Optional.empty(), new MessageSizes(least, MOST), content),
        new ChannelStamp(-7));
  }

  private void send(MessageSource source, int size, int room) {
    ByteBuffer out = ByteBuffer.allocate(4096);
    out.limit(Math.max(room, source.beginBytes()));
    int written = source.begin(size, 42, -123_456_789_012L, encoder, out);
    written = source.go(size, written, encoder, out);
    server.receive(out.flip());
    while (written < size) {
      written = source.go(size, written, encoder, out.clear().limit(room));
      server.receive(out.flip());
    }
  }

  private final class Reading implements FrameReceiver.Listener {
    private final StringBuilder text = new StringBuilder();

    @Override
    public void data(MessageKind kind, ByteBuffer slice, boolean last) {
      text.append(StandardCharsets.UTF_8.decode(slice));
      if (last) {
        kinds.add(kind);
        received.add(text.toString());
        text.setLength(0);
      }
    }

    @Override
    public void ping(ByteBuffer payload) {
      throw new AssertionError("a ping");
    }

    @Override
    public void pong(ByteBuffer payload) {
      throw new AssertionError("a pong");
    }

    @Override
    public void close(CloseFrame frame) {
      throw new AssertionError(frame);
    }

    @Override
    public void violation(Violation violation) {
      throw new AssertionError(violation.sentence());
    }
  }
}
