package org.wsbin.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
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

@ExtendWith(ServerExtension.class)
class StallIT {
  private static final int AT_ONCE = 4;
  private static final int IN_A_ROW = 20;
  private static final Frame LARGE = Frame.binary(Bytes.pattern(1 << 20));

  private static final Frame SMALL = Frame.text("hello");

  private final RunningServer server;

  StallIT(RunningServer server) {
    this.server = server;
  }

  /** The network brings it on one thread while another one starts the next step. */
  @ParameterizedTest
  @ValueSource(strings = {"stall/10ms/echo", "stall/5ms/stall/5ms/fragment/32768/echo"})
  void whatPilesUpIsForTheStepsThatFollow(String path) {
    URI uri = server.ws("wire/" + path);
    List<CompletableFuture<Integer>> rows =
        Stream.generate(() -> Background.start(() -> echoes(uri))).limit(AT_ONCE).toList();
    assertThat(rows).allSatisfy(row -> assertThat(row).succeedsWithin(LONG));
  }

  /** Whoever reads what has piled up may be about to find nothing more when more comes. */
  @Test
  void readingOnMeetsWhatComesMeanwhile() {
    URI uri = server.ws("wire/" + "stall/1ms/delay/1ms/".repeat(15) + "echo");
    List<CompletableFuture<Integer>> rows =
        Stream.generate(() -> Background.start(() -> firstEchoes(uri))).limit(AT_ONCE).toList();
    assertThat(rows).allSatisfy(row -> assertThat(row).succeedsWithin(LONG));
  }

  private static int firstEchoes(URI uri) throws Exception {
    for (int i = 0; i < IN_A_ROW; i++) {
      try (RawWebSocket socket = RawWebSocket.open(uri)) {
        CompletableFuture<Frame> echo = Background.start(() -> socket.read(LONG));
        while (!echo.isDone()) {
          socket.send(SMALL);
          LockSupport.parkNanos(50_000);
        }
        assertThat(echo.get()).isEqualTo(SMALL);
      }
    }
    return IN_A_ROW;
  }

  private static int echoes(URI uri) throws IOException {
    for (int i = 0; i < IN_A_ROW; i++) {
      assertThat(echo(uri)).isEqualTo(1 << 20);
    }
    return IN_A_ROW;
  }

  private static int echo(URI uri) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(uri)) {
      CompletableFuture<Object> sending =
          Background.start(
              () -> {
                socket.send(LARGE);
                return "sent";
              });
      int length = socket.readMessage(LONG).payload().length();
      assertThat(sending).succeedsWithin(LONG);
      return length;
    }
  }
}
