package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SinkTest {
  private static final String SHA256_OF_HELLO =
      "2cf24dba5fb0a30e26e83b2ac5b9e29e1b161e5c1fa7425e73043362938b9824";
  private static final String SHA256_OF_NOTHING =
      "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";

  @Test
  void theReceiptSaysWhatCame() {
    PlayedScenario sink = PlayedScenario.open("sink");
    sink.peer.fragments = 2;
    sink.passes("PT1S");
    sink.part("hel");
    sink.passes("PT0.25S");
    sink.text("lo");
    assertThat(sink.texts())
        .containsExactly(
            "{\"kind\":\"text\",\"bytes\":5,\"fragments\":2,\"sha256\":\""
                + SHA256_OF_HELLO
                + "\",\"millis\":250}");
    assertThat(sink.closes()).containsExactly("1000");
  }

  @Test
  void anEmptyBinaryMessageHasAReceiptToo() {
    PlayedScenario sink = PlayedScenario.open("sink");
    sink.binary();
    assertThat(sink.texts())
        .containsExactly(
            "{\"kind\":\"binary\",\"bytes\":0,\"fragments\":0,\"sha256\":\""
                + SHA256_OF_NOTHING
                + "\",\"millis\":0}");
  }

  @Test
  void anEchoBeforeItStillGetsTheMessage() {
    PlayedScenario sink = PlayedScenario.open("echo/sink");
    sink.text("hello");
    assertThat(sink.texts()).hasSize(2).startsWith("hello");
    assertThat(sink.texts().get(1)).contains(SHA256_OF_HELLO);
  }

  @Test
  void aMessageThatCameEarlyIsNotLost() {
    PlayedScenario sink = PlayedScenario.open("delay/1s/sink/sink");
    sink.text("hello");
    sink.text("");
    assertThat(sink.texts()).isEmpty();
    sink.passes("PT1S");
    assertThat(sink.texts()).hasSize(2);
    assertThat(sink.texts().get(0)).contains(SHA256_OF_HELLO);
    assertThat(sink.texts().get(1)).contains(SHA256_OF_NOTHING);
  }
}
