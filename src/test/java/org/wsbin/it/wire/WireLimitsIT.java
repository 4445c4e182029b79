package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;
import static org.wsbin.it.wire.Failure.assertFailed;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.Background;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** {@code --max-message}, here 1 MiB, and {@code --max-fragments}, here three. */
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class WireLimitsIT {
  private static final int MAX_MESSAGE = 1024 * 1024;
  private static final int DEFAULT_MAX_FRAGMENTS = 131_072;
  private static final Frame EMPTY_PART = Frame.continuation(Bytes.EMPTY).unfinished();

  private final RunningServer original;
  private RunningServer server;

  WireLimitsIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void startWithSmallLimits() {
    server = Servers.startLike(original, Map.of("max-message", "1m", "max-fragments", "3"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @ParameterizedTest
  @ValueSource(ints = {MAX_MESSAGE, MAX_MESSAGE / 2, MAX_MESSAGE / 3 + 1})
  void aMessageMayBeAsLongAsTheLimit(int fragment) throws IOException {
    try (RawWebSocket socket = open()) {
      for (int messages = 0; messages < 3; messages++) {
        Bytes payload = Bytes.pattern(MAX_MESSAGE);
        CompletableFuture<Integer> sending =
            sendMeanwhile(socket, Fragments.of(Frame.binary(payload), fragment));

        assertThat(socket.readMessage(LONG).payload()).isEqualTo(payload);
        assertThat(sending).succeedsWithin(LONG);
      }
    }
  }

  @Test
  void aLongerFrameIsRefusedBeforeItsPayloadHasCome() throws IOException {
    try (RawWebSocket socket = open()) {
      socket.sendRaw(Bytes.hex("82 ff 0000000000100001 00000000")); // 1 MiB + 1

      assertFailed(socket, 1009);
    }
  }

  @Test
  void aContinuationTooLongForTheRestIsRefusedBeforeItsPayloadHasCome() throws IOException {
    try (RawWebSocket socket = open()) {
      socket.send(Frame.text("a").unfinished());
      assertThat(socket.read(ANSWER)).isEqualTo(Frame.text("a").unfinished());
      socket.sendRaw(Bytes.hex("80 ff 0000000000100000 00000000")); // 1 MiB

      assertFailed(socket, 1009);
    }
  }

  @Test
  void aPingDoesNotCountAsPartOfAMessage() throws IOException {
    List<Frame> frames = new ArrayList<>(Collections.nCopies(10, Frame.ping("x".repeat(125))));
    frames.add(0, Frame.binary(Bytes.pattern(MAX_MESSAGE - 1)).unfinished());
    frames.add(Frame.continuation(Bytes.pattern(1)));
    try (RawWebSocket socket = open()) {
      CompletableFuture<Integer> sending = sendMeanwhile(socket, frames);

      assertThat(socket.readMessage(LONG).payload().length()).isEqualTo(MAX_MESSAGE);
      assertThat(sending).succeedsWithin(LONG);
    }
  }

  @Test
  void threeFragmentsAreAcceptedAndAFourthIsTooMany() throws IOException {
    Frame first = Frame.text("").unfinished();
    try (RawWebSocket socket = open()) {
      socket.sendRaw(
          Fragments.asClientSends(List.of(first, EMPTY_PART, Frame.continuation(Bytes.EMPTY))));
      assertThat(socket.readThroughFin(ANSWER)).hasSize(3);
      socket.sendRaw(Fragments.asClientSends(List.of(first, EMPTY_PART, EMPTY_PART)));
      assertThat(List.of(socket.read(ANSWER), socket.read(ANSWER), socket.read(ANSWER)))
          .containsExactly(first, EMPTY_PART, EMPTY_PART);
      socket.send(Frame.continuation(Bytes.EMPTY));

      assertFailed(socket, 1009);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x"})
  void byDefault131072FragmentsAreAccepted(String fragment) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(original.ws("wire/echo"))) {
      List<Frame> sent = fragments(fragment, DEFAULT_MAX_FRAGMENTS);
      CompletableFuture<Integer> sending = sendMeanwhile(socket, sent);

      assertThat(socket.readThroughFin(LONG)).isEqualTo(sent);
      assertThat(sending).succeedsWithin(LONG);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x"})
  void byDefaultOneMoreIsTooMany(String fragment) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(original.ws("wire/echo"))) {
      List<Frame> sent = fragments(fragment, DEFAULT_MAX_FRAGMENTS + 1);
      CompletableFuture<Integer> sending = sendMeanwhile(socket, sent);

      assertThat(socket.readClose(LONG).closeCode()).isEqualTo(1009);
      // with success or, after the close, without
      assertThat(sending.handle((all, cutOff) -> "ended")).succeedsWithin(LONG);
    }
  }

  private static List<Frame> fragments(String payload, int count) {
    Frame part = Frame.continuation(Bytes.utf8(payload));
    List<Frame> frames = new ArrayList<>(Collections.nCopies(count, part.unfinished()));
    frames.set(0, Frame.text(payload).unfinished());
    frames.set(count - 1, part);
    return frames;
  }

  private RawWebSocket open() throws IOException {
    return RawWebSocket.open(server.ws("wire/echo"));
  }

  private static CompletableFuture<Integer> sendMeanwhile(RawWebSocket socket, List<Frame> frames) {
    return Background.start(() -> Fragments.send(socket, frames));
  }
}
