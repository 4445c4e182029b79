package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** What a frame decoder tells: a line for each frame, such as {@code "FIN TEXT 48656c6c6f"}. */
final class FrameLog implements FrameDecoder.Sink {
  private final List<String> frames = new ArrayList<>();
  private final List<Integer> slices = new ArrayList<>();
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
  private String begun = "";
  private long length;

  /** The whole frames, in order. */
  List<String> frames() {
    return frames;
  }

  /** How many bytes came in each slice. */
  List<Integer> slices() {
    return slices;
  }

  @Override
  public void header(FrameHeader header) {
    assertThat(begun).as("a frame that has not ended").isEmpty();
    begun = (header.fin() ? "FIN " : "") + (header.rsv1() ? "RSV1 " : "") + header.opcode() + " ";
    length = header.length();
  }

  @Override
  public void payload(ByteBuffer slice, boolean end) {
    slices.add(slice.remaining());
    payload.writeBytes(Hex.octets(slice));
    assertThat(end).as("the last slice is marked").isEqualTo(payload.size() == length);
    if (end) {
      frames.add(begun + Hex.of(payload.toByteArray()));
      payload.reset();
      begun = "";
    }
  }
}
