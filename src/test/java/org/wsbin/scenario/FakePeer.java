package org.wsbin.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;

/**
 * Records what is asked of it, and when. What happens at the connection happens one at a time: what
 * comes meanwhile waits until that is done.
 */
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

  /** How many of the tasks so far came through {@link #executeHere}. */
  public int executedHere;

  private final Queue<Runnable> tasks = new ArrayDeque<>();
  private final Queue<Runnable> unread = new ArrayDeque<>();
  private boolean busy;
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
  public void hold(boolean held) {
    calls.add("hold " + held);
  }

  @Override
  public void note(String what, String sentence) {
    calls.add(what + ": " + sentence);
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
    goOn();
  }

  /** Something comes from the peer: it is handed over at once, or when it is read. */
  public void comes(Runnable something) {
    unread.add(something);
    goOn();
  }

  @Override
  public void execute(Runnable task) {
    tasks.add(task);
    goOn();
  }

  @Override
  public void executeHere(Runnable task) {
    executedHere++;
    execute(task);
  }

  /** Another thread is at the connection until {@link #leave}. */
  public void enter() {
    busy = true;
  }

  /** The other thread has left, and has done what came meanwhile. */
  public void leave() {
    busy = false;
    goOn();
  }

  private void goOn() {
    while (!busy && !(tasks.isEmpty() && (stalls > 0 || unread.isEmpty()))) {
      busy = true;
      (tasks.isEmpty() ? unread : tasks).remove().run();
      busy = false;
    }
  }

  @Override
  public void mute(boolean muted) {
    calls.add("mute " + muted);
  }

  @Override
  public void keepSilent(Silence what) {
    calls.add("keep silent " + what);
  }

  @Override
  public void raw(ByteBuffer bytes) {
    byte[] octets = new byte[bytes.remaining()];
    bytes.get(octets);
    calls.add("raw " + HexFormat.of().formatHex(octets));
  }

  @Override
  public void closeSent() {
    calls.add("close sent");
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
