package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.FrameReader;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Frames come back as they are. */
@ExtendWith(ServerExtension.class)
class WireEchoIT {
  private static final List<Frame> FRAGMENTS =
      List.of(
          Frame.text("").unfinished(),
          Frame.continuation(Bytes.utf8("one")).unfinished(),
          Frame.continuation(Bytes.EMPTY).unfinished(),
          Frame.continuation(Bytes.utf8("two, \u20ac")).unfinished(),
          Frame.continuation(Bytes.EMPTY));

  private final RawWebSocket socket;

  WireEchoIT(RunningServer server) throws IOException {
    socket = RawWebSocket.open(server.ws("wire/echo"));
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125, 126, 127, 10_000, 65_535, 65_536})
  @DisplayName("RFC 6455 section 5.2: each of the three lengths, at its bounds")
  void aFrameComesBackAsOneFrame(int length) throws IOException {
    for (Frame frame :
        List.of(Frame.binary(Bytes.pattern(length)), Frame.text("x".repeat(length)))) {
      socket.send(frame);

      assertThat(socket.read(ANSWER)).isEqualTo(frame);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"hello", "Grüße, \u4e16\u754c", "\ud834\udd1e\ud83d\ude80", "\u0000\ufeff\uffff"})
  void everyCharacterComesBack(String text) throws IOException {
    socket.send(Frame.text(text));

    assertThat(socket.read(ANSWER)).isEqualTo(Frame.text(text));
  }

  @Test
  void binaryNeedNotBeUtf8() throws IOException {
    Frame frame = Frame.binary(Bytes.hex("ff fe 80 c0 ed a0 80"));
    socket.send(frame);

    assertThat(socket.read(ANSWER)).isEqualTo(frame);
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: the same fragments")
  void fragmentsComeBackAsTheSameFragments() throws IOException {
    socket.sendRaw(Fragments.asClientSends(FRAGMENTS));

    assertThat(socket.readThroughFin(ANSWER)).isEqualTo(FRAGMENTS);
  }

  @Test
  void aFragmentComesBackBeforeTheNextIsSent() throws IOException {
    for (Frame frame : FRAGMENTS) {
      socket.send(frame);

      assertThat(socket.read(ANSWER)).isEqualTo(frame);
    }
  }

  @Test
  @DisplayName("RFC 6455 section 5.4: control frames between fragments")
  void pingsBetweenFragmentsAreAnsweredAtOnce() throws IOException {
    for (Frame fragment : FRAGMENTS) {
      socket.send(Frame.ping("between"));
      assertThat(socket.read(ANSWER)).isEqualTo(Frame.pong(Bytes.utf8("between")));

      socket.send(fragment);
      assertThat(socket.read(ANSWER)).isEqualTo(fragment);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 125})
  @DisplayName("RFC 6455 section 5.5.2: a pong carries the ping's payload")
  void aPingIsAnsweredWithItsPayload(int length) throws IOException {
    Bytes payload = Bytes.pattern(length);
    socket.send(new Frame(true, 0, Frame.PING, payload));

    assertThat(socket.read(ANSWER)).isEqualTo(Frame.pong(payload));
  }

  @Test
  @DisplayName("RFC 6455 section 5.5.3: a pong that nobody asked for")
  void aPongIsIgnored() throws IOException {
    socket.send(Frame.pong(Bytes.utf8("unasked")));
    socket.send(Frame.text("next"));

    assertThat(socket.read(ANSWER)).isEqualTo(Frame.text("next"));
  }

  @Test
  void aCharacterMayBeSplitAcrossFragments() throws IOException {
    List<Frame> sent = Fragments.of(Frame.text("a\u20ac\ud834\udd1ez"), 1);
    socket.sendRaw(Fragments.asClientSends(sent));

    List<Frame> echo = socket.readThroughFin(ANSWER);

    assertThat(Fragments.joined(echo).utf8()).isEqualTo("a\u20ac\ud834\udd1ez");
    assertThat(echo)
        .extracting(frame -> frame.payload().utf8())
        .as("a fragment ends where a character ends, and there are as many as before")
        .containsExactly("a", "", "", "\u20ac", "", "", "", "\ud834\udd1e", "z");
  }

  @Test
  void aWholeConversationMayComeOctetByOctet() throws IOException {
    Frame longer = Frame.binary(Bytes.pattern(300));
    socket.sendOctetByOctet(
        Fragments.asClientSends(List.of(Frame.text("hello"), Frame.ping("p"), longer))
            .plus(Fragments.asClientSends(FRAGMENTS))
            .plus(Frame.close(4000, "bye").asClientSends()));

    List<Frame> frames = FrameReader.all(socket.readToFin(LONG));

    assertThat(frames).startsWith(Frame.text("hello"), Frame.pong(Bytes.utf8("p")), longer);
    assertThat(frames).endsWith(Frame.close(4000, "bye"));
    assertThat(frames.subList(3, frames.size() - 1)).isEqualTo(FRAGMENTS);
  }

  @Test
  void manyFramesMayComeInOneWrite() throws IOException {
    List<Frame> frames = Fragments.of(Frame.text("a few letters each ".repeat(100)), 19);
    List<Frame> texts = frames.stream().map(frame -> Frame.text(frame.payload())).toList();
    socket.sendRaw(Fragments.asClientSends(texts));

    for (Frame text : texts) {
      assertThat(socket.read(ANSWER)).isEqualTo(text);
    }
  }
}
