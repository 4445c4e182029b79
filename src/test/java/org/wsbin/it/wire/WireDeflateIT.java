package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.wire.DeflatingPeer.RSV1;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.Background;
import org.wsbin.it.Waits;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Compressed messages, each by itself: no context is taken over. */
@DisplayName("RFC 7692 section 7.2: messages")
@ExtendWith(ServerExtension.class)
class WireDeflateIT {
  private static final WholeMessage REPETITIVE =
      WholeMessage.text("all work and no play ".repeat(5000));

  private final DeflatingPeer peer;

  WireDeflateIT(RunningServer server) throws IOException {
    peer = DeflatingPeer.open(server.ws("wire/echo"));
  }

  @AfterEach
  void disconnect() throws IOException {
    peer.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 65_535, 65_536, 65_537, 1_000_000})
  void aCompressedMessageComesBack(int length) throws Exception {
    for (WholeMessage message :
        List.of(
            WholeMessage.binary(Bytes.pattern(length)),
            WholeMessage.text("\u00e4".repeat(length)))) {
      CompletableFuture<WholeMessage> sending =
          Background.start(
              () -> {
                peer.send(message);
                return message;
              });

      assertThat(peer.read()).isEqualTo(message);
      assertThat(sending).succeedsWithin(Waits.LONG);
    }
  }

  @Test
  void whatCompressesComesBackCompressed() throws Exception {
    peer.send(REPETITIVE);
    List<Frame> echo = peer.socket().readThroughFin(ANSWER);

    assertThat(echo.get(0).rsv()).isEqualTo(RSV1);
    assertThat(Fragments.joined(echo).length()).isLessThan(REPETITIVE.payload().length() / 10);
    assertThat(peer.inflated(echo)).isEqualTo(REPETITIVE);
  }

  @Test
  @DisplayName("RFC 7692 section 6: RSV1 is on the first frame only")
  void continuationsComeBackWithoutRsv1() throws Exception {
    for (Frame frame : Fragments.of(peer.compressed(REPETITIVE), 20)) {
      peer.socket().send(frame);
    }

    List<Frame> echo = peer.socket().readThroughFin(ANSWER);

    assertThat(echo).extracting(Frame::rsv).startsWith(RSV1);
    assertThat(echo.stream().skip(1)).allMatch(frame -> frame.rsv() == 0);
    assertThat(peer.inflated(echo)).isEqualTo(REPETITIVE);
  }

  @Test
  void aMessageNeedNotBeCompressed() throws Exception {
    peer.socket().send(Frame.text("plain"));
    assertThat(peer.read()).isEqualTo(WholeMessage.text("plain"));

    peer.send(WholeMessage.text("compressed"));
    assertThat(peer.read()).isEqualTo(WholeMessage.text("compressed"));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 7, 1000})
  void aCompressedMessageMayComeInFragments(int size) throws Exception {
    WholeMessage message = WholeMessage.text("Grüße, \u4e16\u754c ".repeat(300));
    List<Frame> fragments = Fragments.of(peer.compressed(message), size);
    peer.socket().sendRaw(Fragments.asClientSends(fragments));

    assertThat(peer.read()).isEqualTo(message);
  }

  @Test
  void aCompressedMessageMayComeOctetByOctet() throws Exception {
    WholeMessage message = WholeMessage.text("\u20ac and cents ".repeat(100));
    peer.socket().sendOctetByOctet(peer.compressed(message).asClientSends());

    assertThat(peer.read()).isEqualTo(message);
  }

  @Test
  void emptyFragmentsOfACompressedMessageAreAllowed() throws Exception {
    Frame whole = peer.compressed(WholeMessage.text("hello"));
    List<Frame> fragments =
        List.of(
            new Frame(false, RSV1, Frame.TEXT, Bytes.EMPTY),
            Frame.continuation(whole.payload()).unfinished(),
            Frame.continuation(Bytes.EMPTY));
    peer.socket().sendRaw(Fragments.asClientSends(fragments));

    assertThat(peer.read()).isEqualTo(WholeMessage.text("hello"));
  }

  @Test
  @DisplayName("RFC 7692 section 6.1: control frames are not compressed")
  void aControlFrameMayComeWithinACompressedMessage() throws Exception {
    List<Frame> sent = new ArrayList<>(Fragments.of(peer.compressed(REPETITIVE), 50));
    sent.add(1, Frame.ping("within"));
    peer.socket().sendRaw(Fragments.asClientSends(sent));

    List<Frame> echo = new ArrayList<>(peer.socket().readThrough(Frame.PONG, ANSWER));
    assertThat(echo).last().isEqualTo(Frame.pong(Bytes.utf8("within")));
    echo.addAll(peer.socket().readThroughFin(ANSWER));
    assertThat(peer.inflated(echo)).isEqualTo(REPETITIVE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "f2 48 cd c9 c9 07 00", // section 7.2.3.1
        "00 05 00 fa ff 48 65 6c 6c 6f 00", // section 7.2.3.3: a block without compression
        "f3 48 cd c9 c9 07 00 00", // section 7.2.3.4: a block with BFINAL
        "f2 48 05 00 00 00 ff ff ca c9 c9 07 00" // section 7.2.3.5: two blocks
      })
  @DisplayName("RFC 7692 section 7.2.3: the examples")
  void eachOfTheExamplesIsHello(String hex) throws Exception {
    for (int times = 0; times < 2; times++) {
      peer.socket().send(Frame.text(Bytes.hex(hex)).withRsv(RSV1));

      assertThat(peer.read()).isEqualTo(WholeMessage.text("Hello"));
    }
  }

  @Test
  void aCloseIsAnsweredUncompressed() throws Exception {
    peer.send(REPETITIVE);
    peer.read();
    peer.socket().send(Frame.close(4000, "bye"));

    assertThat(peer.socket().read(ANSWER)).isEqualTo(Frame.close(4000, "bye"));
  }
}
