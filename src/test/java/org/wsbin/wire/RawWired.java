package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.scenario.ServerObserver;

/**
 * One connection that is played byte by byte, with its network and the time in the hands of the
 * test. The settings are those of {@link Wired}.
 */
final class RawWired {
  final FakeTimer timer = new FakeTimer();

  /** What waits for a thread that has time. */
  final Deque<Runnable> bulk = new ArrayDeque<>();

  final FakeTransport network = new FakeTransport();
  final BufferPool buffers = BufferPool.heap();
  final RawRecorder behaviour = new RawRecorder();
  final Connections connections = new Connections(Wired.settings(), timer, ServerObserver.NONE);

  /** What the observer saw. */
  final List<String> seen = new ArrayList<>();

  final RawConnection connection =
      new RawConnection(
          behaviour,
          new EngineResources(
              connections, buffers, new IoThreadScheduler(timer), bulk::add, bulk::add),
          new Notes(),
          "192.0.2.1");

  static RawWired open() {
    return new RawWired().opened();
  }

  RawWired opened() {
    connection.opened(network);
    return this;
  }

  /** These bytes come, in one read; gives what the connection says to that. */
  boolean receive(String text) {
    network.arrive(text.getBytes(UTF_8));
    return connection.readable();
  }

  /** The peer ends its side; gives what the connection says to that. */
  boolean finish() {
    network.endInput();
    return connection.readable();
  }

  /** The network takes so much more, and says so. */
  void makeRoom(long bytes) {
    network.room = bytes;
    connection.writable();
  }

  /** An event of the behaviour, as if a timer had run. */
  void act(Runnable action) {
    connection.gate.enter(action::run);
  }

  void write(String text) {
    act(() -> connection.peer.write(bytes(text)));
  }

  void write(int count) {
    act(() -> connection.peer.write(ByteBuffer.allocate(count)));
  }

  String taken() {
    return new String(network.taken(), UTF_8);
  }

  void passes(Duration time) {
    timer.advance(time);
  }

  static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private final class Notes implements ConnectionObserver {
    @Override
    public void opened(long nanos) {
      seen.add("opened");
    }

    @Override
    public void rawBytes(ByteBuffer bytes, long nanos) {
      seen.add("sent " + bytes.remaining());
    }

    @Override
    public void rawReceived(int bytes, long nanos) {
      seen.add("received " + bytes);
    }

    @Override
    public void ended(ConnectionState state, EndOfStream how, long nanos) {
      seen.add("end: " + how);
    }
  }
}
