package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.FrameDecoder;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Role;

/** The messages that a client makes of a server's bytes, inflated where that was agreed on. */
final class ServerMessages implements MessageDecoder.Sink {
  private final List<byte[]> whole = new ArrayList<>();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  private ServerMessages() {}

  static List<byte[]> of(byte[] bytes, Optional<PerMessageDeflate> deflate) {
    ServerMessages sink = new ServerMessages();
    MessageDecoder messages =
        new MessageDecoder(
            new MessageDecoder.Limits(Long.MAX_VALUE, Integer.MAX_VALUE),
            deflate.map(agreed -> agreed.inflater(Role.CLIENT)),
            sink);
    new FrameDecoder(Role.CLIENT, deflate.isPresent(), Integer.MAX_VALUE, messages)
        .decode(ByteBuffer.wrap(bytes.clone()));
    return sink.whole;
  }

  static List<String> texts(byte[] bytes, Optional<PerMessageDeflate> deflate) {
    return of(bytes, deflate).stream().map(message -> new String(message, UTF_8)).toList();
  }

  @Override
  public void data(MessageKind kind, ByteBuffer slice, boolean last) {
    byte[] bytes = new byte[slice.remaining()];
    slice.get(bytes);
    begun.writeBytes(bytes);
    if (last) {
      whole.add(begun.toByteArray());
      begun.reset();
    }
  }

  @Override
  public void ping(ByteBuffer payload) {}

  @Override
  public void pong(ByteBuffer payload) {}

  @Override
  public void close(CloseFrame frame) {}
}
