package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.protocol.Violation;
import org.wsbin.recording.FrameRecorder;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.settings.Settings.Recording;
import org.wsbin.step.FakeOpeningRequest;

/** What is recorded, how it is shown, and what bounds it. */
class RecordingTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();

  private final FakeTimer timer = new FakeTimer();
  private final MemoryBudget memory = new MemoryBudget(1 << 20);
  private final Transcripts transcripts = transcripts(3, 100_000);

  private Transcripts transcripts(int names, long bytes) {
    return new Transcripts(new Recording(names, Duration.ofMinutes(1), bytes), memory, timer);
  }

  @Test
  void aConnectionIsShownAsJson() {
    FakeOpeningRequest opening = opening("it").header("Authorization", "Bearer secret");
    ConnectionObserver seen = transcripts.accepted(opening, "echo").orElseThrow();
    seen.switching(List.of(Map.entry("Upgrade", "websocket")));
    seen.opened(5 * SECOND);
    frame(seen, Direction.RECEIVED, Opcode.TEXT, "a\"<\u001b", OptionalInt.of(0x37fa213d), 6);
    frame(seen, Direction.SENT, Opcode.PING, "p", OptionalInt.empty(), 7);
    frame(seen, Direction.RECEIVED, Opcode.PONG, "p", OptionalInt.of(-1), 8);
    seen.rawBytes(ByteBuffer.wrap(new byte[] {(byte) 0x81, 1, 'x'}), 8 * SECOND + SECOND / 2);
    seen.ignored(2, 9 * SECOND);
    seen.violation(
        new Violation(Rule.MASKING, "It is not masked."),
        ByteBuffer.wrap(new byte[] {1, 2}),
        9 * SECOND);
    CloseFrame close = CloseFrame.of(1002, "masked");
    seen.close(Direction.SENT, close, 9 * SECOND);
    seen.ended(ConnectionState.OPEN.sent(close).ended(), EndOfStream.FIN, 10 * SECOND);
    assertThat(TranscriptJson.of(now("it"), Secrets.HIDDEN))
        .isEqualTo(
            ("{'version':1,'name':'it','connections':[{'id':'0123456789abcdef','engine':'wire',"
                    + "'step':'echo','openedAt':'2026-11-22T14:45:00.123Z',"
                    + "'request':{'line':'GET /wire/path?transcript=it HTTP/1.1','headers':["
                    + "['Host','localhost:8000'],['Authorization','***']],"
                    + "'client':'192.0.2.1:4711'},'status':101,'headers':[['Upgrade','websocket']],'frames':["
                    + "{'number':1,'at':1.0,'direction':'received','opcode':'text','fin':true,"
                    + "'rsv1':false,'maskingKey':'37fa213d','length':4,'complete':true,"
                    + "'text':'a\\'<\\u001B','payloadKept':4},"
                    + "{'number':2,'at':2.0,'direction':'sent','opcode':'ping','fin':true,"
                    + "'rsv1':false,'maskingKey':null,'length':1,'complete':true,"
                    + "'text':'p','payloadKept':1},"
                    + "{'number':3,'at':3.0,'direction':'received','opcode':'pong','fin':true,"
                    + "'rsv1':false,'maskingKey':'ffffffff','length':1,'complete':true,"
                    + "'text':'p','payloadKept':1}],"
                    + "'omittedFrames':0,'faults':[{'number':4,'at':3.5,'length':3,'base64':'gQF4'}],'notes':[],'ignoredBytes':2,"
                    + "'pings':[{'by':'server','ping':2,'pong':3,'roundTrip':1.0}],"
                    + "'violation':{'at':4.0,'rule':'masking','section':'RFC 6455 section 5.1',"
                    + "'sentence':'It is not masked.','header':'0102'},"
                    + "'close':{'received':null,'sent':{'at':4.0,'code':1002,'reason':'masked'},"
                    + "'by':'server','clean':false},"
                    + "'end':{'at':5.0,'tcp':'fin'},'notShown':[]}],'refused':[],"
                    + "'omittedConnections':0}")
                .replace('\'', '"'));
    assertThat(TranscriptJson.of(now("it"), Secrets.SHOWN)).contains("\"Bearer secret\"");
  }

  @Test
  void aConnectionIsShownAsText() {
    ConnectionObserver seen = transcripts.accepted(opening("it"), "echo").orElseThrow();
    seen.opened(0);
    frame(seen, Direction.RECEIVED, Opcode.TEXT, "a\u001b[2J", OptionalInt.of(1), 1);
    frame(seen, Direction.SENT, Opcode.BINARY, "\u0000", OptionalInt.empty(), 2);
    seen.rawBytes(ByteBuffer.wrap(new byte[] {(byte) 0x81}), 2 * SECOND);
    frame(seen, Direction.RECEIVED, Opcode.CLOSE, "\u0003\u0000ok", OptionalInt.of(2), 3);
    seen.ended(
        ConnectionState.OPEN.received(CloseFrame.of(1000, "")).ended(),
        EndOfStream.LOCAL,
        4 * SECOND);
    transcripts.answered(opening("it"), new Refused(403, "The origin is not allowed."));
    assertThat(TranscriptText.of(now("it"), Secrets.HIDDEN).lines().map(String::strip))
        .containsExactly(
            "Connection 0123456789abcdef from 192.0.2.1:4711 to echo on /wire, 2026-11-22T14:45:00.123Z",
            "GET /wire/path?transcript=it HTTP/1.1",
            "Host: localhost:8000",
            "1.000000 < #1 text, 5 bytes key 00000001 \"a\\x1b[2J\"",
            "2.000000 > #2 binary, 1 byte 00",
            "2.000000 > #3 fault, 1 byte 81",
            "3.000000 < #4 close, 4 bytes key 00000002 768 \"ok\"",
            "4.000000 TCP ended: local; closed by the client",
            "",
            "Refused 0123456789abcdef from 192.0.2.1:4711, 2026-11-22T14:45:00.123Z",
            "GET /wire/path?transcript=it HTTP/1.1",
            "Host: localhost:8000",
            "403 The origin is not allowed.",
            "");
  }

  @Test
  void anUnfinishedFrameIsShownAsFarAsItCame() {
    ConnectionObserver seen = transcripts.accepted(opening("it"), "echo").orElseThrow();
    seen.opened(0);
    seen.frame(
        Direction.RECEIVED, new FrameHeader(true, false, Opcode.TEXT, 10), OptionalInt.of(7), 0);
    seen.payload(Direction.RECEIVED, ByteBuffer.wrap(bytes("abc")), false, 0);
    RecordedFrame frame = now("it").connections().get(0).frames().get(0);
    assertThat(frame.complete()).isFalse();
    assertThat(frame.bytes()).isEqualTo(bytes("abc"));
    seen.ended(ConnectionState.OPEN.ended(), EndOfStream.RESET, 1);
    assertThat(now("it").connections().get(0).frames()).containsExactly(frame);
  }

  @Test
  void onlyTheBeginningOfAPayloadIsKept() {
    ConnectionObserver seen = transcripts.accepted(opening("it"), "echo").orElseThrow();
    seen.opened(0);
    int more = FrameRecorder.MOST_PAYLOAD + 1;
    frame(seen, Direction.SENT, Opcode.BINARY, "x".repeat(more), OptionalInt.empty(), 0);
    RecordedFrame frame = now("it").connections().get(0).frames().get(0);
    assertThat(frame.kept()).isEqualTo(FrameRecorder.MOST_PAYLOAD);
    assertThat(frame.complete()).isTrue();
  }

  @Test
  void whatHasNoRoomIsCountedAndTheEndIsStillThere() {
    Transcripts small = transcripts(3, 2_000);
    ConnectionObserver seen = small.accepted(opening("it"), "echo").orElseThrow();
    seen.opened(0);
    for (int i = 0; i < 100; i++) {
      frame(seen, Direction.SENT, Opcode.BINARY, "0123456789", OptionalInt.empty(), 0);
    }
    seen.ended(ConnectionState.OPEN.ended(), EndOfStream.FIN, 1);
    RecordedConnection shown = small.find("it").orElseThrow().now().connections().get(0);
    assertThat(shown.frames()).isNotEmpty();
    assertThat(shown.frames().size() + shown.omittedFrames()).isEqualTo(100);
    assertThat(shown.end()).isPresent();
    assertThat(memory.used()).isLessThanOrEqualTo(2_000);
    small.delete("it");
    assertThat(memory.used()).isZero();
    seen.frame(
        Direction.SENT, new FrameHeader(true, false, Opcode.TEXT, 0), OptionalInt.empty(), 2);
    assertThat(memory.used()).as("after its deletion").isZero();
  }

  @Test
  void aNameWithoutEventsIsForgottenAfterItsAge() {
    ConnectionObserver seen = transcripts.accepted(opening("it"), "echo").orElseThrow();
    seen.opened(0);
    timer.advance(Duration.ofMinutes(5));
    assertThat(transcripts.find("it")).as("a connection is open").isPresent();
    seen.ended(ConnectionState.OPEN.ended(), EndOfStream.FIN, 1);
    timer.advance(Duration.ofSeconds(59));
    assertThat(transcripts.find("it")).isPresent();
    timer.advance(Duration.ofSeconds(3));
    assertThat(transcripts.find("it")).isEmpty();
    assertThat(memory.used()).isZero();
  }

  @Test
  void theOldestIdleNameOfTheBusiestAddressMakesRoom() {
    end(transcripts.accepted(opening("first").from("192.0.2.9"), "echo").orElseThrow());
    timer.advance(Duration.ofSeconds(1));
    end(transcripts.accepted(opening("second").from("192.0.2.1"), "echo").orElseThrow());
    timer.advance(Duration.ofSeconds(1));
    transcripts.accepted(opening("open").from("192.0.2.1"), "echo").orElseThrow().opened(0);
    transcripts.accepted(opening("new").from("192.0.2.2"), "echo");
    assertThat(transcripts.find("first")).isPresent();
    assertThat(transcripts.find("second")).as("its address has two names").isEmpty();
    assertThat(transcripts.find("open")).isPresent();
    assertThat(transcripts.count()).isEqualTo(3);
  }

  @Test
  void togetherTheyHoldAQuarterOfTheMemoryAndTheOldestMakesRoom() {
    Transcripts many = transcripts(1000, 1 << 20);
    for (int i = 0; i < 100; i++) {
      ConnectionObserver seen = many.accepted(opening("name" + i), "echo").orElseThrow();
      seen.opened(0);
      for (int frame = 0; frame < 20; frame++) {
        frame(seen, Direction.SENT, Opcode.BINARY, "x".repeat(4000), OptionalInt.empty(), 0);
      }
      end(seen);
      timer.advance(Duration.ofMillis(10));
      assertThat(memory.used()).isLessThanOrEqualTo((1 << 20) / 4);
    }
    assertThat(many.find("name99")).isPresent();
    assertThat(many.find("name0")).isEmpty();
    assertThat(many.count()).isBetween(1, 10);
  }

  @Test
  void theOldestMakesRoomAlsoIfOthersHaveSpentTheMemory() {
    end(transcripts.accepted(opening("old"), "echo").orElseThrow());
    timer.advance(Duration.ofSeconds(1));
    end(transcripts.accepted(opening("newer"), "echo").orElseThrow());
    memory.chargeAnyway((1 << 20) - memory.used());
    assertThat(transcripts.accepted(opening("new"), "echo")).isPresent();
    assertThat(transcripts.find("old")).isEmpty();
    assertThat(transcripts.find("newer")).isPresent();
  }

  /** As on /ws, where frames of closes are not seen. */
  @Test
  void aCloseWithoutItsFrameIsInTheTextToo() {
    ConnectionObserver seen = transcripts.accepted(opening("it"), "echo").orElseThrow();
    seen.opened(0);
    seen.close(Direction.RECEIVED, CloseFrame.of(4001, "by\u001be"), SECOND);
    seen.close(Direction.SENT, CloseFrame.WITHOUT_CODE, 2 * SECOND);
    assertThat(TranscriptText.of(now("it"), Secrets.HIDDEN).lines().map(String::strip))
        .contains("1.000000 < close 4001 \"by\\x1be\"", "2.000000 > close");
  }

  @Test
  void ifNoNameMayGoAFurtherOneIsRefused() {
    for (String name : List.of("a", "b", "c")) {
      assertThat(transcripts.hasRoom()).isTrue();
      transcripts.accepted(opening(name), "echo").orElseThrow().opened(0);
    }
    assertThat(transcripts.hasRoom()).isFalse();
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> transcripts.accepted(opening("d"), "echo"))
        .satisfies(wrong -> assertThat(wrong.status()).isEqualTo(503));
    assertThat(transcripts.accepted(opening("a"), "echo")).isPresent();
  }

  @Test
  void theyCanBeTurnedOff() {
    Transcripts off = transcripts(0, 100_000);
    assertThat(off.accepted(new FakeOpeningRequest(), "echo")).isEmpty();
    assertThatExceptionOfType(BadParameterException.class)
        .isThrownBy(() -> off.accepted(opening("it"), "echo"))
        .withMessage("Transcripts are turned off on this server (--transcripts).");
  }

  @Test
  void whoWaitsIsToldOnce() {
    List<String> told = new ArrayList<>();
    assertThat(await("it", 2, told)).isTrue();
    ConnectionObserver first = transcripts.accepted(opening("it"), "echo").orElseThrow();
    first.opened(0);
    end(first);
    assertThat(told).isEmpty();
    end(transcripts.accepted(opening("it"), "echo").orElseThrow());
    assertThat(told).containsExactly("it");
    timer.advance(Duration.ofMinutes(1));
    assertThat(told).hasSize(1);

    await("other", 1, told);
    timer.advance(Duration.ofSeconds(10));
    assertThat(told).containsExactly("it", "other");
    for (int i = 0; i < Transcripts.MOST_WAITING; i++) {
      assertThat(await("never", 1, told)).isTrue();
    }
    assertThat(await("never", 1, told)).as("one too many").isFalse();
    transcripts.close();
    assertThat(told).hasSize(2 + Transcripts.MOST_WAITING);
  }

  private boolean await(String name, int connections, List<String> told) {
    return transcripts
        .await(name, t -> t.ended() >= connections, Duration.ofSeconds(10), () -> told.add(name))
        .isPresent();
  }

  private Transcript.Snapshot now(String name) {
    return transcripts.find(name).orElseThrow().now();
  }

  private static void end(ConnectionObserver seen) {
    seen.ended(ConnectionState.OPEN.ended(), EndOfStream.FIN, 1);
  }

  private static FakeOpeningRequest opening(String name) {
    FakeOpeningRequest opening = new FakeOpeningRequest();
    opening.query = "transcript=" + name;
    return opening;
  }

  private static void frame(
      ConnectionObserver seen,
      Direction direction,
      Opcode opcode,
      String payload,
      OptionalInt key,
      int at) {
    byte[] bytes = bytes(payload);
    long nanos = at * SECOND;
    seen.frame(direction, new FrameHeader(true, false, opcode, bytes.length), key, nanos);
    seen.payload(direction, ByteBuffer.wrap(bytes), true, nanos);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }
}
