package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** {@code java -jar wsbin.war bench} as a process. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class BenchProcessIT {
  private final RunningServer server;

  BenchProcessIT(RunningServer server) {
    this.server = server;
  }

  private Process start(String... options) throws Exception {
    return start(List.of(), server.ws("wire/echo").toString(), options);
  }

  private static Process start(List<String> ofJava, String url, String... options)
      throws Exception {
    List<String> command =
        new ArrayList<>(
            List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString()));
    command.addAll(ofJava);
    command.addAll(List.of("-jar", System.getProperty("wsbin.war", "target/wsbin.war"), "bench"));
    command.addAll(List.of(options));
    command.add(url);
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  private static BufferedReader out(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  private static String rest(BufferedReader out) {
    return out.lines().collect(Collectors.joining("\n"));
  }

  @Test
  void aThresholdThatIsMetFailsTheRun() throws Exception {
    Process process =
        start("--rate", "50", "--duration", "1s", "--warmup", "0", "--fail-if", "rate<1000");
    try (BufferedReader out = out(process)) {
      assertThat(rest(out))
          .contains("echo, 10 connections, 50 messages/s", "round trip   p50 ")
          .contains("Failed: rate<1000: rate is 50");
    }
    assertThat(process.waitFor()).isEqualTo(1);
  }

  @Test
  void aSignalEndsTheRunWithWhatWasMeasuredSoFar() throws Exception {
    Process process = start("--rate", "50", "--duration", "1h", "--warmup", "0");
    try (BufferedReader out = out(process)) {
      assertThat(out.readLine()).contains("for 1h after 0 of warm-up");
      LockSupport.parkNanos(TimeUnit.SECONDS.toNanos(3));
      process.toHandle().destroy(); // the other one closes the streams
      assertThat(rest(out)).contains("round trip   p50 ", "errors       none");
    }
    assertThat(process.waitFor()).isEqualTo(130);
  }

  /** Java throws what is no IOException then. */
  @Test
  void anAddressThatThisJavaCannotUseIsAnError() throws Exception {
    Process process =
        start(
            List.of("-Djava.net.preferIPv4Stack=true"),
            "ws://[::1]:8000/",
            "--duration",
            "1s",
            "--warmup",
            "0");
    try (BufferedReader out = out(process)) {
      assertThat(rest(out))
          .contains("10 × connect: IPv6 is turned off")
          .doesNotContain("Exception");
    }
    assertThat(process.waitFor()).isEqualTo(3);
  }
}
