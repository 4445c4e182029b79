package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageKind;
import org.wsbin.settings.Settings.Limits;

/**
 * One action of a run: its progress, and the context in which it acts.
 *
 * <p>Threads: its methods are called only in events of the run, which guard its fields. Two
 * exceptions: {@link #receive}, which the engine's thread calls and which uses none of them; and
 * methods with the same result on all threads ({@link #messages}, {@link #timer}, {@link #limits},
 * {@link #peer}).
 */
final class StepRun implements StepContext {
  private enum State {
    /** The earlier steps are not done. */
    WAITING,
    STARTED,
    /** The next step has started; this one may continue. */
    DONE
  }

  private final ScenarioRun run;
  private final Action action;
  private final boolean last;
  private State state = State.WAITING;
  private boolean receivedAll;
  private Optional<Timer.Scheduled> scheduled = Optional.empty();
  private long timerTasks;
  private Optional<Runnable> unsent = Optional.empty();

  /**
   * A step that has not started.
   *
   * @param last whether no step follows
   */
  StepRun(ScenarioRun run, Action action, boolean last) {
    this.run = run;
    this.action = action;
    this.last = last;
  }

  /** How many of the peer's messages it takes. */
  int messages() {
    return action.messages();
  }

  Optional<ConnectionObserver> observer() {
    return action.observer();
  }

  boolean bounded() {
    return action.bounded();
  }

  void start() {
    state = State.STARTED;
    action.start(this);
    if (receivedAll) {
      action.receivedAll(this);
    }
  }

  /** A slice of one of its messages, perhaps before its start; on the engine's thread. */
  void receive(MessageKind kind, ByteBuffer slice, boolean end) {
    action.receive(this, kind, slice, end);
  }

  /** All its messages have arrived. */
  void receivedAll() {
    receivedAll = true;
    if (state != State.WAITING) {
      action.receivedAll(this);
    }
  }

  void roomAgain() {
    Optional<Runnable> again = unsent;
    unsent = Optional.empty();
    again.ifPresent(Runnable::run);
    if (state != State.WAITING) {
      action.roomAgain(this);
    }
  }

  /** The connection has ended. */
  void end() {
    scheduled.ifPresent(Timer.Scheduled::cancel);
    if (state != State.WAITING) {
      action.closed();
    }
  }

  @Override
  public Peer peer() {
    return run.peer();
  }

  @Override
  public WirePeer wire() {
    if (run.peer() instanceof WirePeer wire) {
      return wire;
    }
    throw new IllegalStateException("This step needs wsbin's own engine.");
  }

  @Override
  public Timer timer() {
    return run.services().timer();
  }

  @Override
  public Limits limits() {
    return run.services().limits();
  }

  @Override
  public MemoryBudget memory() {
    return run.services().memory();
  }

  @Override
  public boolean last() {
    return last;
  }

  @Override
  public void done() {
    if (state == State.STARTED) {
      state = State.DONE;
      if (run.acting()) {
        run.next();
      }
    }
  }

  @Override
  public void stay() {
    run.stay();
  }

  @Override
  public Listener listen(Listener listener) {
    return run.messages().listen(listener);
  }

  @Override
  public void pongs(Consumer<ByteBuffer> pongs) {
    run.pongs(pongs);
  }

  @Override
  public void say(MessageKind kind, ByteBuffer message, Runnable then) {
    if (peer().offer(kind, message.duplicate())) {
      then.run();
    } else {
      unsent = Optional.of(() -> say(kind, message, then));
    }
  }

  @Override
  public void after(Duration delay, Runnable task) {
    scheduled.ifPresent(Timer.Scheduled::cancel);
    if (run.acting()) {
      long number = ++timerTasks;
      scheduled = Optional.of(timer().after(delay, () -> run.execute(() -> due(number, task))));
    }
  }

  /** Runs a due task, unless it was replaced while it waited for the connection. */
  private void due(long number, Runnable task) {
    if (number == timerTasks) {
      task.run();
    }
  }

  @Override
  public void soon(Runnable task) {
    run.services().bulk().execute(() -> run.executeHere(task));
  }
}
