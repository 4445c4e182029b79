package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.recording.ConnectionEnd;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.TimedViolation;

/** Writes events; {@link EventDecoder} reads them. */
final class EventEncoder {
  static final int ACCEPTED = 1;
  static final int ANSWERED = 2;
  static final int OPENED = 3;
  static final int FRAME = 4;
  static final int FAULT = 5;
  static final int VIOLATED = 6;
  static final int CLOSING = 7;
  static final int ENDED = 8;
  static final int REFUSAL = 9;
  static final int OMITTED = 10;
  static final int NOTED = 11;

  static final int FIN = 1;
  static final int RSV1 = 2;
  static final int RECEIVED = 4;
  static final int MASKED = 8;

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private final DataOutputStream out = new DataOutputStream(bytes);

  private EventEncoder() {}

  static byte[] write(TranscriptEvent event) throws IOException {
    EventEncoder writer = new EventEncoder();
    writer.event(event);
    return writer.bytes.toByteArray();
  }

  private void event(TranscriptEvent event) throws IOException {
    if (event instanceof TranscriptEvent.Frame frame) {
      begin(FRAME, frame.connection());
      frame(frame.frame());
    } else if (event instanceof TranscriptEvent.Accepted accepted) {
      out.writeByte(ACCEPTED);
      head(accepted.request());
      text(accepted.engine().name());
      text(accepted.step());
    } else if (event instanceof TranscriptEvent.Answered answered) {
      begin(ANSWERED, answered.connection());
      pairs(answered.headers());
    } else if (event instanceof TranscriptEvent.Opened opened) {
      out.writeByte(OPENED);
      head(opened.request());
      text(opened.engine().name());
      text(opened.step());
      instant(opened.at());
    } else if (event instanceof TranscriptEvent.Fault fault) {
      begin(FAULT, fault.connection());
      fault(fault.bytes());
    } else if (event instanceof TranscriptEvent.Noted noted) {
      begin(NOTED, noted.connection());
      out.writeInt(noted.note().number());
      out.writeLong(noted.note().nanos());
      text(noted.note().what());
      text(noted.note().sentence());
    } else if (event instanceof TranscriptEvent.Violated violated) {
      begin(VIOLATED, violated.connection());
      violation(violated.violation());
    } else if (event instanceof TranscriptEvent.Closing closing) {
      begin(CLOSING, closing.connection());
      text(closing.direction().name());
      close(closing.close().frame());
      out.writeLong(closing.close().nanos());
    } else if (event instanceof TranscriptEvent.Ended ended) {
      begin(ENDED, ended.connection());
      end(ended.end());
      out.writeLong(ended.omittedFrames());
      out.writeLong(ended.ignoredBytes());
    } else if (event instanceof TranscriptEvent.Refusal refusal) {
      out.writeByte(REFUSAL);
      refused(refusal.refused());
    } else if (event instanceof TranscriptEvent.Omitted omitted) {
      begin(OMITTED, omitted.connection().orElse(""));
    }
  }

  private void begin(int kind, String connection) throws IOException {
    out.writeByte(kind);
    text(connection);
  }

  private void frame(RecordedFrame frame) throws IOException {
    int flags = frame.header().fin() ? FIN : 0;
    flags |= frame.header().rsv1() ? RSV1 : 0;
    flags |= frame.received() ? RECEIVED : 0;
    flags |= frame.maskingKey().isPresent() ? MASKED : 0;
    out.writeByte((flags << 4) | frame.opcode().code());
    out.writeInt(frame.number());
    out.writeLong(frame.nanos());
    out.writeLong(frame.header().length());
    if (frame.maskingKey().isPresent()) {
      out.writeInt(frame.maskingKey().getAsInt());
    }
    octets(frame.bytes());
    out.writeLong(frame.seen());
  }

  private void fault(RawBytes fault) throws IOException {
    out.writeInt(fault.number());
    out.writeLong(fault.nanos());
    octets(fault.bytes());
    out.writeLong(fault.length());
  }

  private void violation(TimedViolation violation) throws IOException {
    text(violation.violation().rule().name());
    text(violation.violation().sentence());
    text(violation.header());
    out.writeLong(violation.nanos());
  }

  private void end(ConnectionEnd end) throws IOException {
    ConnectionState state = end.state();
    text(state.phase().name());
    text(state.closedBy().map(Enum::name).orElse(""));
    perhaps(state.sent());
    perhaps(state.received());
    text(end.how().name());
    out.writeLong(end.nanos());
  }

  private void perhaps(Optional<CloseFrame> frame) throws IOException {
    out.writeBoolean(frame.isPresent());
    if (frame.isPresent()) {
      close(frame.get());
    }
  }

  private void close(CloseFrame frame) throws IOException {
    out.writeBoolean(frame.status().isPresent());
    if (frame.status().isPresent()) {
      CloseStatus status = frame.status().get();
      out.writeShort(status.code());
      text(status.reason());
    }
  }

  private void refused(RefusedHandshake refused) throws IOException {
    instant(refused.at());
    head(refused.request());
    out.writeInt(refused.response().status());
    pairs(refused.response().headers().entrySet());
    text(refused.response().sentence());
  }

  private void head(RequestHead head) throws IOException {
    text(head.id());
    text(head.line());
    pairs(head.headers());
    text(head.client());
  }

  private void pairs(Collection<Map.Entry<String, String>> pairs) throws IOException {
    out.writeInt(pairs.size());
    for (Map.Entry<String, String> pair : pairs) {
      text(pair.getKey());
      text(pair.getValue());
    }
  }

  private void instant(Instant at) throws IOException {
    out.writeLong(at.getEpochSecond());
    out.writeInt(at.getNano());
  }

  private void text(String text) throws IOException {
    octets(text.getBytes(UTF_8));
  }

  private void octets(byte[] octets) throws IOException {
    out.writeInt(octets.length);
    out.write(octets);
  }
}
