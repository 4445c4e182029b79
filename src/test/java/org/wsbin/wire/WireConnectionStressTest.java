package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.text;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.wsbin.CapturedLog;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Peer;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.SharedTimer;

/** {@link WireConnection} between two threads of the network and others that send. */
class WireConnectionStressTest {
  private static final int EACH = 10_000;

  private final ExecutorService threads = Executors.newFixedThreadPool(3);
  private final ExecutorService bulk = Executors.newSingleThreadExecutor();
  private final SharedTimer timer = new SharedTimer();
  private final Connections connections =
      new Connections(Wired.settings(), timer, ServerObserver.NONE);

  static Stream<Optional<PerMessageDeflate>> compression() {
    return Stream.of(Optional.empty(), Optional.of(Wired.DEFLATE));
  }

  @AfterEach
  void end() {
    connections.close();
    timer.close();
    threads.shutdownNow();
    bulk.shutdownNow();
  }

  @ParameterizedTest
  @MethodSource("compression")
  void nothingIsLostAndEverybodysOrderIsKept(Optional<PerMessageDeflate> deflate) throws Exception {
    CountDownLatch echoed = new CountDownLatch(EACH);
    RandomNetwork network = new RandomNetwork(input());
    WireConnection connection =
        new WireConnection(
            new CountingEcho(echoed),
            Wired.resources(connections, bulk),
            deflate,
            Wired.most(Wired.limits()));
    connection.opened(network);
    try (CapturedLog log = CapturedLog.of(WireConnection.class)) {
      Future<Void> reading = threads.submit(network.reading(connection));
      Future<Void> writing = threads.submit(network.writing(connection));
      Future<?> pushing = threads.submit(() -> push(connection));
      pushing.get(60, TimeUnit.SECONDS);
      assertThat(echoed.await(60, TimeUnit.SECONDS)).isTrue();
      network.bring(ClientBytes.close(1000, "Done"));
      reading.get(60, TimeUnit.SECONDS);
      writing.get(60, TimeUnit.SECONDS);
      assertThat(log.thrown()).isEmpty();
    }
    List<String> texts = ServerMessages.texts(network.taken(), deflate);
    for (String from : List.of("echo", "push")) {
      assertThat(texts.stream().filter(text -> text.startsWith(from)))
          .containsExactlyElementsOf(numbered(from));
    }
    assertThat(texts).hasSize(2 * EACH);
    assertThat(network.blocks()).as("the network was full, often").isGreaterThan(10);
    assertThat(connections.count()).isZero();
  }

  /** As a behaviour with a timer does: only while there is room. */
  private static void push(WireConnection connection) {
    for (String text : numbered("push")) {
      while (!connection.peer.ready()) {
        Thread.onSpinWait();
      }
      connection.peer.send(MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), true);
    }
  }

  private static byte[] input() {
    ByteArrayOutputStream frames = new ByteArrayOutputStream();
    numbered("echo").forEach(text -> frames.writeBytes(text(text)));
    return frames.toByteArray();
  }

  private static List<String> numbered(String name) {
    return IntStream.range(0, EACH).mapToObj(i -> name + " " + i).toList();
  }

  private record CountingEcho(CountDownLatch left) implements Behaviour {
    @Override
    public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
      peer.send(kind, slice, last);
      left.countDown();
    }
  }
}
