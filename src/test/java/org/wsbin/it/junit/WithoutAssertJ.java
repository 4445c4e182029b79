package org.wsbin.it.junit;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wsbin.junit.Wsbin;
import org.wsbin.junit.WsbinServer;
import org.wsbin.junit.WsbinTranscript;

/** A test class that {@link TestRun} runs with Jupiter alone. */
@Wsbin
class WithoutAssertJ {
  @Test
  void theExtensionWorks(WsbinServer server, WsbinTranscript transcript) {
    assertThrows(
        ClassNotFoundException.class, () -> Class.forName("org.assertj.core.api.Assertions"));
    assertThrows(AssertionError.class, () -> transcript.await(Duration.ofMillis(10)));
    assertTrue(server.port() > 0);
  }
}
