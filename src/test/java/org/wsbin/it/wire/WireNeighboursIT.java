package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.wsbin.it.Background;
import org.wsbin.it.NeverReading;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Whatever goes on beside it, a connection's echo is not kept waiting. */
@ExtendWith(ServerExtension.class)
class WireNeighboursIT {
  private static final int ECHOES = 300;
  private static final int STALLED = 20;
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
    assumeFalse(
        server.name().contains("wildfly"),
        "Undertow calls on while data is there: connections of the same thread wait");
    AtomicLong taken = new AtomicLong();
    besideThem(
        () -> {
          upload("wire/time?interval=1h", Frame.binary(Bytes.pattern(4 * MIB)), taken);
          await().atMost(LONG).until(() -> taken.get() > 0);
        });
  }

  /** What piled up is read on by whoever ends the stall, which keeps everybody's time. */
  @Test
  void besideAFloodBehindAStallTimeGoesOn() throws IOException {
    Bytes flood = Bytes.hex("828000000000".repeat(FLOOD_FRAMES));
    AtomicLong taken = new AtomicLong();
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws/time/1000/20ms"))) {
      Duration alone = longestGap(socket);
      send("wire/stall/200ms/mute/60", flooding -> flooding.sendRaw(flood), taken);
      Duration beside = longestGap(socket);

      assertThat(taken).hasValueGreaterThan(1);
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
      medianEcho(socket); // warms up
      Duration alone = medianEcho(socket);
      arrival.come();
      Duration beside = medianEcho(socket);

      assertThat(beside).isLessThan(alone.multipliedBy(TIMES).plusMillis(20));
    }
  }

  private void upload(String path, Frame frame, AtomicLong taken) throws IOException {
    send(path, socket -> socket.send(frame), taken);
  }

  private interface Sending {
    void to(RawWebSocket socket) throws IOException;
  }

  /** Again and again, until it is sent away. */
  private void send(String path, Sending what, AtomicLong taken) throws IOException {
    RawWebSocket socket = RawWebSocket.open(server.ws(path));
    CompletableFuture<Long> sending =
        Background.start(
            () -> {
              while (going.get()) {
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

  private static Duration medianEcho(RawWebSocket socket) throws IOException {
    long[] nanos = new long[ECHOES];
    for (int i = 0; i < ECHOES; i++) {
      long start = System.nanoTime();
      socket.send(Frame.text("are you there?"));
      assertThat(socket.read(ANSWER)).isEqualTo(Frame.text("are you there?"));
      nanos[i] = System.nanoTime() - start;
    }
    Arrays.sort(nanos);
    return Duration.ofNanos(nanos[ECHOES / 2]);
  }
}
