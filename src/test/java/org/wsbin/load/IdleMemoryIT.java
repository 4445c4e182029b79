package org.wsbin.load;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.Footprint;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/**
 * What the server's heap holds for a connection that does nothing. Tomcat's buffers alone would be
 * 16 KiB.
 */
@OnStandalone
@ExtendWith(ServerExtension.class)
class IdleMemoryIT {
  private static final int WARM_UP = 200;
  private static final int IDLE = 2000;

  /** Bytes for each connection, at most; 3.7 KiB when this was written. */
  private static final long MOST = 8L << 10;

  private final RunningServer original;

  IdleMemoryIT(RunningServer original) {
    this.original = original;
  }

  @Test
  void anIdleConnectionHasNoBuffers() throws Exception {
    Map<String, String> many = Map.of("max-connections", Integer.toString(2 * IDLE));
    try (RunningServer server = Servers.startLike(original, many);
        IdleCrowd first = new IdleCrowd();
        IdleCrowd crowd = new IdleCrowd()) {
      first.connect(server.ws("wire/echo"), WARM_UP);
      Footprint before = Footprint.of(server.pid().orElseThrow());

      crowd.connect(server.ws("wire/echo"), IDLE);

      Footprint after = Footprint.of(server.pid().orElseThrow());
      assertThat(crowd.open()).isEqualTo(IDLE);
      assertThat((after.heap() - before.heap()) / IDLE).isPositive().isLessThan(MOST);
    }
  }
}
