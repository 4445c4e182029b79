package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.BeforeEach;
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
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.settings.Settings.Recording;
import org.wsbin.step.FakeOpeningRequest;

/** The live stream of a transcript: its text, its place, and what bounds it. */
class FollowingTest {
  private static final long SECOND = Duration.ofSeconds(1).toNanos();
  private static final String OF = "data: {\"connection\":\"0123456789abcdef\",";

  private final FakeTimer timer = new FakeTimer();
  private final MemoryBudget memory = new MemoryBudget(4 << 20);
  private final Transcripts transcripts =
      new Transcripts(new Recording(9, Duration.ofHours(1), 200_000), memory, timer);
  private final List<Duration> woken = new ArrayList<>();
  private ConnectionObserver seen;

  @BeforeEach
  void connect() {
    FakeOpeningRequest opening = opening().header("Cookie", "secret");
    seen = transcripts.accepted(opening, "echo").orElseThrow();
  }

  @Test
  void eachThingThatHappensIsAnEventWithTheMembersOfTheJson() {
    Following following = follow(0);
    assertThat(following.next()).isEqualTo("retry: 1000\n\n");
    seen.opened(0);
    assertThat(following.next())
        .isEqualTo(
            "id: 1\nevent: opened\n"
                + OF
                + ("'engine':'wire','step':'echo','openedAt':'2026-11-22T14:45:00.123Z','request':"
                        + "{'line':'GET /wire/path?transcript=it HTTP/1.1','headers':["
                        + "['Host','localhost:8000'],['Cookie','***']],"
                        + "'client':'192.0.2.1:4711'}}\n\n")
                    .replace('\'', '"'));
    frame(Direction.RECEIVED, "a\n", OptionalInt.of(1), 1);
    seen.rawBytes(ByteBuffer.wrap(new byte[] {1}), SECOND);
    seen.violation(
        new Violation(Rule.MASKING, "It is not masked."), ByteBuffer.allocate(0), 2 * SECOND);
    CloseFrame close = CloseFrame.of(1002, "masked");
    seen.close(Direction.SENT, close, 2 * SECOND);
    seen.ended(ConnectionState.OPEN.sent(close).ended(), EndOfStream.FIN, 3 * SECOND);
    transcripts.answered(opening(), new Refused(403, "No."));
    assertThat(following.next().lines().filter(line -> !line.isEmpty()))
        .containsExactly(
            "id: 2",
            "event: frame",
            data(
                "'number':1,'at':1.0,'direction':'received','opcode':'text','fin':true,"
                    + "'rsv1':false,'maskingKey':'00000001','length':2,'complete':true,"
                    + "'text':'a\\n','payloadKept':2}"),
            "id: 3",
            "event: fault",
            data("'number':2,'at':1.0,'length':1,'base64':'AQ=='}"),
            "id: 4",
            "event: violation",
            data(
                "'at':2.0,'rule':'masking','section':'RFC 6455 section 5.1',"
                    + "'sentence':'It is not masked.','header':''}"),
            "id: 5",
            "event: close",
            data("'at':2.0,'code':1002,'reason':'masked','direction':'sent'}"),
            "id: 6",
            "event: ended",
            data("'at':3.0,'tcp':'fin','by':'server','clean':false,'omittedFrames':0}"),
            "id: 7",
            "event: refused",
            ("data: {'id':'0123456789abcdef','at':'2026-11-22T14:45:00.123Z','request':"
                    + "{'line':'GET /wire/path?transcript=it HTTP/1.1','headers':["
                    + "['Host','localhost:8000']],'client':'192.0.2.1:4711'},"
                    + "'status':403,'headers':{},'sentence':'No.'}")
                .replace('\'', '"'));
    assertThat(following.next()).isEmpty();
    assertThat(woken).hasSize(7);
  }

  @Test
  void aFrameIsAnEventWhenItEnds() {
    seen.opened(0);
    Following following = follow(1);
    following.next();
    FrameHeader header = new FrameHeader(true, false, Opcode.TEXT, 3);
    seen.frame(Direction.RECEIVED, header, OptionalInt.of(7), 0);
    seen.payload(Direction.RECEIVED, ByteBuffer.wrap(new byte[] {'a'}), false, 0);
    frame(Direction.SENT, "x", OptionalInt.empty(), 0);
    assertThat(following.next()).contains("\"number\":2,").doesNotContain("\"number\":1,");
    seen.ended(ConnectionState.OPEN.ended(), EndOfStream.RESET, 0);
    assertThat(following.next()).contains("\"number\":1,", "\"complete\":false", "event: ended");
  }

  @Test
  void theReaderGoesOnWhereItWas() {
    seen.opened(0);
    frame(Direction.SENT, "x", OptionalInt.empty(), 0);
    assertThat(follow(1).next()).startsWith("retry: 1000\n\nid: 2\n");
    assertThat(follow(3).next()).as("of an earlier transcript").contains("id: 1\n");
  }

  @Test
  void aSlowReaderGetsPartsAndMissesNothing() {
    Following following = follow(0);
    seen.opened(0);
    for (int i = 0; i < 40; i++) {
      frame(Direction.SENT, "\u0001".repeat(4000), OptionalInt.empty(), 0);
    }
    List<String> parts = new ArrayList<>();
    for (String part = following.next(); !part.isEmpty(); part = following.next()) {
      parts.add(part);
    }
    assertThat(parts).allSatisfy(part -> assertThat(part.length()).isLessThan(48 * 1024));
    assertThat(String.join("", parts).lines().filter(line -> line.startsWith("id: "))).hasSize(41);
  }

  @Test
  void aSilentStreamHasACommentEvery15Seconds() {
    Following following = follow(0);
    following.next();
    timer.advance(Duration.ofSeconds(14));
    assertThat(woken).isEmpty();
    timer.advance(Duration.ofSeconds(1));
    assertThat(woken).hasSize(1);
    assertThat(following.next()).isEqualTo(":\n\n");
    assertThat(following.next()).isEmpty();
  }

  @Test
  void itEndsAfterTenMinutes() {
    Following following = follow(0);
    timer.advance(Following.MOST_TIME.minusSeconds(1));
    assertThat(following.over()).isFalse();
    timer.advance(Duration.ofSeconds(1));
    assertThat(following.over()).isTrue();
    following.close();
    assertThat(timer.pending()).as("the sweeping").isEqualTo(1);
  }

  @Test
  void itEndsWithTheTranscript() {
    Following following = follow(0);
    following.next();
    transcripts.delete("it");
    assertThat(woken).hasSize(1);
    assertThat(following.over()).isFalse();
    assertThat(following.next()).isEqualTo("event: deleted\ndata: {}\n\n");
    assertThat(following.over()).isTrue();
    seen.opened(0);
    frame(Direction.SENT, "x", OptionalInt.empty(), 0);
    assertThat(following.next()).isEmpty();
  }

  @Test
  void whatTheTranscriptHasNoRoomForIsAnEventOnce() {
    Following following = follow(0);
    for (int i = 0; i < 100; i++) {
      frame(Direction.SENT, "x".repeat(4000), OptionalInt.empty(), 0);
    }
    seen.ended(ConnectionState.OPEN.ended(), EndOfStream.FIN, 1);
    StringBuilder all = new StringBuilder();
    for (String part = following.next(); !part.isEmpty(); part = following.next()) {
      all.append(part);
    }
    assertThat(all.toString()).containsOnlyOnce("event: omitted\n");
    assertThat(all.toString()).containsPattern("\"omittedFrames\":[1-9]");
  }

  @Test
  void streamsAreFewAndCharged() {
    List<Following> open = new ArrayList<>();
    long before = memory.used();
    open.add(follow(0));
    assertThat(memory.used() - before).isEqualTo(Following.BYTES);
    while (memory.charge(Following.BYTES)) {}
    TranscriptView transcript = transcripts.find("it").orElseThrow();
    assertThat(transcripts.follow(transcript, 0, Secrets.HIDDEN, () -> {})).isEmpty();
    memory.giveBack(1L << 30);
    while (open.size() < Transcripts.MOST_WAITING) {
      open.add(follow(0));
    }
    assertThat(transcripts.follow(transcript, 0, Secrets.HIDDEN, () -> {})).isEmpty();
    assertThat(transcripts.await("x", t -> true, Duration.ofSeconds(1), () -> {})).isEmpty();
    open.get(0).close();
    open.get(0).close();
    open.set(0, follow(0));
    assertThat(transcripts.follow(transcript, 0, Secrets.HIDDEN, () -> {})).isEmpty();
  }

  private Following follow(int known) {
    return transcripts
        .follow(
            transcripts.find("it").orElseThrow(),
            known,
            Secrets.HIDDEN,
            () -> woken.add(timer.passed()))
        .orElseThrow();
  }

  private static String data(String members) {
    return OF + members.replace('\'', '"');
  }

  private static FakeOpeningRequest opening() {
    FakeOpeningRequest opening = new FakeOpeningRequest();
    opening.query = "transcript=it";
    return opening;
  }

  private void frame(Direction direction, String payload, OptionalInt key, int at) {
    byte[] bytes = payload.getBytes(UTF_8);
    FrameHeader header = new FrameHeader(true, false, Opcode.TEXT, bytes.length);
    seen.frame(direction, header, key, at * SECOND);
    seen.payload(direction, ByteBuffer.wrap(bytes), true, at * SECOND);
  }
}
