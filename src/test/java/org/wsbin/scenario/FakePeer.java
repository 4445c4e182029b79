package org.wsbin.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/** Keeps what it is told, each with the time at which it was told. */
public final class FakePeer implements WirePeer {
  public record Sent(Duration at, MessageKind kind, String text, boolean last) {}

  public record Closed(Duration at, CloseStatus status) {}

  public final List<Sent> sent = new ArrayList<>();
  public final List<Closed> closed = new ArrayList<>();
  public final List<Throwable> failures = new ArrayList<>();

  /** What else was called, each as a line. */
  public final List<String> calls = new ArrayList<>();

  public boolean ready = true;
  public int fragments;
  private final Queue<Runnable> piledUp = new ArrayDeque<>();
  private int stalls;
  private boolean insideMessage;

  /** What each send throws, if anything. */
  public Optional<RuntimeException> fault = Optional.empty();

  /** What happens at the same time as each send. */
  public Runnable meanwhile = () -> {};

  private final FakeTimer timer;

  public FakePeer(FakeTimer timer) {
    this.timer = timer;
  }

  @Override
  public void send(MessageKind kind, ByteBuffer slice, boolean last) {
    fault.ifPresent(
        failure -> {
          throw failure;
        });
    String text = UTF_8.decode(slice).toString();
    insideMessage = !last;
    sent.add(new Sent(timer.passed(), kind, text, last));
    meanwhile.run();
  }

  @Override
  public boolean offer(MessageKind kind, ByteBuffer message) {
    if (insideMessage) {
      return false;
    }
    send(kind, message, true);
    return true;
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

  @Override
  public void fragment(int bytes) {
    calls.add("fragment " + bytes);
  }

  @Override
  public void ping(ByteBuffer payload) {
    calls.add("ping " + UTF_8.decode(payload));
  }

  @Override
  public void pongUnasked(ByteBuffer payload) {
    calls.add("pong " + UTF_8.decode(payload));
  }

  @Override
  public void closeWithoutCode() {
    calls.add("close without a code");
  }

  @Override
  public void drop() {
    calls.add("drop");
  }

  @Override
  public void stall(boolean stalled) {
    calls.add("stall " + stalled);
    stalls += stalled ? 1 : -1;
    while (stalls == 0 && !piledUp.isEmpty()) {
      piledUp.remove().run();
    }
  }

  /** Something comes from the peer: it is handed over at once, or when it is read. */
  public void comes(Runnable something) {
    if (stalls > 0) {
      piledUp.add(something);
    } else {
      something.run();
    }
  }

  @Override
  public void mute(boolean muted) {
    calls.add("mute " + muted);
  }

  @Override
  public void ignoreClose() {
    calls.add("ignore close");
  }

  @Override
  public void drip(int bytes, Duration interval) {
    calls.add("drip " + bytes + " " + interval);
  }

  @Override
  public int fragments() {
    return fragments;
  }

  @Override
  public void endAfter(Duration time) {
    calls.add("end after " + time);
  }
}
