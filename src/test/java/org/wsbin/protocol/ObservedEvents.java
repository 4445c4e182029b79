package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalInt;

/** Keeps what an observer sees, a line each, such as {@code "< FIN TEXT 5 key 37fa213d @12"}. */
public final class ObservedEvents implements ConnectionObserver {
  private final List<String> lines = Collections.synchronizedList(new ArrayList<>());

  /** In the order in which they came. */
  public List<String> lines() {
    return lines;
  }

  @Override
  public void opened(long nanos) {
    lines.add("opened @" + nanos);
  }

  @Override
  public void frame(Direction direction, FrameHeader header, OptionalInt maskingKey, long nanos) {
    lines.add(
        arrow(direction)
            + (header.fin() ? "FIN " : "")
            + (header.rsv1() ? "RSV1 " : "")
            + header.opcode()
            + " "
            + header.length()
            + (maskingKey.isPresent() ? " key %08x".formatted(maskingKey.getAsInt()) : "")
            + " @"
            + nanos);
  }

  @Override
  public void payload(Direction direction, ByteBuffer part, boolean end, long nanos) {
    lines.add(arrow(direction) + Hex.of(part) + (end ? "" : "…"));
  }

  @Override
  public void rawBytes(ByteBuffer bytes, long nanos) {
    lines.add("> raw " + Hex.of(bytes));
  }

  @Override
  public void violation(Violation violation, ByteBuffer header, long nanos) {
    lines.add("violation " + violation.rule() + " " + Hex.of(header));
  }

  @Override
  public void ignored(int bytes, long nanos) {
    lines.add("< ignored " + bytes);
  }

  @Override
  public void close(Direction direction, CloseFrame frame, long nanos) {
    lines.add(
        arrow(direction)
            + "close"
            + frame.status().map(s -> " " + s.code() + " " + s.reason()).orElse(""));
  }

  @Override
  public void ended(ConnectionState state, EndOfStream how, long nanos) {
    lines.add("ended " + state.code() + " " + how + " @" + nanos);
  }

  private static String arrow(Direction direction) {
    return direction == Direction.RECEIVED ? "< " : "> ";
  }
}
