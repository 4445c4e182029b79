package org.wsbin.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/** Keeps what it is told, each with the time at which it was told. */
final class FakePeer implements Peer {
  record Sent(Duration at, MessageKind kind, String text, boolean last) {}

  record Closed(Duration at, CloseStatus status) {}

  final List<Sent> sent = new ArrayList<>();
  final List<Closed> closed = new ArrayList<>();
  final List<Throwable> failures = new ArrayList<>();
  boolean ready = true;

  /** What each send throws, if anything. */
  Optional<RuntimeException> fault = Optional.empty();

  private final FakeTimer timer;

  FakePeer(FakeTimer timer) {
    this.timer = timer;
  }

  @Override
  public void send(MessageKind kind, ByteBuffer slice, boolean last) {
    fault.ifPresent(
        failure -> {
          throw failure;
        });
    String text = UTF_8.decode(slice).toString();
    sent.add(new Sent(timer.passed(), kind, text, last));
  }

  @Override
  public boolean ready() {
    return ready;
  }

  @Override
  public void close(CloseStatus status) {
    closed.add(new Closed(timer.passed(), status));
  }

  @Override
  public void fail(Throwable cause) {
    failures.add(cause);
  }
}
