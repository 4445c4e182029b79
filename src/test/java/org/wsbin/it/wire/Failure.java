package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.SocketException;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;

/** How the server fails a connection: a close frame with a reason, then the end of TCP. */
final class Failure {
  private Failure() {}

  /** Requires it to come, after whatever else is on the way; answers the close as a client does. */
  static void assertFailed(RawWebSocket socket, int code) throws IOException {
    Frame close = socket.readClose(ANSWER);
    assertThat(close.fin()).as("FIN of the close frame").isTrue();
    assertThat(close.rsv()).as("RSV of the close frame").isZero();
    assertThat(close.closeCode()).as("%s", close.closeReason()).isEqualTo(code);
    assertThat(close.closeReason()).as("a sentence").matches("[A-Z\"].*[.]");
    answer(socket, close);
    socket.awaitEof(LONG);
  }

  private static void answer(RawWebSocket socket, Frame close) throws IOException {
    try {
      socket.send(Frame.close(close.closeCode(), ""));
    } catch (SocketException ended) {
      // the server need not wait for an answer
    }
  }

  /** Sends what the server may cut off because it has seen enough of it. */
  static void sendOctetByOctet(RawWebSocket socket, Bytes octets) throws IOException {
    try {
      socket.sendOctetByOctet(octets);
    } catch (SocketException cutOff) {
      // what the server said before is still to be read
    }
  }
}
