package org.wsbin.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
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
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.LogWriter;
import org.wsbin.settings.AccessLog;
import org.wsbin.step.FakeOpeningRequest;

class AccessLinesTest {
  private static final String TIME = "2026-11-22T14:45:00.123Z";

  private final List<String> lines = new CopyOnWriteArrayList<>();
  private final FakeOpeningRequest opening =
      new FakeOpeningRequest().header("Origin", "https://a.example").header("User-Agent", "test/1");

  @Test
  void aConnectionIsOneLineAtItsEnd() {
    try (AccessLines log = log(AccessLog.JSON)) {
      opening.query = "a=b";
      ConnectionObserver seen = log.accepted(opening, "echo").orElseThrow();
      seen.opened(seconds(10));
      frame(seen, Direction.RECEIVED, Opcode.TEXT, 5, seconds(11));
      frame(seen, Direction.SENT, Opcode.TEXT, 5, seconds(12));
      frame(seen, Direction.SENT, Opcode.PING, 0, seconds(13));
      CloseFrame close = CloseFrame.of(4001, "bye");
      seen.close(Direction.RECEIVED, close, seconds(14));
      seen.close(Direction.SENT, CloseFrame.WITHOUT_CODE, seconds(14));
      seen.ended(
          ConnectionState.OPEN.received(close).sent(CloseFrame.WITHOUT_CODE).ended(),
          EndOfStream.LOCAL,
          seconds(14) + Duration.ofMillis(1).toNanos());
    }
    assertThat(lines)
        .containsExactly(
            "{'time':'"
                .concat(TIME)
                .concat("','peer':'192.0.2.1:4711','method':'GET','path':'/wire/path?a=b',")
                .concat("'origin':'https://a.example','agent':'test/1','status':101,")
                .concat("'engine':'wire','step':'echo','seconds':4.001,")
                .concat("'receivedMessages':1,'receivedBytes':5,'receivedIdleSeconds':3.001,")
                .concat("'sentMessages':1,'sentBytes':5,'sentIdleSeconds':1.001,")
                .concat("'closeReceived':4001,'closeReceivedReason':'bye','closeSent':1005,")
                .concat("'closedBy':'client','end':'local'}")
                .replace('\'', '"'));
  }

  @Test
  void bytesThatAreNoFramesCount() {
    try (AccessLines log = log(AccessLog.TEXT)) {
      ConnectionObserver seen = log.accepted(opening, "cases").orElseThrow();
      seen.opened(0);
      seen.rawReceived(3, seconds(1));
      seen.rawReceived(4, seconds(2));
      seen.rawBytes(ByteBuffer.allocate(5), seconds(3));
      seen.ended(ConnectionState.OPEN.ended(), EndOfStream.FIN, seconds(4));
    }
    assertThat(lines)
        .singleElement()
        .asString()
        .contains(" receivedMessages=0 receivedBytes=7 receivedIdleSeconds=2.0 ")
        .contains(" sentMessages=0 sentBytes=5 sentIdleSeconds=1.0 ");
  }

  @Test
  void textHasTheSameNamesAndQuotesWhatIsNotPlain() {
    try (AccessLines log = log(AccessLog.TEXT)) {
      opening.path = "/wire/\u201d x\n";
      ConnectionObserver seen = log.accepted(opening, "echo").orElseThrow();
      seen.opened(0);
      seen.violation(
          new Violation(Rule.MASKING, "A \"frame\" is\nnot masked."), ByteBuffer.allocate(0), 0);
      seen.ended(ConnectionState.OPEN.ended(), EndOfStream.SEND_TIMEOUT, seconds(2));
    }
    assertThat(lines)
        .containsExactly(
            "time="
                + TIME
                + " peer=192.0.2.1:4711 method=GET path=\"/wire/\u201d x\\n\""
                + " origin=https://a.example agent=test/1 status=101 engine=wire step=echo"
                + " seconds=2.0 receivedMessages=0 receivedBytes=0 receivedIdleSeconds=2.0"
                + " sentMessages=0 sentBytes=0 sentIdleSeconds=2.0 closedBy=network"
                + " end=send-timeout violation=\"A \\\"frame\\\" is\\nnot masked.\"");
  }

  @Test
  void aRefusedHandshakeIsALineWithItsAnswer() {
    try (AccessLines log = log(AccessLog.TEXT)) {
      log.answered(new FakeOpeningRequest(), new Refused(403, "The origin is not allowed."));
    }
    assertThat(lines)
        .containsExactly(
            "time="
                + TIME
                + " peer=192.0.2.1:4711 method=GET path=/wire/path status=403"
                + " answer=\"The origin is not allowed.\"");
  }

  @Test
  void aLongValueIsCut() {
    try (AccessLines log = log(AccessLog.TEXT)) {
      opening.path = "/" + "x".repeat(AccessLines.MOST_CHARACTERS);
      log.answered(opening, new Refused(404, "?"));
    }
    assertThat(lines.get(0))
        .contains("path=\"/" + "x".repeat(AccessLines.MOST_CHARACTERS - 1) + "…\" ");
  }

  @Test
  void aBlockedLogBlocksNobodyAndSaysHowManyLinesItLost() throws InterruptedException {
    CountDownLatch blocked = new CountDownLatch(1);
    int more = LogWriter.MOST_WAITING + 7;
    try (AccessLines log =
        new AccessLines(
            AccessLog.JSON,
            new FakeTimer(),
            line -> {
              awaitUninterrupted(blocked);
              lines.add(line);
            })) {
      log.answered(opening, new Refused(400, "first"));
      await().until(() -> lines.isEmpty());
      IntStream.range(0, more).forEach(i -> log.answered(opening, new Refused(400, "" + i)));
      blocked.countDown();
      await().until(() -> lines.size() >= LogWriter.MOST_WAITING);
    }
    assertThat(lines).anyMatch(line -> line.matches(".*\"droppedLines\":[678]}"));
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  private AccessLines log(AccessLog format) {
    return new AccessLines(format, new FakeTimer(), lines::add);
  }

  private static long seconds(int seconds) {
    return Duration.ofSeconds(seconds).toNanos();
  }

  private static void frame(
      ConnectionObserver observer, Direction direction, Opcode opcode, int bytes, long nanos) {
    observer.frame(
        direction, new FrameHeader(true, false, opcode, bytes), OptionalInt.empty(), nanos);
    observer.payload(direction, ByteBuffer.allocate(bytes), true, nanos);
  }
}
