package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.wsbin.protocol.Role;

/** Results as the suite would have them, for the tests of reports. */
final class ReportSamples {
  static final CaseCatalogue CATALOGUE = CaseCatalogue.load();

  /** What breaks a report that does not escape it. */
  static final String HOSTILE =
      "</title></style></pre><script>alert(1)</script>]]>--><img src=x onerror=\"a\" '`|@all\n# x\0\u202e";

  private final Results results = new Results(Long.MAX_VALUE);

  /** Adds a result that is nothing particular but for its verdicts. */
  ReportSamples with(String agent, String id, Behaviour behaviour, Close close) {
    return with(agent, id, behaviour, close, "The peer did this.", new Wirelog());
  }

  ReportSamples with(
      String agent, String id, Behaviour behaviour, Close close, String why, Wirelog log) {
    Ending ending = new Ending();
    ending.closedByMe = true;
    ending.clean = close == Close.OK;
    ending.why = ending.clean ? null : why;
    ending.localCode = OptionalInt.of(1000);
    ending.localReason = "";
    ending.remoteCode = close == Close.OK ? OptionalInt.of(1000) : OptionalInt.empty();
    ending.remoteReason = close == Close.OK ? "bye" : null;
    results.add(
        new CaseResult(
            find(id),
            new CaseRun.Setting(
                agent,
                7,
                Role.SERVER,
                "GET /runCase HTTP/1.1\r\nX: " + agent + "\r\n\r\n",
                "HTTP/1.1 101 Switching Protocols\r\n\r\n"),
            true,
            Instant.parse("2026-11-24T13:21:45.516789Z"),
            Duration.ofNanos(254_900_000),
            new CaseJudgement(behaviour, why, close, "It closed like this."),
            ending,
            List.of(
                new Event(Event.Kind.TEXT, new Content(5, "", "hello")),
                new Event(Event.Kind.BINARY, new Content(1, "", "0xff")),
                new Event(Event.Kind.PONG, new Content(0, "", "")),
                Event.time("A")),
            log));
    return this;
  }

  /** Adds a case whose opening handshake failed. */
  ReportSamples withoutConnection(String agent, String id, String why) {
    Ending ending = new Ending();
    ending.why = why;
    results.add(
        new CaseResult(
            find(id),
            new CaseRun.Setting(agent, 1, Role.CLIENT, "", ""),
            false,
            Instant.EPOCH,
            Duration.ZERO,
            new CaseJudgement(Behaviour.FAILED, why, Close.FAILED, why),
            ending,
            new ArrayList<>(),
            new Wirelog()));
    return this;
  }

  static ConformanceCase find(String id) {
    return CATALOGUE.select(List.of(id), List.of()).get(0);
  }

  /** A log with a row of each kind. */
  static Wirelog log() {
    Wirelog log = new Wirelog();
    log.timer("KL", 1.0);
    log.sent(
        new CaseStep.Frame(true, 0, 1, 997, true, Payload.of("<b>hé".getBytes(UTF_8))),
        OptionalInt.of(0x01020304));
    log.sentOctets("header of 5");
    log.received(ByteBuffer.wrap(new byte[] {(byte) 0x88, 2, 3, (byte) 0xe8}));
    log.received(
        new PeerFrames.Header(true, 0, 8, 2, OptionalInt.empty(), true), "0x03e8" + HOSTILE);
    log.timer("CT", 0.5, "A");
    log.timer("CTE", "A");
    log.timer("KLE");
    log.timer("TI", 10.0);
    log.timer("TIE");
    log.switchTo(false);
    return log;
  }

  Results results() {
    return results;
  }

  ConformanceReports reports() {
    return ConformanceReports.of(CATALOGUE, results);
  }

  /** The first member of that name. */
  static Object member(Object object, String name) {
    return ((Map<?, ?>) object).get(name);
  }
}
