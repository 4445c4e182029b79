package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.Role.CLIENT;
import static org.wsbin.protocol.Role.SERVER;

import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.conformance.Endpoint.Phase;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Role;
import org.wsbin.scenario.RawBehaviour;

class EndpointTest {
  private final Ending ending = new Ending();
  private int closed;
  private ScriptedPeer peer;
  private Endpoint endpoint;

  private void open(Role role) {
    peer = new ScriptedPeer(role);
    endpoint = new Endpoint(role, peer, () -> 0, new Wirelog(), ending, () -> closed++);
  }

  private void pass(int millis) {
    peer.clock.advance(Duration.ofMillis(millis));
  }

  private void close(int code) {
    endpoint.close(OptionalInt.of(code), new byte[0]);
  }

  private static byte[] body(int code) {
    return ScriptedPeer.body(code, "");
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void peerHasOneSecondToAnswerTheClose(Role role) {
    openWithoutEvents(role);
    close(1000);
    pass(999);
    assertThat(peer.aborted).isFalse();
    pass(1);

    assertThat(peer.aborted).isTrue();
    assertThat(closed).isEqualTo(1);
    assertThat(ending.clean).isFalse();
    assertThat(ending.notAnswered).isTrue();
    assertThat(ending.droppedByMe).isTrue();
    assertThat(ending.closedByMe).isTrue();
    assertThat(ending.failedByMe).isFalse();
  }

  /** Ends of TCP go nowhere. */
  private void openWithoutEvents(Role role) {
    open(role);
    peer.play(new Deaf(), Duration.ZERO);
    peer.aborted = false;
    peer.revive();
  }

  private static final class Deaf implements RawBehaviour {
    @Override
    public void opened(org.wsbin.scenario.RawPeer connection) {}

    @Override
    public void received(java.nio.ByteBuffer bytes) {}

    @Override
    public void inputEnded() {}

    @Override
    public void ready() {}

    @Override
    public void close(org.wsbin.protocol.CloseStatus status) {}

    @Override
    public void ended(EndOfStream how) {}
  }

  @Test
  void serverHasOneSecondToEndTcp() {
    openWithoutEvents(CLIENT);
    close(1000);
    pass(900);
    endpoint.closeReceived(body(1000));
    pass(999);
    assertThat(closed).isZero();
    pass(1);

    assertThat(closed).isEqualTo(1);
    assertThat(peer.aborted).isTrue();
    assertThat(ending.serverKeptTcp).isTrue();
    assertThat(ending.notAnswered).isFalse();
    assertThat(ending.clean).isFalse();
  }

  @Test
  void suiteAsServerEndsTcpItselfWhenTheCloseIsAnswered() {
    openWithoutEvents(SERVER);
    close(1000);
    endpoint.closeReceived(body(1000));

    assertThat(closed).isEqualTo(1);
    assertThat(peer.outputEnded).as("a FIN, no reset").isTrue();
    assertThat(peer.aborted).isFalse();
    assertThat(ending.clean).isTrue();
    assertThat(ending.droppedByMe).isTrue();
  }

  @Test
  void peersCloseIsAnsweredWith1000() {
    openWithoutEvents(SERVER);
    endpoint.closeReceived(body(3000));
    peer.settle();

    assertThat(peer.heard)
        .singleElement()
        .satisfies(frame -> assertThat(frame.payload()).isEqualTo(body(1000)));
    assertThat(peer.outputEnded).isTrue();
    assertThat(ending.closedByMe).isFalse();
    assertThat(ending.clean).isTrue();
    assertThat(ending.remoteCode).hasValue(3000);
  }

  @Test
  void serverThatClosesFirstAndKeepsTcpIsCutOffInTheEnd() {
    openWithoutEvents(CLIENT);
    endpoint.closeReceived(body(1000));
    pass(4999);
    assertThat(closed).isZero();
    pass(1);

    assertThat(closed).isEqualTo(1);
    assertThat(peer.aborted).isTrue();
    assertThat(ending.clean).as("both closes were exchanged").isTrue();
    assertThat(ending.droppedByMe).isTrue();
  }

  @Test
  void failureClosesAndStillWaitsForTheAnswer() {
    openWithoutEvents(SERVER);
    endpoint.fail(1002, "why");
    peer.settle();
    assertThat(endpoint.is(Phase.CLOSING)).isTrue();
    assertThat(peer.heard.get(0).payload()).isEqualTo(ScriptedPeer.body(1002, "why"));
    endpoint.closeReceived(body(1000));

    assertThat(ending.failedByMe).isTrue();
    assertThat(ending.closedByMe).isTrue();
    assertThat(ending.clean).isTrue();
    assertThat(ending.localCode).hasValue(1002);
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  void failureWhileClosingEndsTcp(Role role) {
    openWithoutEvents(role);
    close(1000);
    endpoint.fail(1001, "Going Away");
    assertThat(closed).isEqualTo(1);
    assertThat(peer.outputEnded).isTrue();
    assertThat(ending.localCode).as("the first close counts").hasValue(1000);
    assertThat(ending.failedByMe).isTrue();
    assertThat(ending.clean).isFalse();

    assertThat(peer.aborted).isFalse();
    pass(5000);
    assertThat(peer.aborted).as("a peer that does not end TCP is cut off").isTrue();
    assertThat(closed).isEqualTo(1);
  }

  @Test
  void nothingCountsAfterwards() {
    openWithoutEvents(SERVER);
    close(1000);
    endpoint.closeReceived(body(1000));
    close(1001);
    endpoint.fail(1002, "late");
    endpoint.lost();
    endpoint.drop();
    pass(60_000);

    assertThat(closed).isEqualTo(1);
    assertThat(ending.clean).isTrue();
    assertThat(ending.failedByMe).isFalse();
    assertThat(ending.localCode).hasValue(1000);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {
        0, 999, 1004, 1005, 1006, 1012, 1013, 1014, 1015, 1016, 1100, 2000, 2999, 5000, 65_535
      })
  @DisplayName("RFC 6455 7.4: a close with a code that must not be sent is no answer")
  void invalidCodeIsNoAnswer(int code) {
    openWithoutEvents(SERVER);
    close(1000);
    endpoint.closeReceived(body(code));

    assertThat(ending.clean).isFalse();
    assertThat(ending.failedByMe).isTrue();
    assertThat(ending.remoteCode).hasValue(code);
    assertThat(closed).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      ints = {1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011, 3000, 3999, 4000, 4999})
  void validCodeIsAnAnswer(int code) {
    openWithoutEvents(SERVER);
    close(1000);
    endpoint.closeReceived(body(code));

    assertThat(ending.clean).isTrue();
    assertThat(ending.failedByMe).isFalse();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  @DisplayName(
      "RFC 6455 7.4: the peer's own close with a wrong code fails the connection with 1002")
  void invalidCodeOfThePeersOwnClose(Role role) {
    openWithoutEvents(role);
    endpoint.closeReceived(body(1005));

    assertThat(ending.localCode).hasValue(1002);
    assertThat(ending.closedByMe).isTrue();
    assertThat(ending.clean).isTrue();
    assertThat(endpoint.is(role == SERVER ? Phase.CLOSED : Phase.CLOSING)).isTrue();
  }

  @Test
  @DisplayName("RFC 6455 5.5.1: a close of one octet fails the connection, and has no code")
  void closeOfOneOctet() {
    openWithoutEvents(SERVER);
    endpoint.closeReceived(new byte[] {97});

    assertThat(ending.localCode).hasValue(1002);
    assertThat(ending.remoteCode).isEmpty();
    assertThat(ending.remoteReason).isNull();
  }

  @ParameterizedTest
  @EnumSource(Role.class)
  @DisplayName("RFC 6455 8.1: a reason that is not UTF-8 ends TCP, and is not clean")
  void reasonThatIsNotUtf8(Role role) {
    openWithoutEvents(role);
    endpoint.closeReceived(ScriptedPeer.body(1000, "\u00ff"));

    assertThat(closed).isEqualTo(1);
    assertThat(ending.localCode).hasValue(1007);
    assertThat(ending.clean).isFalse();
    assertThat(ending.remoteCode).hasValue(1000);
    assertThat(ending.remoteReason).isEqualTo("0xff");
  }

  @Test
  void pingsAreAnsweredWhileOpenOnly() {
    openWithoutEvents(SERVER);
    endpoint.ping(new byte[] {1});
    close(1000);
    endpoint.ping(new byte[] {2});
    peer.settle();

    assertThat(peer.heard).extracting(ScriptedPeer.Heard::opcode).containsExactly(10, 8);
  }

  @Test
  void killOfSilentPeerTakesOneSecondMore() {
    ScriptedPeer silent = new ScriptedPeer(SERVER);
    assertThat(Played.against(silent, "1.1.2").time()).isEqualTo(Duration.ofSeconds(2));
    ScriptedPeer end = new ScriptedPeer(SERVER);
    assertThat(Played.against(end, "2.6").time()).isEqualTo(Duration.ofSeconds(3));
  }
}
