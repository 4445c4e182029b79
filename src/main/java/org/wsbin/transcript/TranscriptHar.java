package org.wsbin.transcript;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Opcode;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.RecordingMembers;
import org.wsbin.recording.Secrets;
import org.wsbin.text.Json;

/**
 * A transcript as an HTTP Archive, version 1.2, with {@code _webSocketMessages} as Chromium's
 * DevTools write them: {@code send} is what the client sent.
 */
public final class TranscriptHar {
  private static final double NANOS_PER_SECOND = 1e9;
  private static final double NANOS_PER_MILLI = 1e6;
  private static final int UNKNOWN = -1;

  private TranscriptHar() {}

  /** The text of the archive: connections that have opened, and refused handshakes. */
  public static String of(Transcript.Snapshot transcript, Secrets secrets) {
    List<Map<String, Object>> entries = new ArrayList<>();
    transcript.connections().stream()
        .filter(one -> one.openedAt().isPresent())
        .forEach(one -> entries.add(connection(one, secrets)));
    transcript.refused().forEach(one -> entries.add(refused(one, secrets)));
    Map<String, Object> log = new LinkedHashMap<>();
    log.put("version", "1.2");
    log.put("creator", Map.of("name", "wsbin", "version", "1"));
    log.put("pages", List.of());
    log.put("entries", entries);
    return Json.of(Map.of("log", log));
  }

  private static Map<String, Object> connection(RecordedConnection connection, Secrets secrets) {
    Instant opened = connection.openedAt().orElseThrow();
    double time = connection.end().map(end -> end.nanos() / NANOS_PER_MILLI).orElse(0.0);
    Map<String, Object> answer =
        response(101, "Switching Protocols", headers(connection.answer(), Secrets.SHOWN), "");
    Map<String, Object> entry = entry(opened, time, connection.request(), secrets, answer);
    entry.put("_resourceType", "websocket");
    entry.put(
        "_webSocketMessages",
        connection.frames().stream().map(frame -> message(frame, opened)).toList());
    return entry;
  }

  private static Map<String, Object> refused(RefusedHandshake refused, Secrets secrets) {
    List<Map.Entry<String, String>> headers = List.copyOf(refused.response().headers().entrySet());
    Map<String, Object> answer =
        response(
            refused.response().status(),
            "",
            headers(headers, Secrets.SHOWN),
            refused.response().sentence());
    return entry(refused.at(), 0, refused.request(), secrets, answer);
  }

  private static Map<String, Object> entry(
      Instant at, double time, RequestHead head, Secrets secrets, Map<String, Object> answer) {
    Map<String, Object> entry = new LinkedHashMap<>();
    entry.put("startedDateTime", at.toString());
    entry.put("time", time);
    entry.put("request", request(head, secrets));
    entry.put("response", answer);
    entry.put("cache", Map.of());
    Map<String, Object> timings = new LinkedHashMap<>();
    timings.put("send", 0);
    timings.put("wait", 0);
    timings.put("receive", time);
    entry.put("timings", timings);
    entry.put("connection", head.id());
    return entry;
  }

  private static Map<String, Object> request(RequestHead head, Secrets secrets) {
    String[] line = head.line().split(" ", 3);
    String host =
        head.headers().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Host"))
            .map(Map.Entry::getValue)
            .findFirst()
            .orElse("localhost");
    Map<String, Object> request = new LinkedHashMap<>();
    request.put("method", line[0]);
    request.put("url", "ws://" + host + line[1]);
    request.put("httpVersion", line[2]);
    request.put("cookies", List.of());
    request.put("headers", headers(head.headers(), secrets));
    request.put("queryString", query(line[1]));
    request.put("headersSize", UNKNOWN);
    request.put("bodySize", 0);
    return request;
  }

  private static Map<String, Object> response(
      int status, String words, List<Map<String, Object>> headers, String sentence) {
    Map<String, Object> content = new LinkedHashMap<>();
    content.put("size", sentence.length());
    content.put("mimeType", sentence.isEmpty() ? "x-unknown" : "text/plain");
    content.put("text", sentence);
    Map<String, Object> response = new LinkedHashMap<>();
    response.put("status", status);
    response.put("statusText", words);
    response.put("httpVersion", "HTTP/1.1");
    response.put("cookies", List.of());
    response.put("headers", headers);
    response.put("content", content);
    response.put("redirectURL", "");
    response.put("headersSize", UNKNOWN);
    response.put("bodySize", UNKNOWN);
    return response;
  }

  private static List<Map<String, Object>> headers(
      List<Map.Entry<String, String>> headers, Secrets secrets) {
    return headers.stream()
        .map(h -> pair(h.getKey(), secrets.value(h.getKey(), h.getValue())))
        .toList();
  }

  /** The parameters, undecoded. */
  private static List<Map<String, Object>> query(String target) {
    List<Map<String, Object>> pairs = new ArrayList<>();
    int question = target.indexOf('?');
    String query = question < 0 ? "" : target.substring(question + 1);
    for (String pair : query.split("&", -1)) {
      int equals = pair.indexOf('=');
      if (!pair.isEmpty()) {
        pairs.add(
            equals < 0
                ? pair(pair, "")
                : pair(pair.substring(0, equals), pair.substring(equals + 1)));
      }
    }
    return pairs;
  }

  private static Map<String, Object> pair(String name, String value) {
    Map<String, Object> pair = new LinkedHashMap<>();
    pair.put("name", name);
    pair.put("value", value);
    return pair;
  }

  private static Map<String, Object> message(RecordedFrame frame, Instant opened) {
    double epoch = opened.getEpochSecond() + opened.getNano() / NANOS_PER_SECOND;
    Map<String, Object> message = new LinkedHashMap<>();
    message.put("type", frame.received() ? "send" : "receive");
    message.put("time", epoch + frame.nanos() / NANOS_PER_SECOND);
    message.put("opcode", frame.opcode().code());
    message.put("data", data(frame));
    if (frame.kept() < frame.header().length()) {
      message.put("_length", frame.header().length());
    }
    return message;
  }

  /** Text as it is; anything else in base64, as its opcode says. */
  private static String data(RecordedFrame frame) {
    return Optional.of(frame)
        .filter(one -> one.opcode() == Opcode.TEXT)
        .flatMap(RecordingMembers::text)
        .orElseGet(() -> Base64.getEncoder().encodeToString(frame.bytes()));
  }
}
