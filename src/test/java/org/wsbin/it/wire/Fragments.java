package org.wsbin.it.wire;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;

/** Messages in several frames (RFC 6455 section 5.4). */
final class Fragments {
  private Fragments() {}

  /** The message in frames of that size, the last of which may be shorter. */
  static List<Frame> of(Frame message, int size) {
    Bytes payload = message.payload();
    List<Frame> frames = new ArrayList<>();
    for (int from = 0; from < payload.length(); from += size) {
      int to = Math.min(from + size, payload.length());
      Bytes part = payload.slice(from, to);
      Frame frame =
          new Frame(
              to == payload.length(),
              from == 0 ? message.rsv() : 0,
              from == 0 ? message.opcode() : Frame.CONTINUATION,
              part);
      frames.add(frame);
    }
    return frames;
  }

  /** Sends frames, and tells how many. */
  static int send(RawWebSocket socket, List<Frame> frames) throws IOException {
    for (Frame frame : frames) {
      socket.send(frame);
    }
    return frames.size();
  }

  /** The frames as a client sends them, in one piece. */
  static Bytes asClientSends(List<Frame> frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.forEach(frame -> all.writeBytes(frame.asClientSends().toArray()));
    return Bytes.of(all.toByteArray());
  }

  /** The payloads of the data frames among these, joined. */
  static Bytes joined(List<Frame> frames) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    data(frames).forEach(frame -> all.writeBytes(frame.payload().toArray()));
    return Bytes.of(all.toByteArray());
  }

  static List<Frame> data(List<Frame> frames) {
    return frames.stream().filter(frame -> !frame.isControl()).toList();
  }
}
