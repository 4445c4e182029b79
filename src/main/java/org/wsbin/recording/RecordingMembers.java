package org.wsbin.recording;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.Opcode;

/** The members of the JSON of docs/transcripts.md, of either side. */
public final class RecordingMembers {
  /** Changes when a member changes its meaning or goes; new members do not change it. */
  public static final int VERSION = 1;

  private static final double NANOS_PER_SECOND = 1e9;

  private RecordingMembers() {}

  /** Names and values as pairs, secrets as asked. */
  public static List<List<String>> headers(
      List<Map.Entry<String, String>> headers, Secrets secrets) {
    return headers.stream()
        .map(h -> List.of(h.getKey(), secrets.value(h.getKey(), h.getValue())))
        .toList();
  }

  /** A request head. */
  public static Map<String, Object> request(
      String line, List<Map.Entry<String, String>> headers, String client, Secrets secrets) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("line", line);
    members.put("headers", headers(headers, secrets));
    members.put("client", client);
    return members;
  }

  /** Everything after the handshake, from the frames to the end. */
  public static Map<String, Object> of(Recorded recorded) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("frames", recorded.frames().stream().map(RecordingMembers::frame).toList());
    members.put("omittedFrames", recorded.omittedFrames());
    members.put("faults", recorded.faults().stream().map(RecordingMembers::fault).toList());
    members.put("notes", recorded.notes().stream().map(RecordingMembers::note).toList());
    members.put("ignoredBytes", recorded.ignoredBytes());
    members.put("pings", Pings.of(recorded.frames()).stream().map(RecordingMembers::ping).toList());
    members.put("violation", recorded.violation().map(RecordingMembers::violation));
    members.put("close", close(recorded));
    members.put("end", recorded.end().map(RecordingMembers::end));
    return members;
  }

  /** A frame. */
  public static Map<String, Object> frame(RecordedFrame frame) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("number", frame.number());
    members.put("at", seconds(frame.nanos()));
    members.put("direction", word(frame.direction()));
    members.put("opcode", word(frame.opcode()));
    members.put("fin", frame.header().fin());
    members.put("rsv1", frame.header().rsv1());
    members.put(
        "maskingKey",
        frame.maskingKey().isPresent()
            ? Optional.of("%08x".formatted(frame.maskingKey().getAsInt()))
            : Optional.empty());
    members.put("length", frame.header().length());
    members.put("complete", frame.complete());
    members.putAll(payload(frame));
    return members;
  }

  /** Text if the frame is a whole text in UTF-8, base64 otherwise. */
  private static Map<String, Object> payload(RecordedFrame frame) {
    Map<String, Object> members = new LinkedHashMap<>();
    Optional<String> text = text(frame);
    text.ifPresentOrElse(
        t -> members.put("text", t),
        () -> members.put("base64", Base64.getEncoder().encodeToString(frame.bytes())));
    members.put("payloadKept", frame.kept());
    return members;
  }

  /** The payload of a whole text, ping or pong that is UTF-8. */
  public static Optional<String> text(RecordedFrame frame) {
    boolean whole = frame.header().fin() && frame.kept() == frame.header().length();
    boolean words = frame.opcode() == Opcode.TEXT || frame.opcode().isControl();
    if (!whole || frame.header().rsv1() || !words || frame.opcode() == Opcode.CLOSE) {
      return Optional.empty();
    }
    try {
      return Optional.of(UTF_8.newDecoder().decode(frame.payload()).toString());
    } catch (CharacterCodingException notText) {
      return Optional.empty();
    }
  }

  /** Bytes that need not be frames. */
  public static Map<String, Object> fault(RawBytes fault) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("number", fault.number());
    members.put("at", seconds(fault.nanos()));
    members.put("length", fault.length());
    members.put("base64", Base64.getEncoder().encodeToString(fault.bytes()));
    return members;
  }

  /** What the server noted. */
  public static Map<String, Object> note(Note note) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("number", note.number());
    members.put("at", seconds(note.nanos()));
    members.put("what", note.what());
    members.put("sentence", note.sentence());
    return members;
  }

  private static Map<String, Object> ping(Pings.Ping ping) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("by", ping.byClient() ? "client" : "server");
    members.put("ping", ping.ping().number());
    members.put("pong", ping.pong().map(RecordedFrame::number));
    members.put("roundTrip", ping.pong().map(pong -> seconds(pong.nanos() - ping.ping().nanos())));
    return members;
  }

  /** A violation. */
  public static Map<String, Object> violation(TimedViolation violation) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", seconds(violation.nanos()));
    members.put("rule", word(violation.violation().rule()));
    members.put("section", violation.violation().rule().section());
    members.put("sentence", violation.violation().sentence());
    members.put("header", violation.header());
    return members;
  }

  private static Map<String, Object> close(Recorded recorded) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("received", recorded.closeReceived().map(RecordingMembers::close));
    members.put("sent", recorded.closeSent().map(RecordingMembers::close));
    members.put(
        "by", recorded.end().flatMap(end -> end.state().closedBy()).map(RecordingMembers::party));
    members.put("clean", recorded.end().map(end -> end.state().clean()));
    return members;
  }

  /** A close frame. */
  public static Map<String, Object> close(TimedClose close) {
    CloseFrame frame = close.frame();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", seconds(close.nanos()));
    members.put("code", frame.status().map(CloseStatus::code));
    members.put("reason", frame.status().map(CloseStatus::reason).orElse(""));
    return members;
  }

  /** The end of TCP. */
  public static Map<String, Object> end(ConnectionEnd end) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", seconds(end.nanos()));
    members.put("tcp", word(end.how()));
    return members;
  }

  /** Who closed, as the server calls them. */
  public static String party(ConnectionState.Party party) {
    return switch (party) {
      case US -> "server";
      case PEER -> "client";
      case NETWORK -> "network";
    };
  }

  /** As {@code Words} has it, which the client's jar does not contain. */
  private static String word(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
  }

  /** To the microsecond. */
  private static double seconds(long nanos) {
    return Math.round(nanos / 1000.0) * 1000 / NANOS_PER_SECOND;
  }
}
