package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.LONG;
import static org.wsbin.it.wire.Failure.assertFailed;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.Background;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** What may not be sent once compression is agreed on; {@code --max-message} is 1 MiB here. */
@DisplayName("RFC 7692: what a client may not send")
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class WireDeflateRulesIT {
  private static final int MAX_MESSAGE = 1024 * 1024;

  private final RunningServer original;
  private RunningServer server;

  WireDeflateRulesIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void startWithASmallLimit() {
    server = Servers.startLike(original, Map.of("max-message", "1m"));
  }

  @AfterAll
  void stop() {
    server.close();
  }

  static Stream<ViolationCase> violations() {
    return Stream.of(
        error("6", "RSV1 on a continuation", "41 81 00000000 f2 c0 81 00000000 48"),
        error("6.1", "RSV1 on a continuation of plain text", "01 81 00000000 61 c0 80 00000000"),
        error("6.1", "RSV1 on a ping", "c9 80 00000000"),
        error("6.1", "RSV1 on a pong", "ca 81 00000000 00"),
        error("6.1", "RSV1 on a close", "c8 82 00000000 03e8"),
        error("6.1", "RSV1 on a ping in a message", "41 81 00000000 f2 c9 80 00000000"),
        error("6", "RSV2 on a compressed text", "e1 81 00000000 00"),
        error("6", "RSV3 on a compressed text", "d1 81 00000000 00"),
        error("6", "RSV2 alone", "a1 81 00000000 61"),
        bad("7.2.2", "block of the reserved type", "c1 84 00000000 ffffffff"),
        bad("7.2.2", "reserved type in binary", "c2 84 00000000 06000000"),
        bad("7.2.2", "wrong complement of a length", "c1 86 00000000 00 0500 0000 61"),
        bad("7.2.2", "reference to before the beginning", "c1 85 00000000 f2 00 11 00 00"),
        bad("7.2.2", "bad block in a continuation", "41 80 00000000 80 84 00000000 ffffffff"),
        bad("7.2.2", "text that inflates to ff", "c1 87 00000000 00 0100 feff ff 00"),
        bad("7.2.2", "text that ends in a character", "c1 87 00000000 00 0100 feff e2 00"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void inOneWriteItFailsTheConnection(ViolationCase violation) throws IOException {
    try (DeflatingPeer peer = open()) {
      peer.socket().sendRaw(violation.octets());

      assertFailed(peer.socket(), violation.code());
    }
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("violations")
  void octetByOctetItFailsTheConnectionJustSo(ViolationCase violation) throws IOException {
    try (DeflatingPeer peer = open()) {
      Failure.sendOctetByOctet(peer.socket(), violation.octets());

      assertFailed(peer.socket(), violation.code());
    }
  }

  @Test
  void aMessageMayInflateToTheLimit() throws Exception {
    WholeMessage largest = WholeMessage.binary(Bytes.of(new byte[MAX_MESSAGE]));
    try (DeflatingPeer peer = open()) {
      peer.send(largest);

      assertThat(peer.read()).isEqualTo(largest);
    }
  }

  @Test
  void oneOctetMoreIsTooBig() throws IOException {
    WholeMessage tooBig = WholeMessage.binary(Bytes.of(new byte[MAX_MESSAGE + 1]));
    try (DeflatingPeer peer = open()) {
      peer.send(tooBig);

      assertFailed(peer.socket(), 1009);
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {Frame.TEXT, Frame.BINARY})
  void aBombIsTooBig(int opcode) throws IOException {
    try (DeflatingPeer peer = open()) {
      peer.send(bomb(opcode));

      assertFailed(peer.socket(), 1009);
    }
  }

  @Test
  void aBombInFragmentsIsTooBig() throws IOException {
    try (DeflatingPeer peer = open()) {
      List<Frame> fragments = Fragments.of(peer.compressed(bomb(Frame.BINARY)), 1000);
      CompletableFuture<Integer> sending =
          Background.start(() -> Fragments.send(peer.socket(), fragments));

      assertFailed(peer.socket(), 1009);
      // with success or, after the close, without
      assertThat(sending.handle((sent, cutOff) -> "ended")).succeedsWithin(LONG);
    }
  }

  /** 64 MiB that compress to 64 KiB. */
  private static WholeMessage bomb(int opcode) {
    return new WholeMessage(opcode, Bytes.of(new byte[64 * MAX_MESSAGE]));
  }

  private DeflatingPeer open() throws IOException {
    return DeflatingPeer.open(server.ws("wire/echo"));
  }

  private static ViolationCase error(String section, String name, String hex) {
    return ViolationCase.of(1002, "RFC 7692 section " + section, name, hex);
  }

  private static ViolationCase bad(String section, String name, String hex) {
    return ViolationCase.of(1007, "RFC 7692 section " + section, name, hex);
  }
}
