package org.wsbin.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.HandshakeReply.Compression;

class HandshakeReplyTest {
  private static final HandshakeReply PLAIN =
      HandshakeReply.to(new Accepted("accept", Optional.of("chat"), List.of()));

  @Test
  void whatIsNotSaidIsAPlain101() {
    assertThat(PLAIN.headers()).isEmpty();
    assertThat(PLAIN.delay()).isZero();
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
            .later(Duration.ofSeconds(2));
    assertThat(changed)
        .isEqualTo(
            new HandshakeReply(
                new Accepted("accept", Optional.of("mqtt"), List.of()),
                List.of(Map.entry("A", "1"), Map.entry("A", "2")),
                Duration.ofSeconds(3),
                Optional.empty(),
                Compression.NONE));
  }

  @Test
  void theFirstAnswerInsteadCounts() {
    Refused first = new Refused(401, "Who?");
    assertThat(PLAIN.instead(first).instead(new Refused(503, "Later.")).instead()).hasValue(first);
  }
}
