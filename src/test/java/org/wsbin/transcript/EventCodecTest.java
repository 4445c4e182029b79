package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.protocol.Violation;
import org.wsbin.recording.ConnectionEnd;
import org.wsbin.recording.Note;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.TimedClose;
import org.wsbin.recording.TimedViolation;
import org.wsbin.scenario.Engine;

/** Every event, with every value that a field can have, is the same on another node. */
class EventCodecTest {
  private static final Optional<String> NODE = Optional.of("a");
  private static final Instant AT = Instant.parse("2026-11-22T14:45:00.123456789Z");
  private static final RequestHead HEAD =
      new RequestHead(
          "0123456789abcdef",
          "GET /wire/echo?transcript=it HTTP/1.1",
          List.of(Map.entry("Host", "localhost"), Map.entry("Cookie", "ü=1")),
          "192.0.2.1:4711");

  private static Stream<TranscriptEvent> events() {
    CloseFrame close = CloseFrame.of(4001, "enough ü");
    return Stream.of(
            Stream.of(Engine.values())
                .flatMap(
                    engine ->
                        Stream.of(
                            new TranscriptEvent.Accepted(HEAD, engine, "echo"),
                            new TranscriptEvent.Opened(HEAD, engine, "echo", AT, NODE))),
            Stream.of(Opcode.values())
                .flatMap(opcode -> Stream.of(Direction.values()).map(d -> frame(opcode, d))),
            Stream.of(Rule.values())
                .map(
                    rule ->
                        new TranscriptEvent.Violated(
                            "c", new TimedViolation(new Violation(rule, "No."), "0102", -5))),
            Stream.of(EndOfStream.values())
                .map(how -> ended(ConnectionState.OPEN.sent(close).ended(), how)),
            Stream.of(
                new TranscriptEvent.Answered("c", List.of(Map.entry("Upgrade", "websocket"))),
                new TranscriptEvent.Fault("c", new RawBytes(3, 7, bytes("\u0000ÿ"), 1L << 40)),
                new TranscriptEvent.Noted("c", new Note(4, 1L << 41, "gap", "Left out: ü.")),
                new TranscriptEvent.Closing("c", Direction.SENT, new TimedClose(close, 9)),
                new TranscriptEvent.Closing(
                    "c", Direction.RECEIVED, new TimedClose(CloseFrame.WITHOUT_CODE, 9)),
                ended(ConnectionState.CONNECTING, EndOfStream.FIN),
                ended(ConnectionState.OPEN, EndOfStream.FIN),
                ended(
                    ConnectionState.OPEN.received(CloseFrame.WITHOUT_CODE).sent(close).ended(),
                    EndOfStream.LOCAL),
                new TranscriptEvent.Refusal(
                    new RefusedHandshake(
                        NODE, AT, HEAD, new Refused(503, Map.of("Retry-After", "1"), "Later."))),
                new TranscriptEvent.Omitted(Optional.of("c")),
                new TranscriptEvent.Omitted(Optional.empty())))
        .flatMap(each -> each);
  }

  private static TranscriptEvent frame(Opcode opcode, Direction direction) {
    boolean received = direction == Direction.RECEIVED;
    FrameHeader header = new FrameHeader(received, !received, opcode, 1L << 33);
    OptionalInt key = received ? OptionalInt.of(-2) : OptionalInt.empty();
    return new TranscriptEvent.Frame(
        "c", new RecordedFrame(12, 1L << 50, direction, header, key, bytes("payload"), 7));
  }

  private static TranscriptEvent ended(ConnectionState state, EndOfStream how) {
    return new TranscriptEvent.Ended("c", new ConnectionEnd(state, how, 77), 2, 3);
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8)).asReadOnlyBuffer();
  }

  private static ByteBuffer batch(List<TranscriptEvent> events) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    events.forEach(event -> bytes.writeBytes(EventCodec.write(event)));
    return EventCodec.batch(-3, "a", 4, 5, 6, events.size(), bytes.toByteArray());
  }

  @Test
  void aBatchIsTheSameOnAnotherNode() {
    List<TranscriptEvent> events = events().toList();
    assertThat(EventCodec.read(batch(events))).isEqualTo(new EventBatch(-3, "a", 4, 5, 6, events));
  }

  @Test
  void everyKindOfEventIsTried() {
    assertThat(events().map(Object::getClass).distinct())
        .containsExactlyInAnyOrder(TranscriptEvent.class.getPermittedSubclasses());
  }

  @Test
  void aBatchOfAnotherVersionIsNotRead() {
    ByteBuffer other = batch(List.of());
    other.put(0, (byte) 2);
    assertThatIllegalArgumentException()
        .isThrownBy(() -> EventCodec.read(other))
        .withMessage("Events of version 2; this node reads version 1.");
  }

  @Test
  void aBatchThatIsCutIsRefusedWhereverItIs() {
    byte[] whole = batch(events().toList()).array();
    for (int length = 0; length < whole.length; length++) {
      ByteBuffer cut = ByteBuffer.wrap(Arrays.copyOf(whole, length));
      assertThatIllegalArgumentException().isThrownBy(() -> EventCodec.read(cut));
    }
  }
}
