package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.wsbin.protocol.Role;

/** Writes what nodes tell each other of cases; {@link ResultDecoder} reads it. */
final class ResultEncoder {
  static final int BEGUN = 1;
  static final int DONE = 2;

  /** In front of each cell of a row of the wire log. */
  static final int NULL = 0;

  static final int TEXT = 1;
  static final int INT = 2;
  static final int LONG = 3;
  static final int DOUBLE = 4;
  static final int FLAG = 5;
  static final int LIST = 6;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private ResultEncoder() {}

  static byte[] write(ResultEntry entry) throws IOException {
    ResultEncoder writer = new ResultEncoder();
    writer.entry(entry);
    return writer.bytes.toByteArray();
  }

  private void entry(ResultEntry entry) throws IOException {
    out.writeByte(ResultCodec.VERSION);
    out.writeLong(entry.node());
    if (entry instanceof ResultEntry.Begun begun) {
      out.writeByte(BEGUN);
      text(begun.agent());
      played(begun.played());
    } else if (entry instanceof ResultEntry.Done done) {
      out.writeByte(DONE);
      text(done.result().setting().agent());
      played(done.result().played());
      result(done.result());
    }
  }

  private void played(ConformanceCase played) throws IOException {
    text(played.id().toString());
    out.writeBoolean(played.closing().equals(played.closing().strict()));
  }

  private void result(CaseResult result) throws IOException {
    CaseRun.Setting setting = result.setting();
    out.writeInt(setting.index());
    out.writeBoolean(setting.role() == Role.SERVER);
    text(setting.request());
    text(setting.response());
    out.writeBoolean(result.opened());
    instant(result.started());
    out.writeLong(result.time().toNanos());
    text(result.judgement().behaviour().name());
    text(result.judgement().result());
    text(result.judgement().close().name());
    text(result.judgement().closeResult());
    ending(result.ending());
    List<Event> events = new ArrayList<>(result.events());
    out.writeInt(events.size());
    for (Event event : events) {
      text(event.kind().name());
      out.writeLong(event.content().length());
      text(event.content().digest());
      text(event.content().shown());
    }
    log(result.log());
  }

  private void instant(Instant at) throws IOException {
    out.writeLong(at.getEpochSecond());
    out.writeInt(at.getNano());
  }

  private void ending(Ending ending) throws IOException {
    out.writeBoolean(ending.closedByMe);
    out.writeBoolean(ending.failedByMe);
    out.writeBoolean(ending.droppedByMe);
    out.writeBoolean(ending.clean);
    out.writeBoolean(ending.serverKeptTcp);
    out.writeBoolean(ending.notAnswered);
    cell(ending.why);
    cell(code(ending.localCode));
    cell(code(ending.remoteCode));
    cell(ending.localReason);
    cell(ending.remoteReason);
  }

  private static Integer code(OptionalInt code) {
    return CaseJson.code(code);
  }

  private void log(Wirelog log) throws IOException {
    cell(log.rows());
    counts(log.receivedFrames());
    counts(log.sentFrames());
    counts(log.receivedSizes());
  }

  private void counts(Map<String, Long> counts) throws IOException {
    out.writeInt(counts.size());
    for (Map.Entry<String, Long> each : counts.entrySet()) {
      text(each.getKey());
      out.writeLong(each.getValue());
    }
  }

  private void cell(Object value) throws IOException {
    if (value == null) {
      out.writeByte(NULL);
    } else if (value instanceof Integer number) {
      out.writeByte(INT);
      out.writeInt(number);
    } else if (value instanceof Long number) {
      out.writeByte(LONG);
      out.writeLong(number);
    } else if (value instanceof Double number) {
      out.writeByte(DOUBLE);
      out.writeDouble(number);
    } else if (value instanceof Boolean flag) {
      out.writeByte(FLAG);
      out.writeBoolean(flag);
    } else if (value instanceof List<?> list) {
      out.writeByte(LIST);
      out.writeInt(list.size());
      for (Object each : list) {
        cell(each);
      }
    } else {
      out.writeByte(TEXT);
      text(value.toString());
    }
  }

  private void text(String text) throws IOException {
    byte[] octets = text.getBytes(UTF_8);
    out.writeInt(octets.length);
    out.write(octets);
  }
}
