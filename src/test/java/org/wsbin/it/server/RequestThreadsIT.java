package org.wsbin.it.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;

/** java -jar serves /ws with threads of its own, not with those of Tomcat's pool. */
@OnStandalone
class RequestThreadsIT {
  @Test
  void oneEchoAfterTheOtherNeedsFewThreads() throws Exception {
    try (RunningServer server = Servers.start("standalone", Map.of());
        RawWebSocket client = RawWebSocket.open(server.ws("ws/echo"))) {
      for (int i = 0; i < 100; i++) {
        client.send(Frame.text("hello"));
        client.readMessage(Duration.ofSeconds(10));
      }
      String threads = threads(server.pid().orElseThrow());
      assertThat(threads).doesNotContainPattern("\"http-nio-.*-exec-");
      assertThat(threads.lines().filter(line -> line.startsWith("\"wsbin-request-")))
          .hasSizeBetween(1, 5);
    }
  }

  private static String threads(long pid) throws IOException {
    Process jcmd =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                "Thread.print")
            .redirectErrorStream(true)
            .start();
    return new String(jcmd.getInputStream().readAllBytes(), UTF_8);
  }
}
