package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** How large a message may be: {@code --max-message}, 64 MiB by default. */
@ExtendWith(ServerExtension.class)
class EchoSizesIT {
  private static final int MIB = 1024 * 1024;
  private static final int MAX_MESSAGE = 64 * MIB;
  private static final int FRAGMENT = 10_000;

  private final RawWebSocket socket;
  private CompletableFuture<String> sending = CompletableFuture.completedFuture("nothing to send");

  EchoSizesIT(RunningServer server) throws IOException {
    socket = RawWebSocket.open(server.ws("ws/echo"));
  }

  @AfterEach
  void disconnect() throws IOException {
    socket.close();
    // with success or, after a 1009, without
    assertThat(sending.handle((sent, failure) -> "ended")).succeedsWithin(LONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {MIB, 16 * MIB, MAX_MESSAGE})
  void aMessageInOneFrameComesBackUpToTheLimit(int length) throws IOException {
    Bytes payload = Bytes.pattern(length);
    sendMeanwhile(() -> socket.send(Frame.binary(payload)));

    assertThat(socket.readMessage(LONG)).isEqualTo(WholeMessage.binary(payload));
    assertThat(sending).succeedsWithin(LONG);
  }

  @ParameterizedTest
  @ValueSource(ints = {MIB, 16 * MIB, MAX_MESSAGE})
  void aMessageInFragmentsComesBackUpToTheLimit(int length) throws IOException {
    Bytes payload = Bytes.pattern(length);
    sendMeanwhile(() -> sendFragmented(payload));

    assertThat(socket.readMessage(LONG)).isEqualTo(WholeMessage.binary(payload));
    assertThat(sending).succeedsWithin(LONG);
  }

  @Test
  void aLargeTextComesBack() throws IOException {
    String text = "\u20ac\ud834\udd1e ".repeat(MIB / 2);
    sendMeanwhile(() -> socket.send(Frame.text(text)));

    assertThat(socket.readMessage(LONG).payload()).isEqualTo(Bytes.utf8(text));
    assertThat(sending).succeedsWithin(LONG);
  }

  @Test
  void aFrameOfOneByteOverTheLimitIsTooBig() throws IOException {
    Bytes tooBig = Bytes.pattern(MAX_MESSAGE + 1);
    sendMeanwhile(() -> socket.send(Frame.binary(tooBig)));

    assertThat(socket.readClose(LONG).closeCode()).isEqualTo(1009);
  }

  @Test
  void fragmentsOfOneByteOverTheLimitAreTooBig() throws IOException {
    Bytes tooBig = Bytes.pattern(MAX_MESSAGE + 1);
    sendMeanwhile(() -> sendFragmented(tooBig));

    assertThat(socket.readClose(LONG).closeCode()).isEqualTo(1009);
  }

  @Test
  void theLimitIsPerMessageNotPerConnection() throws IOException {
    Bytes half = Bytes.pattern(MAX_MESSAGE / 2);
    sendMeanwhile(
        () -> {
          for (int i = 0; i < 3; i++) {
            socket.send(Frame.binary(half));
          }
        });

    for (int i = 0; i < 3; i++) {
      assertThat(socket.readMessage(LONG)).isEqualTo(WholeMessage.binary(half));
    }
  }

  private void sendFragmented(Bytes payload) throws IOException {
    for (int from = 0; from < payload.length(); from += FRAGMENT) {
      int to = Math.min(from + FRAGMENT, payload.length());
      Bytes part = payload.slice(from, to);
      Frame frame = from == 0 ? Frame.binary(part) : Frame.continuation(part);
      socket.send(to == payload.length() ? frame : frame.unfinished());
    }
  }

  private interface Sending {
    void run() throws IOException;
  }

  private void sendMeanwhile(Sending work) {
    sending =
        Background.start(
            () -> {
              work.run();
              return "sent";
            });
  }
}
