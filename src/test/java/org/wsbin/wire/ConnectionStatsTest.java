package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Violation;

class ConnectionStatsTest {
  private final ConnectionStats seen = new ConnectionStats();

  @Test
  void nothing() {
    assertThat(seen.reaction()).isEqualTo("the client did not react");
    assertThat(seen.received()).isEqualTo("0 messages, 0 pings, 0 pongs");
    assertThat(seen.millis()).isZero();
  }

  @Test
  void whatCame() {
    frame(Opcode.TEXT);
    frame(Opcode.PING);
    frame(Opcode.PING);
    frame(Opcode.PONG);
    frame(Opcode.PONG);
    frame(Opcode.PONG);
    assertThat(seen.received()).isEqualTo("1 messages, 2 pings, 3 pongs");
  }

  @Test
  void theTimeIsThatFromTheOpeningToTheEnd() {
    seen.opened(Long.MAX_VALUE - 10);
    seen.ended(
        ConnectionState.OPEN.ended(),
        EndOfStream.RESET,
        Long.MAX_VALUE - 10 + Duration.ofMillis(1500).toNanos());
    assertThat(seen.millis()).isEqualTo(1500);
    assertThat(seen.received()).isEqualTo("0 messages, 0 pings, 0 pongs; not closed cleanly");
  }

  @Test
  void aCloseIsToldAsItCame() {
    seen.close(Direction.RECEIVED, CloseFrame.of(new CloseStatus(1002, "")), 0);
    assertThat(seen.reaction()).isEqualTo("the client closed with 1002");
    ConnectionStats other = new ConnectionStats();
    other.close(Direction.RECEIVED, CloseFrame.WITHOUT_CODE, 0);
    assertThat(other.reaction()).isEqualTo("the client closed with no code");
  }

  @Test
  void aReasonCannotForgeALine() {
    seen.close(Direction.RECEIVED, CloseFrame.of(new CloseStatus(1002, "a \"b\"\nFault x: €")), 0);
    assertThat(seen.reaction())
        .isEqualTo("the client closed with 1002 \"a \\\"b\\\"\\x0aFault x: \\u20ac\"");
  }

  @Test
  void aViolation() {
    seen.violation(new Violation(Rule.MASKING, "It is not masked."), ByteBuffer.allocate(0), 0);
    assertThat(seen.reaction()).isEqualTo("the client broke the protocol: It is not masked.");
  }

  @Test
  void theEndOfTcpCountsLeast() {
    seen.ended(ConnectionState.OPEN.ended(), EndOfStream.FIN, 0);
    assertThat(seen.reaction()).isEqualTo("the client ended TCP without a close frame");
    seen.violation(new Violation(Rule.MASKING, "It is not masked."), ByteBuffer.allocate(0), 0);
    assertThat(seen.reaction()).startsWith("the client broke the protocol");
    seen.close(Direction.RECEIVED, CloseFrame.of(new CloseStatus(1000, "")), 0);
    assertThat(seen.reaction()).isEqualTo("the client closed with 1000");
  }

  private void frame(Opcode opcode) {
    seen.frame(Direction.RECEIVED, new FrameHeader(true, false, opcode, 0), OptionalInt.empty(), 0);
  }
}
