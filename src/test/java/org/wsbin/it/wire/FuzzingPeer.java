package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.net.SocketException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.FrameReader;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawWebSocket;

/** A client on one thread that sends changed frames, on one connection after the other. */
final class FuzzingPeer {
  private static final Duration REACTION = Duration.ofMillis(1);
  private static final int MOST_ON_A_CONNECTION = 200;

  private final URI uri;
  private final long seed;
  private final Random random;
  private final FuzzedFrames frames;

  FuzzingPeer(URI uri, long seed) {
    this.uri = uri;
    this.seed = seed;
    this.random = new Random(seed);
    this.frames = new FuzzedFrames(random);
  }

  /** Sends so many changed frames, and tells how many connections that took. */
  int send(int count) throws IOException {
    int connections = 0;
    for (int sent = 0; sent < count; connections++) {
      int most = Math.min(MOST_ON_A_CONNECTION, count - sent);
      sent += sendOnOneConnection(most, connections);
    }
    return connections;
  }

  private int sendOnOneConnection(int most, int number) throws IOException {
    boolean deflate = random.nextBoolean();
    RawWebSocket socket = open(deflate);
    ByteArrayOutputStream heard = new ByteArrayOutputStream();
    int sent = 0;
    try {
      while (sent < most) {
        sent++;
        socket.sendRaw(frames.next(deflate));
        hear(socket, heard);
      }
    } catch (EOFException ended) {
      assertClosed(number, Bytes.of(heard.toByteArray()));
    } catch (SocketException reset) {
      // it closed, and could not wait until all was read
    } finally {
      socket.reset();
    }
    return sent;
  }

  private RawWebSocket open(boolean deflate) throws IOException {
    Opening opening = Opening.to(uri);
    return deflate
        ? opening.header("Sec-WebSocket-Extensions: permessage-deflate").open()
        : opening.open();
  }

  /** Until nothing more comes; a frame that waits for its rest is not answered at all. */
  private static void hear(RawWebSocket socket, ByteArrayOutputStream heard) throws IOException {
    for (Bytes some = socket.readSome(REACTION);
        some.length() > 0;
        some = socket.readSome(REACTION)) {
      heard.writeBytes(some.toArray());
    }
  }

  /** Whatever came in, what goes out are frames, the last of which says why. */
  private void assertClosed(int number, Bytes heard) throws IOException {
    List<Frame> answers = FrameReader.all(heard);
    assertThat(answers)
        .as("connection %d with the seed %d", number, seed)
        .isNotEmpty()
        .last()
        .extracting(Frame::opcode)
        .isEqualTo(Frame.CLOSE);
  }
}
