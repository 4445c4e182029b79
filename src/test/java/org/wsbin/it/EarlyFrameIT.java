package org.wsbin.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/**
 * A client that does not wait for the 101. Its first frame is in a buffer of the container by then,
 * of which the network says nothing.
 */
@ExtendWith(ServerExtension.class)
class EarlyFrameIT {
  private final RunningServer server;

  EarlyFrameIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @CsvSource({
    "wire/echo, false",
    "wire/echo, true",
    "wire/stall/100ms/echo, false",
    "wire/stall/100ms/echo, true",
    "ws/echo, false"
  })
  void aFrameInOneWriteWithTheHandshakeIsAnswered(String path, boolean deflate) throws IOException {
    Opening opening = Opening.to(server.ws(path)).withFrame(Frame.ping("early"));
    if (deflate) {
      opening = opening.header("Sec-WebSocket-Extensions: permessage-deflate");
    }
    try (RawWebSocket socket = opening.open()) {
      assertThat(socket.read(LONG)).isEqualTo(Frame.pong(Frame.ping("early").payload()));
    }
  }
}
