package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.wsbin.protocol.FrameDecoder;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Role;

/**
 * What a client makes of a server's bytes: a line for each frame, such as {@code "TEXT hello"},
 * {@code "TEXT hel…"} where FIN is not set, {@code "CLOSE 1000 bye"}, {@code "BINARY 70000 bytes"}
 * if it is long, and {@code "RSV1 TEXT 7 bytes"} if it is compressed.
 */
final class ServerFrames implements FrameDecoder.Sink {
  private static final int SHOWN = 200;

  private final List<String> lines = new ArrayList<>();
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
  private FrameHeader header = new FrameHeader(true, false, Opcode.TEXT, 0);

  private ServerFrames() {}

  static List<String> of(byte[] bytes) {
    ServerFrames frames = new ServerFrames();
    new FrameDecoder(Role.CLIENT, true, Integer.MAX_VALUE, frames)
        .decode(ByteBuffer.wrap(bytes.clone()));
    return frames.lines;
  }

  @Override
  public void header(FrameHeader next) {
    header = next;
  }

  @Override
  public void payload(ByteBuffer slice, boolean end) {
    byte[] bytes = new byte[slice.remaining()];
    slice.get(bytes);
    payload.writeBytes(bytes);
    if (end) {
      String fin = header.fin() ? "" : "…";
      lines.add((header.rsv1() ? "RSV1 " : "") + header.opcode() + " " + shown() + fin);
      payload.reset();
    }
  }

  private String shown() {
    if (header.rsv1() || payload.size() > SHOWN) {
      return payload.size() + " bytes";
    }
    if (header.opcode() == Opcode.CLOSE && payload.size() > 1) {
      ByteBuffer body = ByteBuffer.wrap(payload.toByteArray());
      return body.getShort() + " " + UTF_8.decode(body);
    }
    return payload.toString(UTF_8);
  }
}
