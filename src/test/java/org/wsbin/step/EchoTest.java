package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.FakePeer.Sent;

class EchoTest {

  @Test
  void eachSliceGoesBackAsItCame() {
    PlayedScenario echo = PlayedScenario.open("echo");
    echo.part("frag");
    echo.part("");
    echo.text("ment");
    echo.slice(MessageKind.BINARY, "".getBytes(UTF_8), true);
    echo.run.closed();
    assertThat(echo.peer.sent)
        .containsExactly(
            sent(MessageKind.TEXT, "frag", false),
            sent(MessageKind.TEXT, "", false),
            sent(MessageKind.TEXT, "ment", true),
            sent(MessageKind.BINARY, "", true));
    assertThat(echo.peer.closed).isEmpty();
  }

  @Test
  void aStepsMessageWaitsForTheEndOfAnEcho() {
    PlayedScenario echo = PlayedScenario.open("echo/delay/1s/message/hi/close/4000");
    echo.part("one ");
    echo.passes("PT2S");
    assertThat(echo.texts()).containsExactly("one ");
    assertThat(echo.closes()).isEmpty();
    echo.text("two");
    echo.run.roomAgain();
    assertThat(echo.texts()).containsExactly("one ", "two", "hi");
    assertThat(echo.closes()).containsExactly("4000");
  }

  @Test
  void aRepeatedTextIsLeftOutMeanwhile() {
    PlayedScenario echo = PlayedScenario.open("echo/repeat/tick/1000");
    echo.part("one ");
    echo.passes("PT3S");
    echo.text("two");
    echo.passes("PT1S");
    assertThat(echo.texts()).containsExactly("one ", "two", "tick");
  }

  private static Sent sent(MessageKind kind, String text, boolean last) {
    return new Sent(Duration.ZERO, kind, text, last);
  }
}
