package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.TestInstance.Lifecycle.PER_CLASS;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.Background;
import org.wsbin.it.NeverReading;
import org.wsbin.it.OncePerNetwork;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;
import org.wsbin.it.server.Servers;

/** Connections that end without a closing handshake; no ping finds them out here. */
@OncePerNetwork
@ExtendWith(ServerExtension.class)
@TestInstance(PER_CLASS)
class WireAbandonedIT {
  private static final int ABANDONED = 1000;
  private static final int SOME = 20;
  private static final Frame MUCH = Frame.binary(Bytes.pattern(8 << 20));
  private static final int MAX_CONNECTIONS = 1100;
  private static final Bytes HALF_A_FRAME = Bytes.hex("82 fe 1000 00000000 0102030405");

  private final RunningServer original;
  private RunningServer server;
  private OpenSockets sockets;

  WireAbandonedIT(RunningServer original) {
    this.original = original;
  }

  @BeforeAll
  void startWithoutPings() throws IOException {
    server =
        Servers.startLike(
            original,
            Map.of("max-connections", Integer.toString(MAX_CONNECTIONS), "ping-interval", "0"));
    sockets = OpenSockets.of(server);
  }

  @AfterAll
  void stop() {
    server.close();
  }

  @Test
  void aThousandThatEndWithinAFrameGiveTheirPlacesBack() throws IOException {
    for (int i = 0; i < ABANDONED; i++) {
      RawWebSocket socket = RawWebSocket.open(server.ws("wire/echo"));
      socket.sendRaw(HALF_A_FRAME);
      if (i % 2 == 0) {
        socket.reset();
      } else {
        socket.close(); // with a FIN
      }
    }

    Places.assertAllFree(server, MAX_CONNECTIONS);
  }

  @Test
  void thoseThatEndBetweenFramesOrInAHeaderDoTheSame() throws IOException {
    for (String path : List.of("wire/echo", "wire/time?interval=1h")) {
      for (String last : List.of("", "01 80 00000000", "89 fe", "88 82 00000000 03")) {
        for (int i = 0; i < 10; i++) {
          RawWebSocket socket = RawWebSocket.open(server.ws(path));
          socket.sendRaw(Bytes.hex(last));
          socket.close();
        }
      }
    }

    Places.assertAllFree(server, MAX_CONNECTIONS);
  }

  private interface Ending {
    void of(RawWebSocket socket) throws IOException;
  }

  @Test
  void aResetBetweenFramesLeavesNoSocket() throws IOException {
    leaveNoSocket("wire/echo", RawWebSocket::reset);
  }

  @Test
  void theEndDuringAStallLeavesNoSocket() throws IOException {
    leaveNoSocket("wire/stall/300ms/echo", RawWebSocket::close);
    leaveNoSocket("wire/stall/300ms/echo", RawWebSocket::reset);
  }

  @Test
  void theEndRightBehindMuchLeavesNoSocket() throws IOException {
    leaveNoSocket(
        "wire/no-deflate/mute/60",
        socket -> {
          socket.send(MUCH);
          socket.finish();
        });
  }

  @Test
  void theEndWhileTheServerCannotWriteLeavesNoSocket() throws IOException {
    List<CompletableFuture<Long>> peers = new ArrayList<>();
    for (int i = 0; i < SOME; i++) {
      NeverReading peer = NeverReading.open(server.ws("wire/echo"));
      peers.add(Background.start(() -> stuck(peer)));
    }
    assertThat(peers).allSatisfy(peer -> assertThat(peer).succeedsWithin(LONG));
    sockets.assertNoMore();
  }

  /** Leaves, with what it has not read, when the server has stopped reading. */
  private static long stuck(NeverReading peer) throws IOException, InterruptedException {
    long sent = -1;
    while (peer.framesSent() > sent) {
      sent = peer.framesSent();
      TimeUnit.MILLISECONDS.sleep(500);
    }
    peer.close();
    return sent;
  }

  private void leaveNoSocket(String path, Ending ending) throws IOException {
    for (int i = 0; i < SOME; i++) {
      ending.of(RawWebSocket.open(server.ws(path)));
    }
    sockets.assertNoMore();
    Places.assertAllFree(server, MAX_CONNECTIONS);
  }
}
