package org.wsbin.cli;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OutOfMemoryExitTest {

  @Test
  void aCauseCountsToo() {
    assertThat(OutOfMemoryExit.isOutOfMemory(new OutOfMemoryError())).isTrue();
    assertThat(OutOfMemoryExit.isOutOfMemory(new IllegalStateException(new OutOfMemoryError())))
        .isTrue();
    assertThat(OutOfMemoryExit.isOutOfMemory(new StackOverflowError())).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"thread", "logged"})
  @Timeout(60)
  void aProcessWithoutMemoryEnds(String how) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                Filling.class.getName(),
                how)
            .redirectErrorStream(true)
            .start();
    String output = new String(process.getInputStream().readAllBytes(), US_ASCII);
    assertThat(process.waitFor(30, SECONDS)).isTrue();
    assertThat(output).contains("wsbin is out of memory and ends.");
    assertThat(process.exitValue()).isEqualTo(3);
  }

  /** Fills its heap on a thread of its own, while another one would keep the process alive. */
  static final class Filling {
    private Filling() {}

    public static void main(String[] how) throws InterruptedException {
      OutOfMemoryExit.install();
      new Thread(how[0].equals("thread") ? Filling::fill : Filling::fillAndLog).start();
      Thread.sleep(20_000);
    }

    private static void fill() {
      List<byte[]> kept = new ArrayList<>();
      while (kept.size() < 1 << 20) {
        kept.add(new byte[1 << 20]);
      }
    }

    private static void fillAndLog() {
      try {
        fill();
      } catch (OutOfMemoryError caught) {
        Logger.getLogger("somebody").log(Level.WARNING, "Something failed.", caught);
      }
    }
  }
}
