package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.scenario.Silence;

class ClosingTest {
  private final List<String> sent = new ArrayList<>();
  private final Closing closing =
      new Closing(
          body ->
              sent.add(body.hasRemaining() ? body.getShort() + " " + UTF_8.decode(body) : "none"));

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close is answered with its own code, once")
  void aCloseIsAnswered() {
    closing.received(status(4001));
    closing.received(status(4002));
    assertThat(sent).containsExactly("4001 ");
    assertThat(closing.handshake().done()).isTrue();
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: a close without a code is answered without one")
  void aCloseWithoutACodeIsAnsweredWithoutOne() {
    closing.received(Optional.empty());
    assertThat(sent).containsExactly("none");
  }

  @Test
  void onlyTheFirstOfOursIsSent() {
    closing.ourselves(new CloseStatus(1000, "first").body());
    closing.ourselves(new CloseStatus(1001, "second").body());
    closing.received(status(1000));
    assertThat(sent).containsExactly("1000 first");
  }

  @Test
  void whatWasSentByOtherMeansIsNotFollowedByAnother() {
    closing.sent();
    closing.ourselves(new CloseStatus(1000, "").body());
    closing.received(status(1000));
    assertThat(sent).isEmpty();
    assertThat(closing.handshake().done()).isTrue();
  }

  @Test
  void aMutedOneAnswersWhenItIsMutedNoMore() {
    closing.mute(Silence.ALL);
    closing.received(status(4001));
    assertThat(sent).isEmpty();
    assertThat(closing.handshake().done()).isFalse();
    closing.mute(Silence.NONE);
    assertThat(sent).containsExactly("4001 ");
    closing.mute(Silence.NONE);
    assertThat(sent).hasSize(1);
  }

  @Test
  void whereNothingCameNothingIsAnsweredLater() {
    closing.mute(Silence.ALL);
    closing.mute(Silence.NONE);
    assertThat(sent).isEmpty();
  }

  @Test
  void oneThatIgnoresClosesMayCloseItself() {
    closing.mute(Silence.CLOSE);
    closing.received(status(4001));
    closing.ourselves(new CloseStatus(1000, "").body());
    assertThat(sent).containsExactly("1000 ");
  }

  @Test
  void aMutedOneDoesNotCloseItself() {
    closing.mute(Silence.ALL);
    closing.ourselves(ByteBuffer.allocate(0));
    assertThat(sent).isEmpty();
  }

  private static Optional<CloseStatus> status(int code) {
    return Optional.of(new CloseStatus(code, "reason"));
  }
}
