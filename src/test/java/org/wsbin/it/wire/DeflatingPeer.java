package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.zip.DataFormatException;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;

/** A client that has agreed on permessage-deflate (RFC 7692). */
final class DeflatingPeer implements AutoCloseable {
  static final int RSV1 = 4;

  private final RawWebSocket socket;
  private final Deflation deflation;

  private DeflatingPeer(RawWebSocket socket) {
    this.socket = socket;
    String agreed = String.join(",", socket.answer().headers().all("Sec-WebSocket-Extensions"));
    assertThat(agreed).startsWith("permessage-deflate");
    this.deflation =
        new Deflation(
            !agreed.contains("client_no_context_takeover"),
            !agreed.contains("server_no_context_takeover"));
  }

  /** Offers permessage-deflate with no parameter. */
  static DeflatingPeer open(URI uri) throws IOException {
    return open(uri, "permessage-deflate");
  }

  static DeflatingPeer open(URI uri, String offer) throws IOException {
    return new DeflatingPeer(Opening.to(uri).header("Sec-WebSocket-Extensions: " + offer).open());
  }

  RawWebSocket socket() {
    return socket;
  }

  /** The message in one compressed frame, for this and no other place in the conversation. */
  Frame compressed(WholeMessage message) {
    return new Frame(true, RSV1, message.opcode(), deflation.deflate(message.payload()));
  }

  void send(WholeMessage message) throws IOException {
    socket.send(compressed(message));
  }

  WholeMessage read() throws IOException, DataFormatException {
    return inflated(socket.readThroughFin(LONG));
  }

  /** The message that these frames are, compressed or not; control frames are passed over. */
  WholeMessage inflated(List<Frame> frames) throws DataFormatException {
    List<Frame> data = Fragments.data(frames);
    Frame first = data.get(0);
    Bytes payload = Fragments.joined(data);
    return new WholeMessage(
        first.opcode(), first.rsv() == RSV1 ? deflation.inflate(payload) : payload);
  }

  @Override
  public void close() throws IOException {
    deflation.close();
    socket.close();
  }
}
