package org.wsbin.fault;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.wsbin.fault.ConnectionStats.Awaits;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Violation;

class ConnectionStatsTest {
  private final List<ConnectionStats> ended = new ArrayList<>();
  private final ConnectionStats seen = new ConnectionStats(Awaits.REACTION, ended::add);

  @Test
  void whatCameIsCountedByMessage() {
    received(Opcode.TEXT, false);
    received(Opcode.PING, true);
    received(Opcode.CONTINUATION, false);
    received(Opcode.PING, true);
    received(Opcode.CONTINUATION, true);
    received(Opcode.BINARY, true);
    received(Opcode.PONG, true);
    received(Opcode.CLOSE, true);
    assertThat(seen.received()).isEqualTo("2 messages, 2 pings, 1 pongs");
  }

  @Test
  void aFrameCountsWhenItsPayloadIsComplete() {
    FrameHeader header = new FrameHeader(true, false, Opcode.TEXT, 2);
    seen.frame(Direction.RECEIVED, header, OptionalInt.empty(), 0);
    seen.payload(Direction.RECEIVED, ByteBuffer.allocate(1), false, 0);
    seen.payload(Direction.SENT, ByteBuffer.allocate(1), true, 0);
    assertThat(seen.received()).isEqualTo("0 messages, 0 pings, 0 pongs");
    seen.payload(Direction.RECEIVED, ByteBuffer.allocate(1), true, 0);
    assertThat(seen.received()).isEqualTo("1 messages, 0 pings, 0 pongs");
  }

  @Test
  void whatTheServerSendsIsNotCounted() {
    FrameHeader header = new FrameHeader(true, false, Opcode.TEXT, 1);
    seen.frame(Direction.SENT, header, OptionalInt.empty(), 0);
    seen.close(Direction.SENT, CloseFrame.of(1000, ""), 0);
    assertThat(seen.received()).isEqualTo("0 messages, 0 pings, 0 pongs");
    assertThat(seen.outcome()).isEqualTo("the client did not react");
  }

  @Test
  void theTimeIsThatFromTheOpeningToTheEnd() {
    seen.opened(Long.MAX_VALUE - 10);
    assertThat(ended).isEmpty();
    seen.ended(
        ConnectionState.OPEN.ended(),
        EndOfStream.FIN,
        Long.MAX_VALUE - 10 + Duration.ofMillis(1500).toNanos());
    assertThat(ended).containsExactly(seen);
    assertThat(seen.millis()).isEqualTo(1500);
    assertThat(seen.received()).isEqualTo("0 messages, 0 pings, 0 pongs; not closed cleanly");
  }

  @Test
  void aCleanEndIsNotMentioned() {
    CloseFrame close = CloseFrame.of(1000, "");
    seen.ended(ConnectionState.OPEN.sent(close).received(close).ended(), EndOfStream.LOCAL, 0);
    assertThat(seen.received()).isEqualTo("0 messages, 0 pings, 0 pongs");
  }

  @Test
  void aCloseIsQuotedAsItCame() {
    close(CloseFrame.of(1002, ""));
    assertThat(seen.outcome()).isEqualTo("the client closed with 1002");
    ConnectionStats other = new ConnectionStats(Awaits.REACTION, ended::add);
    other.close(Direction.RECEIVED, CloseFrame.WITHOUT_CODE, 0);
    assertThat(other.outcome()).isEqualTo("the client closed with no code");
  }

  @Test
  void aReasonCannotForgeALine() {
    close(CloseFrame.of(1002, "a \"b\"\nFault x: €"));
    assertThat(seen.outcome())
        .isEqualTo("the client closed with 1002 \"a \\\"b\\\"\\x0aFault x: \\u20ac\"");
  }

  @Test
  void theFirstCloseCounts() {
    close(CloseFrame.of(1000, ""));
    close(CloseFrame.WITHOUT_CODE);
    assertThat(seen.outcome()).isEqualTo("the client closed with 1000");
  }

  @ParameterizedTest
  @CsvSource({
    "FIN, the client ended TCP without a close frame",
    "RESET, the client reset the TCP connection",
    "TIMEOUT, the client did not react",
    "LOCAL, the client did not react"
  })
  void theEndOfTcpIsNamedByHowItCame(EndOfStream how, String sentence) {
    seen.ended(ConnectionState.OPEN.ended(), how, 0);
    assertThat(seen.outcome()).isEqualTo(sentence);
  }

  @ParameterizedTest
  @EnumSource(EndOfStream.class)
  void aCloseCountsMoreThanAViolationAndThatMoreThanTheEnd(EndOfStream how) {
    seen.violation(new Violation(Rule.MASKING, "It is not masked."), ByteBuffer.allocate(0), 0);
    seen.ended(ConnectionState.OPEN.ended(), how, 0);
    assertThat(seen.outcome()).isEqualTo("the client violated the protocol: It is not masked.");
    close(CloseFrame.of(1000, ""));
    assertThat(seen.outcome()).isEqualTo("the client closed with 1000");
  }

  @ParameterizedTest
  @CsvSource({
    "LOCAL, the server ended TCP",
    "TIMEOUT, the server ended TCP",
    "FIN, the client ended TCP without a close frame",
    "RESET, the client reset the TCP connection"
  })
  void ifNoReactionIsAwaitedNoneIsMissed(EndOfStream how, String sentence) {
    ConnectionStats dropped = new ConnectionStats(Awaits.NOTHING, ended::add);
    dropped.ended(ConnectionState.OPEN.ended(), how, 0);
    assertThat(dropped.outcome()).isEqualTo(sentence);
  }

  private void received(Opcode opcode, boolean fin) {
    FrameHeader header = new FrameHeader(fin, false, opcode, 1);
    seen.frame(Direction.RECEIVED, header, OptionalInt.empty(), 0);
    seen.payload(Direction.RECEIVED, ByteBuffer.allocate(1), true, 0);
  }

  private void close(CloseFrame frame) {
    seen.close(Direction.RECEIVED, frame, 0);
  }
}
