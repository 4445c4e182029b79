package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ClosingHandshake;
import org.wsbin.protocol.ClosingHandshake.Ending;
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
    seen.message();
    seen.ping();
    seen.ping();
    seen.pong();
    seen.pong();
    seen.pong();
    assertThat(seen.received()).isEqualTo("1 messages, 2 pings, 3 pongs");
  }

  @Test
  void theTimeIsThatFromTheOpeningToTheEnd() {
    seen.opened(Long.MAX_VALUE - 10);
    Ending lost = new Ending(ClosingHandshake.Party.NETWORK, 1006, "", false);
    seen.ended(lost, Long.MAX_VALUE - 10 + Duration.ofMillis(1500).toNanos());
    assertThat(seen.millis()).isEqualTo(1500);
    assertThat(seen.received()).isEqualTo("0 messages, 0 pings, 0 pongs; not closed cleanly");
  }

  @Test
  void aCloseIsToldAsItCame() {
    seen.closed(Optional.of(new CloseStatus(1002, "")));
    assertThat(seen.reaction()).isEqualTo("the client closed with 1002");
    ConnectionStats other = new ConnectionStats();
    other.closed(Optional.empty());
    assertThat(other.reaction()).isEqualTo("the client closed with no code");
  }

  @Test
  void aReasonCannotForgeALine() {
    seen.closed(Optional.of(new CloseStatus(1002, "a \"b\"\nFault x: €")));
    assertThat(seen.reaction())
        .isEqualTo("the client closed with 1002 \"a \\\"b\\\"\\x0aFault x: \\u20ac\"");
  }

  @Test
  void theFirstCloseCounts() {
    seen.closed(Optional.of(new CloseStatus(1000, "")));
    seen.closed(Optional.empty());
    assertThat(seen.reaction()).isEqualTo("the client closed with 1000");
  }

  @Test
  void aViolation() {
    seen.violation(new Violation(Rule.MASKING, "It is not masked."));
    assertThat(seen.reaction()).isEqualTo("the client broke the protocol: It is not masked.");
  }

  @Test
  void theEndOfTcpCountsLeast() {
    seen.tcpEnded();
    assertThat(seen.reaction()).isEqualTo("the client ended TCP without a close frame");
    seen.violation(new Violation(Rule.MASKING, "It is not masked."));
    assertThat(seen.reaction()).startsWith("the client broke the protocol");
    seen.closed(Optional.of(new CloseStatus(1000, "")));
    assertThat(seen.reaction()).isEqualTo("the client closed with 1000");
  }
}
