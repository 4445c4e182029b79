package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.wire.DeflatingPeer.RSV1;

import java.io.IOException;
import java.util.List;
import java.util.zip.DataFormatException;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@DisplayName("RFC 7692 section 7.1.1: context takeover")
@ExtendWith(ServerExtension.class)
class WireDeflateContextIT {
  private static final String TAKEOVER = "wire/echo?context-takeover=true";

  /** It refers to nothing within itself: only an earlier copy makes it smaller. */
  private static final WholeMessage UNCOMPRESSIBLE = WholeMessage.binary(Bytes.pattern(2000));

  private final RunningServer server;

  WireDeflateContextIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate",
        "permessage-deflate; server_no_context_takeover",
        "permessage-deflate; client_no_context_takeover",
        "permessage-deflate; client_no_context_takeover; server_no_context_takeover"
      })
  void messagesComeBackInEveryCombination(String offer) throws Exception {
    for (String path : List.of("wire/echo", TAKEOVER)) {
      try (DeflatingPeer peer = DeflatingPeer.open(server.ws(path), offer)) {
        for (int i = 0; i < 100; i++) {
          WholeMessage message =
              WholeMessage.text("message %d of a hundred, all much the same".formatted(i));
          peer.send(message);

          assertThat(peer.read()).isEqualTo(message);
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 12, 15})
  @DisplayName("RFC 7692 section 7.1.2.1: the server does not refer further back than its window")
  void aSmallWindowHasNoRoomForTheEarlierMessage(int bits) throws Exception {
    String offer = "permessage-deflate; server_max_window_bits=" + bits;
    try (DeflatingPeer peer = DeflatingPeer.open(server.ws(TAKEOVER), offer)) {
      int first = lengthOfEcho(peer);
      int second = lengthOfEcho(peer);

      boolean room = 1 << bits >= UNCOMPRESSIBLE.payload().length();
      assertThat(second).isBetween(room ? 1 : first * 9 / 10, room ? first / 10 : first * 11 / 10);
    }
  }

  @Test
  void withContextTheServerRefersToEarlierMessages() throws Exception {
    try (DeflatingPeer peer = DeflatingPeer.open(server.ws(TAKEOVER))) {
      int first = lengthOfEcho(peer);
      int second = lengthOfEcho(peer);

      assertThat(second).isLessThan(first / 10);
    }
  }

  @Test
  void withoutContextTheServerDoesNot() throws Exception {
    try (DeflatingPeer peer = DeflatingPeer.open(server.ws("wire/echo"))) {
      assertThat(lengthOfEcho(peer)).isEqualTo(lengthOfEcho(peer));
    }
  }

  private static int lengthOfEcho(DeflatingPeer peer) throws IOException, DataFormatException {
    peer.send(UNCOMPRESSIBLE);
    List<Frame> echo = peer.socket().readThroughFin(ANSWER);
    assertThat(peer.inflated(echo)).isEqualTo(UNCOMPRESSIBLE);
    return Fragments.joined(echo).length();
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.3.2: sharing the window")
  void theSecondHelloIsShorter() throws Exception {
    try (DeflatingPeer peer = DeflatingPeer.open(server.ws(TAKEOVER))) {
      for (String hex : List.of("f2 48 cd c9 c9 07 00", "f2 00 11 00 00")) {
        peer.socket().send(Frame.text(Bytes.hex(hex)).withRsv(RSV1));

        assertThat(peer.read()).isEqualTo(WholeMessage.text("Hello"));
      }
    }
  }

  @Test
  @DisplayName("RFC 7692 section 7.2.3.4: a block with BFINAL does not end the context")
  void theContextOutlivesAFinalBlock() throws Exception {
    try (DeflatingPeer peer = DeflatingPeer.open(server.ws(TAKEOVER))) {
      for (String hex : List.of("f3 48 cd c9 c9 07 00 00", "f2 48 cd c9 c9 07 00")) {
        peer.socket().send(Frame.text(Bytes.hex(hex)).withRsv(RSV1));

        assertThat(peer.read()).isEqualTo(WholeMessage.text("Hello"));
      }
    }
  }

  @Test
  void withoutContextAReferenceToAnEarlierMessageDoesNotInflate() throws Exception {
    try (DeflatingPeer peer = DeflatingPeer.open(server.ws("wire/echo"))) {
      peer.socket().send(Frame.text(Bytes.hex("f2 48 cd c9 c9 07 00")).withRsv(RSV1));
      assertThat(peer.read()).isEqualTo(WholeMessage.text("Hello"));
      peer.socket().send(Frame.text(Bytes.hex("f2 00 11 00 00")).withRsv(RSV1));

      Failure.assertFailed(peer.socket(), 1007);
    }
  }
}
