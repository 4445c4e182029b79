package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Quoted;
import org.wsbin.recording.ConnectionEnd;
import org.wsbin.recording.Note;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.RecordingMembers;
import org.wsbin.recording.Secrets;
import org.wsbin.recording.TimedClose;
import org.wsbin.text.PlainText;
import org.wsbin.text.Words;

/**
 * A transcript as text for people, a frame a line. {@code <} came from the client, {@code >} went
 * to it. Everything from a peer is quoted and escaped.
 */
public final class TranscriptText {
  private static final int MOST_HEX = 32;

  private final StringBuilder text = new StringBuilder();

  private TranscriptText() {}

  /** The text of a transcript. */
  public static String of(Transcript.Snapshot transcript, Secrets secrets) {
    TranscriptText writing = new TranscriptText();
    transcript.connections().forEach(connection -> writing.connection(connection, secrets));
    transcript.refused().forEach(refused -> writing.refused(refused, secrets));
    if (transcript.omittedConnections() > 0) {
      writing.line(transcript.omittedConnections() + " more connections were not recorded.");
    }
    transcript.remarks().forEach(remark -> writing.line(PlainText.of(remark)));
    return writing.text.toString();
  }

  private void line(String line) {
    text.append(line).append('\n');
  }

  private void head(RequestHead head, Secrets secrets) {
    line("  " + PlainText.of(head.line()));
    head.headers()
        .forEach(
            header ->
                line(
                    "  "
                        + PlainText.of(header.getKey())
                        + ": "
                        + PlainText.of(secrets.value(header.getKey(), header.getValue()))));
  }

  private void connection(RecordedConnection connection, Secrets secrets) {
    line(
        "Connection "
            + connection.request().id()
            + " from "
            + connection.request().client()
            + " to "
            + connection.step()
            + " on /"
            + connection.engine().path()
            + connection.node().map(node -> " of node " + node).orElse("")
            + connection.openedAt().map(at -> ", " + at).orElse(", not open yet"));
    head(connection.request(), secrets);
    Map<Integer, String> lines = new TreeMap<>();
    connection.frames().forEach(frame -> lines.put(frame.number(), frame(frame)));
    connection.faults().forEach(fault -> lines.put(fault.number(), fault(fault)));
    connection.notes().forEach(note -> lines.put(note.number(), note(note)));
    lines.values().forEach(this::line);
    if (connection.omittedFrames() > 0) {
      line("  " + connection.omittedFrames() + " more frames were not recorded.");
    }
    if (connection.ignoredBytes() > 0) {
      line("  " + connection.ignoredBytes() + " bytes were ignored.");
    }
    connection
        .violation()
        .ifPresent(
            v ->
                line(
                    time(v.nanos())
                        + "violation of "
                        + v.violation().rule().section()
                        + ": "
                        + v.violation().sentence()));
    close(connection, true, connection.closeReceived());
    close(connection, false, connection.closeSent());
    connection.end().ifPresent(end -> line(time(end.nanos()) + "TCP ended: " + how(end)));
    line("");
  }

  /** A close without its frame: the engine does not show it, or there was no room for it. */
  private void close(RecordedConnection connection, boolean received, Optional<TimedClose> close) {
    boolean shown =
        connection.frames().stream()
            .anyMatch(frame -> frame.opcode() == Opcode.CLOSE && frame.received() == received);
    if (!shown) {
      close.ifPresent(
          c ->
              line(
                  time(c.nanos())
                      + (received ? "< close" : "> close")
                      + c.frame().status().map(s -> words(s.code(), s.reason())).orElse("")));
    }
  }

  private static String words(int code, String reason) {
    return " " + code + (reason.isEmpty() ? "" : " " + Quoted.of(reason));
  }

  /** How a connection ended, in words. */
  static String how(ConnectionEnd end) {
    return Words.of(end.how())
        + end.state()
            .closedBy()
            .map(party -> "; closed by the " + RecordingMembers.party(party))
            .orElse("")
        + (end.state().clean() ? ", cleanly" : "");
  }

  private void refused(RefusedHandshake refused, Secrets secrets) {
    line(
        "Refused "
            + refused.request().id()
            + " from "
            + refused.request().client()
            + refused.node().map(node -> " by node " + node).orElse("")
            + ", "
            + refused.at());
    head(refused.request(), secrets);
    line("  " + refused.response().status() + " " + refused.response().sentence());
    line("");
  }

  private static String fault(RawBytes fault) {
    return time(fault.nanos())
        + "> #"
        + fault.number()
        + " fault, "
        + fault.length()
        + (fault.length() == 1 ? " byte " : " bytes ")
        + hex(fault.bytes());
  }

  private static String note(Note note) {
    return time(note.nanos()) + "> #" + note.number() + " " + note.what() + ": " + note.sentence();
  }

  private static String frame(RecordedFrame frame) {
    FrameHeader header = frame.header();
    String key =
        frame.maskingKey().isPresent() ? " key %08x".formatted(frame.maskingKey().getAsInt()) : "";
    return time(frame.nanos())
        + (frame.received() ? "< " : "> ")
        + "#"
        + frame.number()
        + " "
        + Words.of(frame.opcode())
        + (header.fin() ? "" : ", more follow")
        + (header.rsv1() ? ", RSV1" : "")
        + ", "
        + header.length()
        + (header.length() == 1 ? " byte" : " bytes")
        + key
        + content(frame)
        + (frame.complete() ? "" : ", of which " + frame.seen() + " came");
  }

  private static String content(RecordedFrame frame) {
    if (frame.opcode() == Opcode.CLOSE) {
      return closeBody(frame);
    }
    if (frame.kept() == 0) {
      return "";
    }
    return " " + RecordingMembers.text(frame).map(Quoted::of).orElseGet(() -> hex(frame.bytes()));
  }

  private static String closeBody(RecordedFrame frame) {
    byte[] body = frame.bytes();
    if (body.length < 2) {
      return body.length == 0 ? "" : " " + hex(body);
    }
    int code = ((body[0] & 0xff) << Byte.SIZE) | (body[1] & 0xff);
    String reason = new String(body, 2, body.length - 2, UTF_8);
    return words(code, reason);
  }

  private static String hex(byte[] bytes) {
    int shown = Math.min(bytes.length, MOST_HEX);
    return HexFormat.of().formatHex(bytes, 0, shown) + (shown < bytes.length ? "…" : "");
  }

  private static String time(long nanos) {
    return String.format(Locale.ROOT, "  %10.6f ", nanos / 1e9);
  }
}
