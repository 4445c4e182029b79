package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.charset.CharacterCodingException;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.Opcode;
import org.wsbin.scenario.Engine;
import org.wsbin.text.Json;
import org.wsbin.text.Words;

/** A transcript as JSON; docs/transcripts.md describes every member. */
public final class TranscriptJson {
  /** Changes when a member changes its meaning or goes; new members do not change it. */
  static final int VERSION = 1;

  private static final double NANOS_PER_SECOND = 1e9;

  /** What the Jakarta API does not show. */
  private static final List<String> NOT_SHOWN =
      List.of(
          "the headers of the 101",
          "frames: each slice that the container shows is one",
          "reserved bits, masking keys and compression",
          "pings of the client, and the pongs that answer them",
          "the client's close after the server's",
          "who found a violation: 1002, 1007 and 1009 count as sent by the container",
          "whether TCP ended with FIN or RST");

  private TranscriptJson() {}

  /** The text of a transcript. */
  public static String of(Transcript.Snapshot transcript, Secrets secrets) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("version", VERSION);
    members.put("name", transcript.name());
    members.put(
        "connections",
        transcript.connections().stream().map(one -> connection(one, secrets)).toList());
    members.put(
        "refused", transcript.refused().stream().map(one -> refused(one, secrets)).toList());
    members.put("omittedConnections", transcript.omittedConnections());
    return Json.of(members);
  }

  /** The members of one connection. */
  static Map<String, Object> connection(RecordedConnection connection, Secrets secrets) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", connection.request().id());
    members.put("engine", connection.engine().path());
    members.put("step", connection.step());
    members.put("openedAt", connection.openedAt().map(Object::toString));
    members.put("request", request(connection.request(), secrets));
    members.put("status", 101);
    members.put(
        "headers",
        connection.answer().stream().map(h -> List.of(h.getKey(), h.getValue())).toList());
    members.put("frames", connection.frames().stream().map(TranscriptJson::frame).toList());
    members.put("omittedFrames", connection.omittedFrames());
    members.put("faults", connection.faults().stream().map(TranscriptJson::fault).toList());
    members.put("ignoredBytes", connection.ignoredBytes());
    members.put("pings", Pings.of(connection.frames()).stream().map(TranscriptJson::ping).toList());
    members.put("violation", connection.violation().map(TranscriptJson::violation));
    members.put("close", close(connection));
    members.put("end", connection.end().map(TranscriptJson::end));
    members.put("notShown", connection.engine() == Engine.WIRE ? List.of() : NOT_SHOWN);
    return members;
  }

  static Map<String, Object> request(RequestHead head, Secrets secrets) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("line", head.line());
    members.put(
        "headers",
        head.headers().stream()
            .map(h -> List.of(h.getKey(), secrets.value(h.getKey(), h.getValue())))
            .toList());
    members.put("client", head.client());
    return members;
  }

  static Map<String, Object> refused(RefusedHandshake refused, Secrets secrets) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", refused.request().id());
    members.put("at", refused.at().toString());
    members.put("request", request(refused.request(), secrets));
    members.put("status", refused.response().status());
    members.put("headers", refused.response().headers());
    members.put("sentence", refused.response().sentence());
    return members;
  }

  static Map<String, Object> frame(RecordedFrame frame) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("number", frame.number());
    members.put("at", seconds(frame.nanos()));
    members.put("direction", Words.of(frame.direction()));
    members.put("opcode", Words.of(frame.opcode()));
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

  static Optional<String> text(RecordedFrame frame) {
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

  static Map<String, Object> fault(RawBytes fault) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("number", fault.number());
    members.put("at", seconds(fault.nanos()));
    members.put("length", fault.length());
    members.put("base64", Base64.getEncoder().encodeToString(fault.bytes()));
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

  static Map<String, Object> violation(TimedViolation violation) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", seconds(violation.nanos()));
    members.put("rule", Words.of(violation.violation().rule()));
    members.put("section", violation.violation().rule().section());
    members.put("sentence", violation.violation().sentence());
    members.put("header", violation.header());
    return members;
  }

  private static Map<String, Object> close(RecordedConnection connection) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("received", connection.closeReceived().map(TranscriptJson::close));
    members.put("sent", connection.closeSent().map(TranscriptJson::close));
    members.put(
        "by", connection.end().flatMap(end -> end.state().closedBy()).map(TranscriptJson::party));
    members.put("clean", connection.end().map(end -> end.state().clean()));
    return members;
  }

  static Map<String, Object> close(TimedClose close) {
    CloseFrame frame = close.frame();
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", seconds(close.nanos()));
    members.put("code", frame.status().map(CloseStatus::code));
    members.put("reason", frame.status().map(CloseStatus::reason).orElse(""));
    return members;
  }

  static Map<String, Object> end(ConnectionEnd end) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("at", seconds(end.nanos()));
    members.put("tcp", Words.of(end.how()));
    return members;
  }

  static String party(ConnectionState.Party party) {
    return switch (party) {
      case US -> "server";
      case PEER -> "client";
      case NETWORK -> "network";
    };
  }

  /** To the microsecond. */
  static double seconds(long nanos) {
    return Math.round(nanos / 1000.0) * 1000 / NANOS_PER_SECOND;
  }
}
