package org.wsbin.transcript;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.wsbin.recording.RecordingMembers;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.Engine;
import org.wsbin.text.Json;

/** A transcript as JSON; docs/transcripts.md describes every member. */
public final class TranscriptJson {
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
    members.put("version", RecordingMembers.VERSION);
    members.put("name", transcript.name());
    members.put(
        "connections",
        transcript.connections().stream().map(one -> connection(one, secrets)).toList());
    members.put(
        "refused", transcript.refused().stream().map(one -> refused(one, secrets)).toList());
    members.put("omittedConnections", transcript.omittedConnections());
    if (!transcript.remarks().isEmpty()) {
      members.put("remarks", transcript.remarks());
    }
    return Json.of(members);
  }

  /** The members of one connection. */
  static Map<String, Object> connection(RecordedConnection connection, Secrets secrets) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", connection.request().id());
    connection.node().ifPresent(node -> members.put("node", node));
    members.put("engine", connection.engine().path());
    members.put("step", connection.step());
    members.put("openedAt", connection.openedAt().map(Object::toString));
    members.put("request", request(connection.request(), secrets));
    members.put("status", 101);
    members.put("headers", RecordingMembers.headers(connection.answer(), Secrets.SHOWN));
    members.putAll(RecordingMembers.of(connection.recorded()));
    members.put("notShown", connection.engine() == Engine.WIRE ? List.of() : NOT_SHOWN);
    return members;
  }

  static Map<String, Object> request(RequestHead head, Secrets secrets) {
    return RecordingMembers.request(head.line(), head.headers(), head.client(), secrets);
  }

  static Map<String, Object> refused(RefusedHandshake refused, Secrets secrets) {
    Map<String, Object> members = new LinkedHashMap<>();
    members.put("id", refused.request().id());
    refused.node().ifPresent(node -> members.put("node", node));
    members.put("at", refused.at().toString());
    members.put("request", request(refused.request(), secrets));
    members.put("status", refused.response().status());
    members.put("headers", refused.response().headers());
    members.put("sentence", refused.response().sentence());
    return members;
  }
}
