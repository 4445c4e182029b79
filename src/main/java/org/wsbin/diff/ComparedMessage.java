package org.wsbin.diff;

import static java.util.stream.Collectors.joining;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wsbin.diff.Side.Frame;

/**
 * A message, or a control frame, as one side recorded it.
 *
 * @param frames its frames, in order; at least one
 * @param content the whole payload, inflated; empty if it was not kept or cannot be inflated
 */
record ComparedMessage(List<Frame> frames, Optional<byte[]> content) {
  private static final int MOST_SIZES = 4;

  /** The messages of the data frames, and the unfinished one. */
  static List<ComparedMessage> messages(List<Frame> all) {
    List<ComparedMessage> messages = new ArrayList<>();
    Inflation inflation = new Inflation();
    List<Frame> begun = new ArrayList<>();
    for (Frame frame : all) {
      if (isData(frame)) {
        begun.add(frame);
        if (frame.fin()) {
          messages.add(of(begun, inflation));
          begun.clear();
        }
      }
    }
    if (!begun.isEmpty()) {
      messages.add(new ComparedMessage(List.copyOf(begun), Optional.empty()));
    }
    return messages;
  }

  /** The pings and pongs, each by itself. */
  static List<ComparedMessage> controls(List<Frame> all) {
    return all.stream()
        .filter(frame -> frame.opcode().equals("ping") || frame.opcode().equals("pong"))
        .map(frame -> new ComparedMessage(List.of(frame), whole(List.of(frame))))
        .toList();
  }

  private static boolean isData(Frame frame) {
    return switch (frame.opcode()) {
      case "text", "binary", "continuation" -> true;
      default -> false;
    };
  }

  private static ComparedMessage of(List<Frame> frames, Inflation inflation) {
    Optional<byte[]> raw = whole(frames);
    boolean compressed = frames.get(0).rsv1();
    return new ComparedMessage(List.copyOf(frames), compressed ? inflation.inflate(raw) : raw);
  }

  private static Optional<byte[]> whole(List<Frame> frames) {
    if (!frames.stream().allMatch(Frame::whole)) {
      return Optional.empty();
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    frames.forEach(frame -> all.writeBytes(frame.payload()));
    return Optional.of(all.toByteArray());
  }

  Frame first() {
    return frames.get(0);
  }

  String kind() {
    return first().opcode();
  }

  boolean rsv1() {
    return first().rsv1();
  }

  boolean complete() {
    Frame last = frames.get(frames.size() - 1);
    return last.fin() && frames.stream().allMatch(Frame::complete);
  }

  /** The length on the wire. */
  long length() {
    return frames.stream().mapToLong(Frame::length).sum();
  }

  List<Long> sizes() {
    return frames.stream().map(Frame::length).toList();
  }

  /** Its kind and the sizes of its frames. */
  String shown() {
    String sizes =
        frames.stream()
            .limit(MOST_SIZES)
            .map(frame -> Long.toString(frame.length()))
            .collect(joining("+"));
    return "#%d %s, %s%s bytes%s"
        .formatted(
            first().number(),
            kind(),
            sizes,
            frames.size() > MOST_SIZES ? "+…" : "",
            rsv1() ? ", compressed" : "");
  }

  /** Compares the payload, as far as both recordings have it. */
  Sameness compare(ComparedMessage other) {
    if (content.isPresent() && other.content.isPresent()) {
      return Arrays.equals(content.get(), other.content.get()) ? Sameness.SAME : Sameness.DIFFERENT;
    }
    if (rsv1() != other.rsv1()) {
      return Sameness.UNSURE;
    }
    if (complete() && other.complete() && length() != other.length()) {
      return Sameness.DIFFERENT;
    }
    return overlapDiffers(other) ? Sameness.DIFFERENT : Sameness.UNSURE;
  }

  /** Whether a byte that both recordings kept is different. */
  private boolean overlapDiffers(ComparedMessage other) {
    long start = 0;
    for (Frame frame : frames) {
      long otherStart = 0;
      for (Frame theirs : other.frames) {
        if (differ(frame.payload(), start, theirs.payload(), otherStart)) {
          return true;
        }
        otherStart += theirs.length();
      }
      start += frame.length();
    }
    return false;
  }

  private static boolean differ(byte[] one, long oneStart, byte[] other, long otherStart) {
    long from = Math.max(oneStart, otherStart);
    long to = Math.min(oneStart + one.length, otherStart + other.length);
    return from < to
        && !Arrays.equals(
            one,
            (int) (from - oneStart),
            (int) (to - oneStart),
            other,
            (int) (from - otherStart),
            (int) (to - otherStart));
  }
}
