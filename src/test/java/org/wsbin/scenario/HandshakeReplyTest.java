package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.HandshakeReply.Delivery;

class HandshakeReplyTest {
  private static final HandshakeReply PLAIN =
      HandshakeReply.to(new Accepted("accept", Optional.of("chat"), List.of()));

  @Test
  void whatIsNotSaidIsAPlain101() {
    assertThat(PLAIN.headers()).isEmpty();
    assertThat(PLAIN.changes()).isEmpty();
    assertThat(PLAIN.delay()).isZero();
    assertThat(PLAIN.delivery()).isEqualTo(Delivery.FIRST);
    assertThat(PLAIN.instead()).isEmpty();
    assertThat(PLAIN.compression()).isEqualTo(Compression.EACH_MESSAGE);
  }

  @Test
  void eachChangeLeavesTheRest() {
    HandshakeReply changed =
        PLAIN
            .withSubprotocol(Optional.of("mqtt"))
            .withHeader("A", "1")
            .later(Duration.ofSeconds(1))
            .with(Compression.NONE)
            .withHeader("A", "2")
            .with(new HeaderChange.Remove("B"))
            .with(Delivery.NEVER)
            .with(new MessageDecoder.Limits(1, 2))
            .later(Duration.ofSeconds(2));
    assertThat(changed)
        .isEqualTo(
            new HandshakeReply(
                new Accepted("accept", Optional.of("mqtt"), List.of()),
                List.of(Map.entry("A", "1"), Map.entry("A", "2")),
                List.of(new HeaderChange.Remove("B")),
                Duration.ofSeconds(3),
                Delivery.NEVER,
                Optional.empty(),
                Compression.NONE,
                Optional.of(new MessageDecoder.Limits(1, 2))));
  }

  @Test
  void theFirstAnswerInsteadCounts() {
    Refused first = new Refused(401, "Who?");
    assertThat(PLAIN.instead(first).instead(new Refused(503, "Later.")).instead()).hasValue(first);
  }
}
