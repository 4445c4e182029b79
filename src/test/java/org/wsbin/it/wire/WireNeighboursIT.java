package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.Background;
import org.wsbin.it.NeverReading;
import org.wsbin.it.OncePerNetwork;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Whatever goes on beside it, a connection's echo is not kept waiting. */
@OncePerNetwork
@ExtendWith(ServerExtension.class)
class WireNeighboursIT {
  private static final int ECHOES = 300;
  private static final int STALLED = 20;

  /** More than a server has threads for its network, so that one of them shares the echo's. */
  private static final int UPLOADS = 8;

  /** Each keeps a processor for a while, and they go on when the test has ended. */
  private static final int BOMBS = 4;

  private static final int FOREVER = Integer.MAX_VALUE;
  private static final int MIB = 1024 * 1024;

  /** Neighbours take their share of the processor; what waited for one would take far longer. */
  private static final int TIMES = 100;

  private static final int FLOOD_FRAMES = 50_000;
  private static final int TIMESTAMPS = 200;

  /** A thread that kept to the flood would make a gap of all that time: 200 times one. */
  private static final int GAPS = 20;

  private final RunningServer server;
  private final List<AutoCloseable> neighbours = new ArrayList<>();
  private final AtomicBoolean going = new AtomicBoolean(true);

  WireNeighboursIT(RunningServer server) {
    this.server = server;
  }

  @AfterEach
  void sendThemAway() throws Exception {
    going.set(false);
    for (AutoCloseable neighbour : neighbours) {
      neighbour.close();
    }
  }

  @Test
  void besidePeersThatNeverRead() throws IOException {
    besideThem(
        () -> {
          for (int i = 0; i < STALLED; i++) {
            neighbours.add(NeverReading.open(server.ws("wire/echo")));
          }
        });
  }

  @Test
  void besideAnUploadWithoutEnd() throws IOException {
    Bytes upload = Bytes.hex("82ff" + "0000000000100000" + "00000000" + "00".repeat(MIB));
    AtomicLong taken = new AtomicLong();
    besideThem(
        () -> {
          for (int i = 0; i < UPLOADS; i++) {
            send("wire/no-deflate/mute/60", socket -> socket.sendRaw(upload), FOREVER, taken);
          }
          await().atMost(LONG).until(() -> taken.get() > UPLOADS);
        });
  }

  @Test
  void besideMessagesThatInflateToMuch() throws IOException {
    Bytes bomb = new Deflation(false, false).deflate(Bytes.of(new byte[48 * MIB]));
    Bytes frame = Bytes.hex("c2fe%04x00000000".formatted(bomb.length())).plus(bomb);
    AtomicLong taken = new AtomicLong();
    besideThem(
        () -> {
          for (int i = 0; i < UPLOADS; i++) {
            send("wire/deflate/mute/60", socket -> socket.sendRaw(frame), BOMBS, taken);
          }
          await().atMost(LONG).until(() -> taken.get() >= UPLOADS);
        });
  }

  /** What piled up is read on by whoever ends the stall, which keeps everybody's time. */
  @Test
  void besideAFloodBehindAStallTimeGoesOn() throws IOException {
    Bytes flood = Bytes.hex("828000000000".repeat(FLOOD_FRAMES));
    AtomicLong taken = new AtomicLong();
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws/time/1000/20ms"))) {
      Duration alone = longestGap(socket);
      send(
          "wire/no-deflate/stall/200ms/mute/60",
          flooding -> flooding.sendRaw(flood),
          FOREVER,
          taken);
      Duration beside = longestGap(socket);

      assertThat(taken).hasValueGreaterThan(1);
      assertThat(beside).isLessThan(alone.multipliedBy(GAPS));
    }
  }

  /** The timer, which all connections share, waits for none of them. */
  @Test
  void besideScenariosWhosePeersSendMuchToInflateTimeGoesOn() throws IOException {
    Bytes bomb = new Deflation(false, false).deflate(Bytes.of(new byte[48 * MIB]));
    Bytes frame = Bytes.hex("c2fe%04x00000000".formatted(bomb.length())).plus(bomb);
    AtomicLong taken = new AtomicLong();
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/time/1000/20ms"))) {
      Duration alone = longestGap(socket);
      for (int i = 0; i < UPLOADS; i++) {
        send("wire/repeat/x/1/after/1000000", peer -> peer.sendRaw(frame), FOREVER, taken);
      }
      await().atMost(LONG).until(() -> taken.get() > UPLOADS);
      Duration beside = longestGap(socket);

      assertThat(beside).isLessThan(alone.multipliedBy(GAPS));
    }
  }

  @Test
  void besideABlockedContainerThread() throws IOException {
    besideThem(
        () -> {
          for (int i = 0; i < STALLED; i++) {
            neighbours.add(NeverReading.open(server.ws("ws/echo")));
          }
        });
  }

  private interface Arrival {
    void come() throws IOException;
  }

  private void besideThem(Arrival arrival) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/echo"))) {
      echo(socket); // warms up
      Duration alone = echo(socket);
      arrival.come();
      Duration beside = echo(socket);

      assertThat(beside).isLessThan(alone.multipliedBy(TIMES).plusMillis(50));
    }
  }

  private interface Sending {
    void to(RawWebSocket socket) throws IOException;
  }

  /** So often, or until it is sent away. */
  private void send(String path, Sending what, int times, AtomicLong taken) throws IOException {
    RawWebSocket socket =
        Opening.to(server.ws(path)).header("Sec-WebSocket-Extensions: permessage-deflate").open();
    CompletableFuture<Long> sending =
        Background.start(
            () -> {
              for (int i = 0; i < times && going.get(); i++) {
                what.to(socket);
                taken.incrementAndGet();
              }
              return taken.get();
            });
    neighbours.add(
        () -> {
          socket.close();
          assertThat(sending.handle((count, cut) -> "ended")).succeedsWithin(LONG);
        });
  }

  private static Duration longestGap(RawWebSocket socket) throws IOException {
    long longest = 0;
    socket.read(ANSWER);
    for (int i = 0; i < TIMESTAMPS; i++) {
      long start = System.nanoTime();
      socket.read(ANSWER);
      longest = Math.max(longest, System.nanoTime() - start);
    }
    return Duration.ofNanos(longest);
  }

  /** The mean, in which a single long wait shows as well. */
  private static Duration echo(RawWebSocket socket) throws IOException {
    long start = System.nanoTime();
    for (int i = 0; i < ECHOES; i++) {
      socket.send(Frame.text("are you there?"));
      assertThat(socket.read(ANSWER)).isEqualTo(Frame.text("are you there?"));
    }
    return Duration.ofNanos(System.nanoTime() - start).dividedBy(ECHOES);
  }
}
