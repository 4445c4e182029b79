package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.Peer;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.WirePeer;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Source;

/** One connection of the engine, with its network and the time in the hands of the test. */
final class Wired {
  static final PerMessageDeflate DEFLATE = new PerMessageDeflate(true, true);

  /** Other than the usual ones, and none like another. */
  private static final Map<String, String> LIMITS =
      Map.of(
          "max-message", "10m",
          "memory", "4m",
          "send-queue", "1k",
          "send-timeout", "10s",
          "close-timeout", "5s",
          "ping-interval", "20s",
          "pong-timeout", "15s",
          "fault-wait", "3s",
          "max-fault-duration", "1m");

  final FakeTimer timer = new FakeTimer();

  /** What waits for a thread that inflates. */
  final Deque<Runnable> inflating = new ArrayDeque<>();

  /** What waits for another thread that has time. */
  final Deque<Runnable> bulk = new ArrayDeque<>();

  final FakeTransport network = new FakeTransport();
  final BufferPool buffers = BufferPool.heap();
  final Recorder behaviour = new Recorder();
  final Connections connections = new Connections(settings(), timer, ServerObserver.NONE);
  final WireConnection connection;

  private boolean exact;

  /** Not opened yet. */
  Wired(Optional<PerMessageDeflate> deflate) {
    this(deflate, Optional.empty());
  }

  /** Not opened yet, and observed. */
  Wired(Optional<PerMessageDeflate> deflate, Optional<ConnectionObserver> observer) {
    behaviour.observer = observer;
    EngineResources resources =
        new EngineResources(
            connections, buffers, new IoThreadScheduler(timer), bulk::add, inflating::add);
    connection = new WireConnection(behaviour, resources, deflate, most(limits()));
    timer.every(Duration.ofMillis(100), this::sweep); // an idle one has its turn at times only
  }

  private void sweep() {
    if (exact && connections.count() > 0) {
      connection.sweep();
    }
  }

  /** From now on it is checked at each interval, also if it is idle. */
  Wired exact() {
    exact = true;
    return this;
  }

  static Wired open() {
    return new Wired(Optional.empty()).opened();
  }

  /** One that sends back what comes. */
  static Wired echo() {
    return open().echoing();
  }

  /** One that sends back what comes, and has agreed on compression. */
  static Wired deflatingEcho() {
    return new Wired(Optional.of(DEFLATE)).opened().echoing();
  }

  /** Resources with buffers of their own. */
  static EngineResources resources(Connections connections, Executor bulk) {
    return new EngineResources(
        connections, BufferPool.heap(), new IoThreadScheduler(connections.timer()), bulk, bulk);
  }

  static Settings settings() {
    return Settings.load(List.of(Source.flags(LIMITS)));
  }

  static Limits limits() {
    return settings().limits();
  }

  static MessageDecoder.Limits most(Limits limits) {
    return new MessageDecoder.Limits(limits.maxMessage(), limits.maxFragments());
  }

  Wired opened() {
    connection.opened(network);
    return this;
  }

  private Wired echoing() {
    behaviour.reaction = Peer::send;
    return this;
  }

  /** These bytes come, in one read; gives what the connection says to that. */
  boolean receive(byte[]... parts) {
    network.arrive(ClientBytes.joined(parts));
    return connection.readable();
  }

  /** The network takes so much more, and says so. */
  void makeRoom(long bytes) {
    network.room = bytes;
    connection.writable();
  }

  /** The threads for longer work do all that there is. */
  void runBulk() {
    while (!bulk.isEmpty() || !inflating.isEmpty()) {
      (bulk.isEmpty() ? inflating : bulk).remove().run();
    }
  }

  /** The behaviour sends by itself. */
  void send(String text) {
    remote().send(MessageKind.TEXT, ByteBuffer.wrap(text.getBytes(UTF_8)), true);
  }

  void send(int bytes) {
    remote().send(MessageKind.BINARY, ByteBuffer.allocate(bytes), true);
  }

  /** The peer, as the behaviour has it. */
  WirePeer remote() {
    return connection.peer;
  }

  void passes(Duration time) {
    timer.advance(time);
  }
}
