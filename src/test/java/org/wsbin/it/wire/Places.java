package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;

/** The {@code --max-connections} of a server, taken one after the other. */
final class Places implements AutoCloseable {
  private final List<RawWebSocket> taken = new ArrayList<>();
  private final URI uri;

  private Places(RunningServer server) {
    this.uri = server.ws("wire/echo");
  }

  /**
   * Requires that the server, soon at least, takes so many connections and not one more: that it
   * has forgotten nobody who is there, and nobody who is gone still has a place.
   */
  static void assertAllFree(RunningServer server, int maxConnections) throws IOException {
    try (Places places = new Places(server)) {
      await()
          .atMost(LONG)
          .ignoreException(IOException.class)
          .until(() -> places.take(maxConnections));
      places.assertLastEchoes(); // and so is counted
      places.assertNoneLeft();
    }
  }

  private boolean take(int count) throws IOException {
    while (taken.size() < count) {
      taken.add(RawWebSocket.open(uri));
    }
    return true;
  }

  /** Soon: a container may open, and so count, a connection a moment after its 101. */
  private void assertNoneLeft() {
    await()
        .atMost(LONG)
        .untilAsserted(
            () ->
                assertThatThrownBy(() -> RawWebSocket.open(uri).close())
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("status=503"));
  }

  private void assertLastEchoes() throws IOException {
    RawWebSocket last = taken.get(taken.size() - 1);
    last.send(Frame.text("here"));
    assertThat(last.read(ANSWER)).isEqualTo(Frame.text("here"));
  }

  @Override
  public void close() throws IOException {
    for (RawWebSocket socket : taken) {
      socket.close();
    }
  }
}
