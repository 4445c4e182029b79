package org.wsbin.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;
import org.wsbin.observe.PrometheusText;

/** A thousand members that vanish, or never read, at a heap of 256 MiB. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class ChannelAbuseIT {
  private static final int VANISHING = 800;
  private static final int NEVER_READING = 200;
  private static final int CHANNELS = 4;

  private final RunningServer original;

  ChannelAbuseIT(RunningServer original) {
    this.original = original;
  }

  @Test
  void membersThatVanishOrNeverReadStayWithinTheMemory() throws Exception {
    List<RawWebSocket> abusers = new ArrayList<>();
    List<RawWebSocket> innocent = new ArrayList<>();
    String message = "x".repeat(64_000);
    try (RunningServer server = Servers.startLike(original, "256m", Map.of("send-timeout", "2s"))) {
      for (int i = 0; i < CHANNELS; i++) {
        innocent.add(RawWebSocket.open(server.ws("wire/channel/c" + i + "?slow=drop")));
      }
      for (int i = 0; i < VANISHING + NEVER_READING; i++) {
        String slow = List.of("close", "drop", "block").get(i % 3);
        String path = (i % 2 == 0 ? "wire" : "ws") + "/channel/c" + i % CHANNELS;
        RawWebSocket abuser =
            RawWebSocket.open(server.ws(path + "?format=json&presence=true&slow=" + slow));
        if (i < VANISHING) {
          abuser.reset();
        } else {
          abusers.add(abuser);
        }
      }
      double most = 0;
      for (int i = 0; i < 100; i++) {
        for (RawWebSocket member : innocent) {
          WholeMessage own = WholeMessage.text(i + message);
          member.send(Frame.text(own.text()));
          assertThat(member.readMessage(LONG.plusSeconds(20))).isEqualTo(own);
        }
        most = Math.max(most, metric(server, "wsbin_memory_used_bytes"));
      }
      double limit = metric(server, "wsbin_memory_limit_bytes");
      assertThat(most).as("most that was used").isLessThan(limit * 1.1);
      for (RawWebSocket abuser : abusers) {
        abuser.reset();
      }
      await()
          .atMost(Duration.ofSeconds(30))
          .until(() -> metric(server, "wsbin_memory_used_bytes") <= limit / 4);
    } finally {
      for (RawWebSocket socket : innocent) {
        socket.reset();
      }
    }
  }

  private static double metric(RunningServer server, String name) throws IOException {
    URI at = server.base();
    String text =
        RawHttp.once(
                at,
                List.of(
                    "GET " + at.getPath() + "metrics HTTP/1.1",
                    "Host: " + at.getAuthority(),
                    "Connection: close"),
                LONG)
            .body()
            .utf8();
    return PrometheusText.samples(text).get(name);
  }
}
