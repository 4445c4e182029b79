package org.wsbin.conformance;

import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalInt;
import org.wsbin.protocol.Role;

/**
 * A result as JSON, with the 39 members that scripts expect. What the suite does not measure is
 * empty: {@code txOctetStats} has no sizes, {@code trafficStats} is null, and {@code
 * wasOpenHandshakeTimeout} is null if the opening handshake failed, for whatever reason. In {@code
 * wirelog}, data frames of the peer have no text, a row of octets that came has the first {@value
 * Wirelog#MOST_OCTETS} of them, and a row {@code TO} says in words what was sent.
 */
final class CaseJson {
  private static final DateTimeFormatter UTC =
      DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSS'Z'", Locale.ROOT)
          .withZone(ZoneOffset.UTC);

  private CaseJson() {}

  static String of(CaseResult result) {
    Map<String, Object> members = new LinkedHashMap<>();
    about(result, members);
    judged(result, members);
    closed(result, members);
    logged(result, members);
    return IndentedJson.of(members);
  }

  private static void about(CaseResult result, Map<String, Object> members) {
    ConformanceCase played = result.played();
    CaseRun.Setting setting = result.setting();
    members.put("agent", setting.agent());
    members.put("id", played.id().toString());
    members.put("case", setting.index());
    members.put("description", played.description());
    members.put("expectation", played.expectation());
    members.put("isServer", setting.role() == Role.SERVER);
    members.put("httpRequest", head(setting.request()));
    members.put("httpResponse", head(setting.response()));
    members.put("started", UTC.format(result.started()));
    members.put("duration", result.time().toMillis());
    members.put("reportTime", played.reportsTime());
    members.put("reportCompressionRatio", played.compression().isPresent());
  }

  private static String head(String head) {
    return head.isEmpty() ? "?" : head;
  }

  private static void judged(CaseResult result, Map<String, Object> members) {
    CaseJudgement judgement = result.judgement();
    members.put("behavior", judgement.behaviour().toString());
    members.put("behaviorClose", judgement.close().toString());
    members.put("result", judgement.result());
    members.put("resultClose", judgement.closeResult());
    Map<String, Object> expected = new LinkedHashMap<>();
    if (result.opened() && !result.played().judgesEchoes()) {
      result
          .played()
          .expected()
          .forEach((verdict, events) -> expected.put(verdict.toString(), rows(events)));
    }
    members.put("expected", expected);
    members.put("received", rows(result.events()));
    Map<String, Object> closing = new LinkedHashMap<>();
    ExpectedClose close = result.played().closing();
    if (result.opened()) {
      closing.put("closedByMe", close.byUs());
      closing.put("closeCode", close.codes());
      closing.put("requireClean", close.clean());
      if (close.detects()) {
        closing.put("closedByWrongEndpointIsFatal", true);
      }
    }
    members.put("expectedClose", closing);
  }

  private static List<List<Object>> rows(List<Event> events) {
    return new ArrayList<>(events).stream().map(Event::row).toList();
  }

  private static void closed(CaseResult result, Map<String, Object> members) {
    Ending ending = result.ending();
    members.put("closedByMe", ending.closedByMe);
    members.put("failedByMe", ending.failedByMe);
    members.put("droppedByMe", ending.droppedByMe);
    members.put("wasClean", ending.clean);
    members.put("wasNotCleanReason", ending.why);
    members.put("wasServerConnectionDropTimeout", ending.serverKeptTcp);
    members.put("wasCloseHandshakeTimeout", ending.notAnswered);
    members.put("wasOpenHandshakeTimeout", result.opened() ? false : null);
    members.put("localCloseCode", code(ending.localCode));
    members.put("remoteCloseCode", code(ending.remoteCode));
    members.put("localCloseReason", ending.localReason);
    members.put("remoteCloseReason", ending.remoteReason);
  }

  /** Null if there is none. */
  static Integer code(OptionalInt code) {
    return code.isPresent() ? Integer.valueOf(code.getAsInt()) : null;
  }

  private static void logged(CaseResult result, Map<String, Object> members) {
    Wirelog log = result.log();
    members.put("createStats", true);
    members.put("rxOctetStats", log.receivedSizes());
    members.put("txOctetStats", Map.of());
    members.put("rxFrameStats", log.receivedFrames());
    members.put("txFrameStats", log.sentFrames());
    members.put("trafficStats", null);
    members.put("createWirelog", true);
    members.put("wirelog", log.rows());
  }
}
