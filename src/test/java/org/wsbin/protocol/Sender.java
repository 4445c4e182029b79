package org.wsbin.protocol;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** One end of a connection that sends, and keeps what the other end should make of it. */
final class Sender {
  private final FrameEncoder encoder;
  private final Optional<MessageDeflater> deflater;
  private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
  private final List<String> expected = new ArrayList<>();

  Sender(FrameEncoder encoder, Optional<MessageDeflater> deflater) {
    this.encoder = encoder;
    this.deflater = deflater;
  }

  Sender send(List<Sent> messages) {
    messages.forEach(this::send);
    return this;
  }

  private void send(Sent message) {
    boolean compressed = message.compressed() && deflater.isPresent();
    List<byte[]> fragments = message.fragments(compressed ? compressed(message) : message.octets());
    for (int i = 0; i < fragments.size(); i++) {
      Opcode opcode = i == 0 ? Opcode.of(message.kind()) : Opcode.CONTINUATION;
      boolean fin = i == fragments.size() - 1;
      frame(fin, compressed && i == 0, opcode, fragments.get(i));
      if (fin) {
        expected.add(MessageLog.line(message.kind(), message.octets()));
      } else if (i < message.between().size()) {
        Sent.Control control = message.between().get(i);
        frame(true, false, control.opcode(), Hex.octets(control.payload()));
        expected.add(control.toString());
      }
    }
  }

  private byte[] compressed(Sent message) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    List<byte[]> slices = message.fragments(message.octets());
    for (int i = 0; i < slices.size(); i++) {
      deflater
          .orElseThrow()
          .deflate(
              ByteBuffer.wrap(slices.get(i)),
              i == slices.size() - 1,
              (payload, last) -> out.writeBytes(Hex.octets(payload)));
    }
    return out.toByteArray();
  }

  private void frame(boolean fin, boolean rsv1, Opcode opcode, byte[] payload) {
    FrameHeader header = new FrameHeader(fin, rsv1, opcode, payload.length);
    wire.writeBytes(Hex.octets(encoder.frame(header, ByteBuffer.wrap(payload))));
  }

  /** All that was sent. */
  byte[] bytes() {
    return wire.toByteArray();
  }

  /** What the other end should tell, in the lines of {@link MessageLog}. */
  List<String> expected() {
    return expected;
  }
}
