package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.Background;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Large frames, large messages, and many of them. */
@ExtendWith(ServerExtension.class)
class WireEchoSizesIT {
  private static final int MIB = 1024 * 1024;
  private static final int LARGEST_WHOLE_FRAME = 64 * 1024;
  private static final int MANY_FRAGMENTS = 100_000;

  private final RawWebSocket socket;

  WireEchoSizesIT(RunningServer server) throws IOException {
    socket = RawWebSocket.open(server.ws("wire/echo"));
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {LARGEST_WHOLE_FRAME + 1, 200_000, 16 * MIB})
  void aLargerFrameComesBackAsFragments(int length) throws IOException {
    Bytes payload = Bytes.pattern(length);
    CompletableFuture<Integer> sending = sendMeanwhile(List.of(Frame.binary(payload)));

    List<Frame> echo = socket.readThroughFin(LONG);

    assertThat(echo).hasSizeGreaterThan(1);
    assertOneMessage(Frame.BINARY, echo);
    assertThat(Fragments.joined(echo)).isEqualTo(payload);
    assertThat(sending).succeedsWithin(LONG);
  }

  @Test
  void aLargerFrameComesBackWhileItArrives() throws IOException {
    Bytes payload = Bytes.pattern(MIB);
    Bytes octets = Frame.binary(payload).asClientSends();
    socket.sendRaw(octets.slice(0, MIB / 2));
    Frame first = socket.read(ANSWER);
    socket.sendRaw(octets.slice(MIB / 2, octets.length()));
    List<Frame> others = socket.readThroughFin(ANSWER);

    assertThat(first).extracting(Frame::fin, Frame::opcode).containsExactly(false, Frame.BINARY);
    assertThat(others).allMatch(frame -> frame.opcode() == Frame.CONTINUATION);
    assertThat(first.payload().plus(Fragments.joined(others))).isEqualTo(payload);
  }

  @ParameterizedTest
  @ValueSource(ints = {10_000, LARGEST_WHOLE_FRAME})
  void sixteenMibInFragmentsComeBackAsTheSameFragments(int size) throws IOException {
    List<Frame> sent = Fragments.of(Frame.binary(Bytes.pattern(16 * MIB)), size);
    CompletableFuture<Integer> sending = sendMeanwhile(sent);

    assertThat(socket.readThroughFin(LONG)).isEqualTo(sent);
    assertThat(sending).succeedsWithin(LONG);
  }

  @Test
  void oneOctetMoreThanAWholeFrameMayComeInFragments() throws IOException {
    Frame message = Frame.binary(Bytes.pattern(LARGEST_WHOLE_FRAME + 1));
    List<Frame> sent = Fragments.of(message, LARGEST_WHOLE_FRAME);
    CompletableFuture<Integer> sending = sendMeanwhile(sent);

    assertThat(socket.readThroughFin(LONG)).isEqualTo(sent);
    assertThat(sending).succeedsWithin(LONG);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "xx", "xxx"})
  void aCharacterMayBeSplitAtTheEndOfALargeFragment(String before) throws IOException {
    Bytes text = Bytes.utf8(before + "\ud834\udd1e".repeat(3 * LARGEST_WHOLE_FRAME / 4));
    CompletableFuture<Integer> sending =
        sendMeanwhile(Fragments.of(Frame.text(text), LARGEST_WHOLE_FRAME));

    List<Frame> echo = socket.readThroughFin(LONG);

    assertOneMessage(Frame.TEXT, echo);
    assertThat(Fragments.joined(echo)).isEqualTo(text);
    assertThat(sending).succeedsWithin(LONG);
  }

  @Test
  void aLargeTextInOneFrameComesBack() throws IOException {
    Bytes text = Bytes.utf8("\u20ac\ud834\udd1e ".repeat(MIB / 2));
    CompletableFuture<Integer> sending = sendMeanwhile(List.of(Frame.text(text)));

    assertThat(socket.readMessage(LONG).payload()).isEqualTo(text);
    assertThat(sending).succeedsWithin(LONG);
  }

  @Test
  void aHundredThousandFragmentsMakeOneMessage() throws IOException {
    List<Frame> sent = Fragments.of(Frame.binary(Bytes.pattern(MANY_FRAGMENTS)), 1);
    CompletableFuture<Integer> sending = sendMeanwhile(sent);

    assertThat(socket.readThroughFin(LONG)).isEqualTo(sent);
    assertThat(sending).succeedsWithin(LONG);
  }

  @Test
  void manyFramesInFlightKeepTheirOrder() throws IOException {
    List<Frame> sent =
        Fragments.of(Frame.binary(Bytes.pattern(32 * MIB)), 16 * 1024).stream()
            .map(frame -> Frame.binary(frame.payload()))
            .toList();
    CompletableFuture<Integer> sending = sendMeanwhile(sent);

    for (Frame frame : sent) {
      assertThat(socket.read(LONG)).isEqualTo(frame);
    }
    assertThat(sending).succeedsWithin(LONG);
  }

  @Test
  void aFrameOf64KibMayComeInAnyPieces() throws IOException {
    Frame frame = Frame.binary(Bytes.pattern(LARGEST_WHOLE_FRAME));
    Bytes octets = frame.asClientSends();
    for (int from = 0; from < octets.length(); from += 1009) {
      socket.sendRaw(octets.slice(from, Math.min(from + 1009, octets.length())));
    }

    assertThat(socket.read(ANSWER)).isEqualTo(frame);
  }

  private CompletableFuture<Integer> sendMeanwhile(List<Frame> frames) {
    return Background.start(() -> Fragments.send(socket, frames));
  }

  private static void assertOneMessage(int opcode, List<Frame> frames) {
    assertThat(frames.get(0).opcode()).isEqualTo(opcode);
    assertThat(frames.stream().skip(1)).extracting(Frame::opcode).containsOnly(Frame.CONTINUATION);
  }
}
