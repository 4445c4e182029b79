package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.ConnectionState.OPEN;
import static org.wsbin.protocol.ConnectionState.Phase.CLOSED;
import static org.wsbin.protocol.ConnectionState.Phase.CLOSING;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.ConnectionState.Party;

class ConnectionStateTest {
  private static final CloseFrame BYE = CloseFrame.of(1001, "bye");
  private static final CloseFrame DONE = CloseFrame.of(1000, "done");

  @Test
  @DisplayName("RFC 6455 section 4.1: before the opening handshake is done nothing is sent")
  void connecting() {
    assertThat(ConnectionState.CONNECTING.maySend()).isFalse();
    assertThat(ConnectionState.CONNECTING.mayReceive()).isFalse();
    assertThat(ConnectionState.CONNECTING.ended().closedBy()).hasValue(Party.NETWORK);
  }

  @Test
  @DisplayName("RFC 6455 section 4.1: an open connection sends and receives")
  void open() {
    assertThat(OPEN.maySend()).isTrue();
    assertThat(OPEN.mayReceive()).isTrue();
    assertThat(OPEN.closedBy()).isEmpty();
    assertThat(OPEN.answer()).isEmpty();
    assertThat(OPEN.clean()).isFalse();
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.5: if TCP ends without a close frame, the code is 1006")
  void noCloseFrame() {
    ConnectionState state = OPEN.ended();
    assertThat(state.phase()).isEqualTo(CLOSED);
    assertThat(state.closedBy()).hasValue(Party.NETWORK);
    assertThat(state.code()).isEqualTo(1006);
    assertThat(state.reason()).isEmpty();
    assertThat(state.clean()).isFalse();
    assertThat(state.maySend()).isFalse();
    assertThat(state.mayReceive()).isFalse();
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: after our close frame nothing is sent, but still received")
  void weClose() {
    ConnectionState sent = OPEN.sent(DONE);
    assertThat(sent.phase()).isEqualTo(CLOSING);
    assertThat(sent.maySend()).isFalse();
    assertThat(sent.mayReceive()).isTrue();
    assertThat(sent.code()).as("no answer yet").isEqualTo(1006);

    ConnectionState answered = sent.received(BYE);
    assertThat(answered.clean()).isTrue();
    assertThat(answered.closedBy()).hasValue(Party.US);
    assertThat(answered.answer()).as("ours was sent").isEmpty();
    assertThat(answered.code()).isEqualTo(1001);
    assertThat(answered.reason()).isEqualTo("bye");
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.1: the peer's close is answered with its code and reason")
  void peerCloses() {
    ConnectionState received = OPEN.received(BYE);
    assertThat(received.phase()).isEqualTo(CLOSING);
    assertThat(received.mayReceive()).isFalse();
    assertThat(received.maySend()).as("data may go out before ours").isTrue();
    assertThat(received.answer()).hasValue(BYE);

    ConnectionState answered = received.sent(received.answer().orElseThrow());
    assertThat(answered.clean()).isTrue();
    assertThat(answered.closedBy()).hasValue(Party.PEER);
    assertThat(answered.answer()).isEmpty();
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.5: a close frame without a code is 1005")
  void peerClosesWithoutACode() {
    ConnectionState state = OPEN.received(CloseFrame.WITHOUT_CODE);
    assertThat(state.answer()).hasValue(CloseFrame.WITHOUT_CODE);
    assertThat(state.code()).isEqualTo(1005);
  }

  @Test
  @DisplayName("RFC 6455 section 7.1.5: only the first close frame of each end counts")
  void theFirstCounts() {
    ConnectionState state = OPEN.received(BYE).received(DONE).sent(DONE).sent(BYE);
    assertThat(state.received()).hasValue(BYE);
    assertThat(state.sent()).hasValue(DONE);
  }

  @Test
  void theEndKeepsHowItCame() {
    ConnectionState state = OPEN.sent(DONE).ended();
    assertThat(state.phase()).isEqualTo(CLOSED);
    assertThat(state.closedBy()).hasValue(Party.US);
    assertThat(state.sent(BYE)).isEqualTo(state);
    assertThat(state.received(BYE)).isEqualTo(state);
    assertThat(state.answer()).isEmpty();
  }
}
