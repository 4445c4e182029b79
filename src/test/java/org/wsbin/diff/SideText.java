package org.wsbin.diff;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** The JSON of one recorded side, which a test changes piece by piece. */
final class SideText {
  private final String engine;
  private String id = "id";
  private String line = "GET /wire/echo HTTP/1.1";
  private final List<String> request = new ArrayList<>();
  private final List<String> response = new ArrayList<>();
  private final List<String> frames = new ArrayList<>();
  private int omitted;
  private String faults = "";
  private String received = "null";
  private String sent = "null";
  private String by = "client";
  private boolean clean = true;
  private String end = "{\"at\":9,\"tcp\":\"local\"}";
  private String notShown = "";

  SideText(String engine) {
    this.engine = engine;
  }

  SideText id(String other) {
    id = other;
    return this;
  }

  SideText line(String other) {
    line = other;
    return this;
  }

  SideText request(String name, String value) {
    request.add("[\"%s\",\"%s\"]".formatted(name, value));
    return this;
  }

  SideText response(String name, String value) {
    response.add("[\"%s\",\"%s\"]".formatted(name, value));
    return this;
  }

  /** A frame; the direction is {@code <} from the client, or {@code >}. */
  SideText frame(String direction, String opcode, boolean fin, String key, String payload) {
    return frame(direction, opcode, fin, false, key, payload.getBytes(UTF_8), 0, 0.1);
  }

  SideText text(String direction, String payload) {
    return frame(direction, "text", true, direction.equals("<") ? "0a0b0c0d" : "", payload);
  }

  SideText frame(
      String direction,
      String opcode,
      boolean fin,
      boolean rsv1,
      String key,
      byte[] kept,
      int cut,
      double at) {
    frames.add(
        ("{\"number\":%d,\"at\":%s,\"direction\":\"%s\",\"opcode\":\"%s\",\"fin\":%s,\"rsv1\":%s,"
                + "\"maskingKey\":%s,\"length\":%d,\"complete\":true,\"base64\":\"%s\"}")
            .formatted(
                frames.size() + 1,
                at,
                direction.equals("<") ? "received" : "sent",
                opcode,
                fin,
                rsv1,
                key.isEmpty() ? "null" : "\"" + key + "\"",
                kept.length + cut,
                Base64.getEncoder().encodeToString(kept)));
    return this;
  }

  SideText omitted(int count) {
    omitted = count;
    return this;
  }

  SideText faulty() {
    faults = "{}";
    return this;
  }

  SideText notShown() {
    notShown = "\"frames\"";
    return this;
  }

  SideText closeFromClient(int code, String reason) {
    received = close(code, reason);
    return this;
  }

  SideText closeFromServer(int code, String reason) {
    sent = close(code, reason);
    return this;
  }

  private static String close(int code, String reason) {
    return "{\"at\":1.5,\"code\":%d,\"reason\":\"%s\"}".formatted(code, reason);
  }

  SideText end(String party, boolean cleanly, String tcp) {
    by = party;
    clean = cleanly;
    end = "{\"at\":9,\"tcp\":\"%s\"}".formatted(tcp);
    return this;
  }

  SideText open() {
    end = "null";
    return this;
  }

  String json() {
    return ("{\"version\":1,\"name\":\"it\",\"connections\":[{\"id\":\"%s\",\"engine\":\"%s\","
            + "\"request\":{\"line\":\"%s\",\"headers\":[%s]},\"headers\":[%s],\"frames\":[%s],"
            + "\"omittedFrames\":%d,\"faults\":[%s],\"close\":{\"received\":%s,\"sent\":%s,"
            + "\"by\":\"%s\",\"clean\":%s},\"end\":%s,\"notShown\":[%s]}]}")
        .formatted(
            id,
            engine,
            line,
            String.join(",", request),
            String.join(",", response),
            String.join(",", frames),
            omitted,
            faults,
            received,
            sent,
            by,
            clean,
            end,
            notShown);
  }

  Side side() {
    return SideReader.read(engine, json()).get(0);
  }
}
