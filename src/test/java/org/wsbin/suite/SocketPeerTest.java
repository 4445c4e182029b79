package org.wsbin.suite;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.scenario.RawBehaviour;
import org.wsbin.scenario.RawPeer;

@Timeout(30)
class SocketPeerTest {
  private static final Duration LONG = Duration.ofMinutes(1);

  private final List<String> calls = new ArrayList<>();

  /** Notes the calls. */
  private class Noting implements RawBehaviour {
    @Override
    public void opened(RawPeer peer) {
      calls.add("opened");
    }

    @Override
    public void received(ByteBuffer bytes) {
      bytes.position(bytes.limit());
    }

    @Override
    public void inputEnded() {
      calls.add("inputEnded");
    }

    @Override
    public void ready() {
      calls.add("ready");
    }

    @Override
    public void close(CloseStatus status) {
      calls.add("close");
    }

    @Override
    public void ended(EndOfStream how) {
      calls.add("ended " + how);
    }
  }

  /** The other end writes first, and then ends its side. */
  private void play(byte[] written, RawBehaviour behaviour, Duration most) throws Exception {
    try (ServerSocket listening = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        Socket socket = new Socket(listening.getInetAddress(), listening.getLocalPort());
        Socket other = listening.accept()) {
      other.getOutputStream().write(written);
      other.shutdownOutput();
      SocketPeer.play(socket, ByteBuffer.allocate(0), behaviour, most);
      assertThat(socket.isClosed()).isTrue();
    }
  }

  @Test
  void isOverWhenBothSidesHaveEnded() throws Exception {
    play(
        new byte[10],
        new Noting() {
          @Override
          public void opened(RawPeer peer) {
            super.opened(peer);
            peer.endOutput();
          }
        },
        LONG);

    assertThat(calls).containsExactly("opened", "inputEnded", "ended FIN");
  }

  @Test
  void isOverWhenTheTimeIs() throws Exception {
    play(new byte[10], new Noting(), Duration.ofMillis(200));

    assertThat(calls).containsExactly("opened", "inputEnded", "ended TIMEOUT");
  }

  @Test
  void timersDoNotWaitForPause() throws Exception {
    play(
        new byte[200_000],
        new Noting() {
          private RawPeer peer;

          @Override
          public void opened(RawPeer opened) {
            super.opened(opened);
            peer = opened;
            peer.after(
                Duration.ofMillis(10),
                () -> {
                  calls.add("alarm");
                  peer.abort();
                });
          }

          @Override
          public void received(ByteBuffer bytes) {
            super.received(bytes);
            LockSupport.parkNanos(50_000_000);
          }
        },
        LONG);

    assertThat(calls).containsExactly("opened", "alarm", "ended LOCAL");
  }
}
