package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageKind;

class UpperTest {

  @Test
  void aTextComesBackInCapitals() {
    PlayedScenario upper = PlayedScenario.open("upper");
    upper.part("Stra");
    upper.text("ße i");
    assertThat(upper.texts()).containsExactly("STRA", "SSE I");
    assertThat(upper.peer.sent).extracting(sent -> sent.last()).containsExactly(false, true);
    assertThat(upper.closes()).as("it goes on").isEmpty();
  }

  @Test
  void aBinaryMessageComesBackAsItWas() {
    PlayedScenario upper = PlayedScenario.open("upper");
    upper.slice(MessageKind.BINARY, "abc".getBytes(UTF_8), true);
    assertThat(upper.texts()).containsExactly("abc");
  }
}
