package org.wsbin.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.net.ServerSocketFactory;
import org.junit.jupiter.api.Test;
import org.wsbin.client.ClientWebSocket;

class SessionTest {

  @Test
  void theCurrentCommandIsReportedEvenIfTheEndWasFaster() throws Exception {
    CountDownLatch telling = new CountDownLatch(1);
    List<String> told = new CopyOnWriteArrayList<>();
    PayloadSink afterwards = (text, part, last) -> await(telling);
    try (PeerOnce peer =
        new PeerOnce(
            PeerOnce.listen(ServerSocketFactory.getDefault()), List.of(), ConnectTest.HI)) {
      Console slow = new Slow(telling, peer, told);
      int exit =
          new Session(
                  new ClientWebSocket(),
                  Options.of("localhost:" + peer.port(), Map.of()),
                  new TextSessionEvents(slow, new Style(false), true, false, false),
                  afterwards)
              .run(Input.of(List.of(new Command.Help())), slow);
      assertThat(exit).isZero();
      assertThat(told).hasSize(1);
    }
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(10, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException hurried) {
      throw new AssertionError(hurried);
    }
  }

  /** Takes until the client has ended the connection to show a line. */
  private record Slow(CountDownLatch telling, PeerOnce peer, List<String> told) implements Console {

    @Override
    public void line(String text) {
      telling.countDown();
      try {
        peer.heads();
      } catch (Exception late) {
        throw new AssertionError(late);
      }
      told.add(text);
    }

    @Override
    public void progress(String text) {}

    @Override
    public boolean showsProgress() {
      return false;
    }
  }
}
