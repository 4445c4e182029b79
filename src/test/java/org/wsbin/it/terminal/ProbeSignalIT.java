package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.OnStandalone;

/** {@code java -jar wsbin.war probe}, stopped by a signal while the far end says nothing. */
@OnStandalone
class ProbeSignalIT {
  /** The exit code of Java if a signal comes before wsbin is there. */
  private static final int OF_JAVA = 143;

  private static Process start(ServerSocket silent) throws Exception {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-jar",
            System.getProperty("wsbin.war", "target/wsbin.war"),
            "probe",
            "ws://127.0.0.1:" + silent.getLocalPort() + "/")
        .redirectErrorStream(true)
        .start();
  }

  private static BufferedReader out(Process process) {
    return new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
  }

  private static String rest(BufferedReader out) {
    return out.lines().collect(Collectors.joining("\n"));
  }

  @ParameterizedTest
  @ValueSource(longs = {400, 800, 1200, 1600, 2000})
  void whileItStartsItEndsWithoutAWord(long millis) throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Process process = start(silent);
      LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(millis));
      process.toHandle().destroy(); // the other one closes the streams
      try (BufferedReader out = out(process)) {
        assertThat(rest(out)).doesNotContain("unexpectedly", "could not delete", "incomplete");
      }
      assertThat(process.waitFor()).isIn(130, OF_JAVA);
    }
  }

  @Test
  void whileItWaitsForTheHandshakeItEndsAtOnce() throws Exception {
    try (ServerSocket silent = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
      Process process = start(silent);
      try (BufferedReader out = out(process)) {
        assertThat(out.readLine()).startsWith("Probing ws://127.0.0.1:");
        silent.accept();
        process.toHandle().destroy(); // the other one closes the streams
        assertThat(rest(out)).doesNotContain("FOUND", "unexpectedly");
      }
      assertThat(process.waitFor()).isEqualTo(130);
    }
  }
}
