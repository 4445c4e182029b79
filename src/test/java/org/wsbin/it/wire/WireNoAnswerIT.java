package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.OncePerNetwork;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

@OncePerNetwork
@ExtendWith(ServerExtension.class)
class WireNoAnswerIT {
  private static final Duration MAX_FAULT_DURATION = Duration.ofSeconds(1);

  @Test
  void nothingComesForAsLongAsAFaultMayLast(RunningServer original) throws Exception {
    Map<String, String> shortest = Map.of("max-fault-duration", "1s");
    try (RunningServer server = Servers.startLike(original, shortest);
        RawHttp http = RawHttp.connect(server.base(), LONG)) {
      long start = System.nanoTime();
      Optional<RawResponse> answer =
          http.exchangeIfOpen(upgrade("wire/fault/no-answer").lines(server.base()));
      Duration silence = Duration.ofNanos(System.nanoTime() - start);

      assertThat(answer.map(RawResponse::status)).isIn(Optional.empty(), Optional.of(503));
      assertThat(silence).isGreaterThanOrEqualTo(MAX_FAULT_DURATION);
    }
  }
}
