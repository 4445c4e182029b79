package org.wsbin.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.FrameDecoder;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;

/** Messages in parts, of which nothing may have left yet because the deflater keeps it. */
@DisplayName("Sending with permessage-deflate (RFC 7692 section 6.1)")
class DeflatedSendTest {
  private static final PerMessageDeflate DEFLATE = new PerMessageDeflate(true, true);

  private final FakeClock clock = new FakeClock();
  private final FakeSocket socket = new FakeSocket(clock);
  private final Connection connection =
      new Connection(
          socket.dialled(Optional.of(DEFLATE)),
          new ClientOptions().freeze(),
          ControlFrameListener.NONE,
          clock,
          Runnable::run,
          ConnectionObserver.NONE);

  private void send(MessageKind kind, String hex, boolean last) {
    connection.send(kind, ByteBuffer.wrap(HexFormat.of().parseHex(hex)), last);
  }

  @Test
  void aCharacterMayBeCutInTwo() {
    send(MessageKind.TEXT, "e282", false);
    send(MessageKind.TEXT, "ac", true);
    assertThat(received()).containsExactly("TEXT e282ac");
  }

  @Test
  void aCharacterThatIsBrokenOffIsRefused() {
    send(MessageKind.TEXT, "e282", false);
    assertThatThrownBy(() -> send(MessageKind.TEXT, "61", true))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Byte 0 of the text is 0x61; allowed is UTF-8.");
    send(MessageKind.TEXT, "ac", true);
    assertThat(received()).containsExactly("TEXT e282ac");
  }

  @Test
  void aMessageDoesNotChangeItsKind() {
    send(MessageKind.TEXT, "61", false);
    assertThatThrownBy(() -> send(MessageKind.BINARY, "62", false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("The fragment is BINARY; its message began as TEXT.");
    send(MessageKind.TEXT, "63", true);
    send(MessageKind.BINARY, "64", true);
    assertThat(received()).containsExactly("TEXT 6163", "BINARY 64");
  }

  /** What a server gets: the messages, each with its kind. */
  private List<String> received() {
    List<String> messages = new ArrayList<>();
    Whole whole = new Whole(messages, new StringBuilder());
    new FrameDecoder(
            Role.SERVER,
            true,
            1024,
            new MessageDecoder(
                new MessageDecoder.Limits(1000, 1000),
                Optional.of(DEFLATE.inflater(Role.SERVER)),
                whole))
        .decode(ByteBuffer.wrap(socket.bytesSent()));
    return messages;
  }

  private record Whole(List<String> messages, StringBuilder hex) implements MessageDecoder.Sink {
    @Override
    public void data(MessageKind kind, ByteBuffer slice, boolean last) {
      byte[] bytes = new byte[slice.remaining()];
      slice.get(bytes);
      hex.append(HexFormat.of().formatHex(bytes));
      if (last) {
        messages.add(kind + " " + hex);
        hex.setLength(0);
      }
    }

    @Override
    public void ping(ByteBuffer payload) {}

    @Override
    public void pong(ByteBuffer payload) {}

    @Override
    public void close(CloseFrame frame) {}
  }
}
