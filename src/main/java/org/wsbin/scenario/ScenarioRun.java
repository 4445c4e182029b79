package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageKind;
import org.wsbin.text.Durations;

/**
 * Runs the actions of a scenario on one connection, one after the other, and closes with 1000 after
 * the last one, unless one of them goes on.
 *
 * <p>Threads: the engine calls the methods of {@link Behaviour}, as described there. The timer and
 * the threads for bulk data use {@link #execute} and {@link #executeHere}. All of them post events
 * into the {@link Mailbox}, which runs one at a time; fields that only events use need no other
 * guard. Slices of messages are handled at once, outside the events.
 */
public final class ScenarioRun implements Behaviour {
  /** The most queued pongs; more are dropped. */
  static final int MOST_PONGS_WAITING = 64;

  private static final CloseStatus DONE = new CloseStatus(CloseStatus.NORMAL, "");

  private enum State {
    NOT_OPENED,
    /** Steps act; after the last one the connection is closed. */
    RUNNING,
    /** Steps act; after the last one the connection stays open. */
    STAYING,
    /** The connection has ended, or its time is over: no step acts any more. */
    ENDED;

    boolean acting() {
      return this == RUNNING || this == STAYING;
    }
  }

  private final SharedServices services;
  private final String clientAddress;
  private final Optional<Duration> pingInterval;
  private final Optional<ConnectionObserver> outside;
  private final List<StepRun> steps = new ArrayList<>();
  private final MessageDispatcher messages;
  private final Mailbox events = new Mailbox(this::fail);

  /** Set by the engine's thread and by events, read by any. */
  private final AtomicReference<State> state = new AtomicReference<>(State.NOT_OPENED);

  /** Set by an event, read by the engine's thread as well. */
  private volatile Optional<Consumer<ByteBuffer>> pongs = Optional.empty();

  /** Set before the first event. */
  private Optional<Peer> connected = Optional.empty();

  // in events only
  private Optional<Timer.Scheduled> bound = Optional.empty();
  private int current = -1;

  /**
   * A run of these actions; each action serves this connection only.
   *
   * @param clientAddress the client's IP address
   * @param pingInterval the time between pings, if it differs from the settings
   * @param outside observes the connection besides the actions
   */
  public ScenarioRun(
      List<Action> actions,
      SharedServices services,
      String clientAddress,
      Optional<Duration> pingInterval,
      Optional<ConnectionObserver> outside) {
    this.services = services;
    this.clientAddress = clientAddress;
    this.pingInterval = pingInterval;
    this.outside = outside;
    for (Action action : actions) {
      steps.add(new StepRun(this, action, steps.size() == actions.size() - 1));
    }
    this.messages = new MessageDispatcher(steps, step -> post(step::receivedAll));
  }

  @Override
  public Optional<ConnectionObserver> observer() {
    Stream<ConnectionObserver> ofSteps = steps.stream().flatMap(step -> step.observer().stream());
    return ObserverList.of(Stream.concat(outside.stream(), ofSteps).toList());
  }

  @Override
  public String clientAddress() {
    return clientAddress;
  }

  @Override
  public Optional<Duration> pingInterval() {
    return pingInterval;
  }

  @Override
  public void opened(Peer peer) {
    connected = Optional.of(peer);
    if (state.compareAndSet(State.NOT_OPENED, State.RUNNING)) {
      post(this::start);
    }
  }

  private void start() {
    if (steps.stream().anyMatch(StepRun::bounded)) {
      Duration most = services.limits().maxDuration();
      bound = Optional.of(services.timer().after(most, () -> execute(() -> overdue(most))));
    }
    next();
  }

  private void overdue(Duration most) {
    state.set(State.ENDED);
    Peer peer = peer();
    if (peer instanceof WirePeer wire) {
      wire.mute(false);
      wire.endAfter(services.limits().closeTimeout());
    }
    peer.close(
        new CloseStatus(
            CloseStatus.POLICY_VIOLATION,
            "This path can last at most " + Durations.format(most) + " (--max-duration)."));
  }

  @Override
  public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
    messages.slice(peer, kind, slice, last);
  }

  @Override
  public void pong(ByteBuffer payload) {
    if (pongs.isPresent() && events.waiting() < MOST_PONGS_WAITING) {
      ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
      post(() -> pongs.ifPresent(consumer -> consumer.accept(copy)));
    }
  }

  @Override
  public void roomAgain() {
    post(() -> steps.forEach(StepRun::roomAgain));
  }

  /** Each end is a separate event, so a failure does not affect the others. */
  @Override
  public void closed() {
    state.set(State.ENDED);
    events.add(() -> bound.ifPresent(Timer.Scheduled::cancel));
    steps.forEach(step -> events.add(step::end));
  }

  /** Runs a task as an event, unless no step acts any more; safe from any thread. */
  private void post(Runnable event) {
    events.add(
        () -> {
          if (acting()) {
            event.run();
          }
        });
  }

  private void fail(Throwable cause) {
    peer().fail(cause);
  }

  /** Runs a task as an event, without waiting; for the timer's thread. */
  void execute(Runnable task) {
    peer().execute(() -> post(task));
  }

  /** Runs a task as an event; for threads that may wait until the connection is free. */
  void executeHere(Runnable task) {
    peer().executeHere(() -> post(task));
  }

  /**
   * Whether steps may act: the connection is open, and its time is not over. Safe from any thread.
   */
  boolean acting() {
    return state.get().acting();
  }

  /** Starts the next step, or finishes; in events only. */
  void next() {
    current++;
    if (current < steps.size()) {
      steps.get(current).start();
    } else if (state.get() == State.RUNNING) {
      peer().close(DONE);
    }
  }

  /** Keeps the connection open after the last step; in events only. */
  void stay() {
    state.compareAndSet(State.RUNNING, State.STAYING);
  }

  /** Sets a listener for the payload of each pong; in events only. */
  void pongs(Consumer<ByteBuffer> consumer) {
    pongs = Optional.of(consumer);
  }

  /** The peer; from the first event on. */
  Peer peer() {
    return connected.orElseThrow();
  }

  MessageDispatcher messages() {
    return messages;
  }

  SharedServices services() {
    return services;
  }
}
