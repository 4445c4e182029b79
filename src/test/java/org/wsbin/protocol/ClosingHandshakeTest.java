package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.ClosingHandshake.Ending;
import org.wsbin.protocol.ClosingHandshake.Party;

class ClosingHandshakeTest {
  private static final Optional<CloseStatus> BYE = Optional.of(new CloseStatus(1001, "bye"));

  private final ClosingHandshake closing = new ClosingHandshake();

  @Test
  @DisplayName("RFC 6455 section 7.1.5: TCP ends without a close frame, which is 1006, not clean")
  void noCloseFrame() {
    assertThat(closing.maySend()).isTrue();
    assertThat(closing.mayReceive()).isTrue();
    assertThat(closing.done()).isFalse();
    assertThat(closing.ending()).isEqualTo(new Ending(Party.NETWORK, 1006, "", false));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: after our close frame nothing is sent, but still received")
  void weClose() {
    closing.sent();
    assertThat(closing.maySend()).isFalse();
    assertThat(closing.mayReceive()).isTrue();
    assertThat(closing.done()).isFalse();
    assertThat(closing.ending()).isEqualTo(new Ending(Party.US, 1006, "", false));

    closing.received(BYE);
    assertThat(closing.mayReceive()).isFalse();
    assertThat(closing.done()).isTrue();
    assertThat(closing.ending()).isEqualTo(new Ending(Party.US, 1001, "bye", true));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: after the peer's close frame data may go out before ours")
  void peerCloses() {
    closing.received(BYE);
    assertThat(closing.mayReceive()).isFalse();
    assertThat(closing.maySend()).isTrue();
    assertThat(closing.done()).isFalse();
    assertThat(closing.ending()).isEqualTo(new Ending(Party.PEER, 1001, "bye", false));

    closing.sent();
    assertThat(closing.maySend()).isFalse();
    assertThat(closing.done()).isTrue();
    assertThat(closing.ending()).isEqualTo(new Ending(Party.PEER, 1001, "bye", true));
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.5: a close frame without a code is 1005")
  void peerClosesWithoutACode() {
    closing.received(Optional.empty());
    closing.sent();
    assertThat(closing.ending()).isEqualTo(new Ending(Party.PEER, 1005, "", true));
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.5: the first close frame counts")
  void secondCloseFrameIsNothing() {
    closing.received(BYE);
    closing.received(Optional.of(new CloseStatus(1000, "again")));
    closing.sent();
    closing.sent();
    assertThat(closing.ending()).isEqualTo(new Ending(Party.PEER, 1001, "bye", true));
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.5: a first close frame without a code counts as well")
  void secondCloseFrameBringsNoCode() {
    closing.received(Optional.empty());
    closing.received(BYE);
    assertThat(closing.ending()).isEqualTo(new Ending(Party.PEER, 1005, "", false));
  }
}
