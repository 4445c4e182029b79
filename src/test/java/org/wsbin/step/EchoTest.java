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
    Played echo = Played.open("echo");
    echo.part("frag");
    echo.part("");
    echo.text("ment");
    echo.slice(MessageKind.BINARY, "".getBytes(UTF_8), true);
    echo.play.closed();
    assertThat(echo.peer.sent)
        .containsExactly(
            sent(MessageKind.TEXT, "frag", false),
            sent(MessageKind.TEXT, "", false),
            sent(MessageKind.TEXT, "ment", true),
            sent(MessageKind.BINARY, "", true));
    assertThat(echo.peer.closed).isEmpty();
  }

  private static Sent sent(MessageKind kind, String text, boolean last) {
    return new Sent(Duration.ZERO, kind, text, last);
  }
}
