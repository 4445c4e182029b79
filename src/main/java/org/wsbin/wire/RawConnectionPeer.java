package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.wsbin.scenario.RawPeer;
import org.wsbin.scenario.Timer;

/**
 * The peer of one connection, as its raw behaviour sees it. All calls come from inside the gate,
 * except those of the timer.
 */
final class RawConnectionPeer implements RawPeer {
  /** While fewer bytes wait for the network, the behaviour may write more. */
  static final int READY_BYTES = 64 * 1024;

  private final RawConnection connection;
  private final Set<Task> tasks = new HashSet<>();
  private boolean waitsForRoom;

  RawConnectionPeer(RawConnection connection) {
    this.connection = connection;
  }

  @Override
  public void write(ByteBuffer bytes) {
    connection.write(bytes);
  }

  @Override
  public void flush() {
    connection.flush();
  }

  @Override
  public boolean ready() {
    boolean writes = connection.writes();
    boolean ready = writes && connection.waitingBytes() < READY_BYTES;
    waitsForRoom |= writes && !ready;
    return ready;
  }

  /**
   * Notes how much waits for the network after a flush.
   *
   * @return whether {@link #ready} was false and is true now
   */
  boolean roomAgain() {
    boolean ready = ready();
    boolean again = ready && waitsForRoom;
    waitsForRoom &= !again;
    return again;
  }

  /** Whether the behaviour must be called when there is room. */
  boolean waitsForRoom() {
    return waitsForRoom;
  }

  @Override
  public void read(boolean wanted) {
    connection.read(wanted);
  }

  @Override
  public void endOutput() {
    connection.endOutput();
  }

  @Override
  public void abort() {
    connection.cut();
  }

  @Override
  public Timer.Scheduled after(Duration time, Runnable code) {
    Task task = new Task(code);
    if (!connection.closed()) {
      tasks.add(task);
      task.schedule(time);
    }
    return task;
  }

  @Override
  public long nanos() {
    return connection.resources().nanos();
  }

  /** TCP has ended: no task runs any more. */
  void ended() {
    List.copyOf(tasks).forEach(Task::cancel);
  }

  /** A task that runs inside the gate, unless it is cancelled there before. */
  private final class Task implements Timer.Scheduled {
    private final Runnable code;
    private Optional<Timer.Scheduled> scheduled = Optional.empty();

    Task(Runnable code) {
      this.code = code;
    }

    void schedule(Duration time) {
      Timer timer = connection.resources().connections().timer();
      scheduled = Optional.of(timer.after(time, () -> connection.gate.leave(this::due)));
    }

    private void due() {
      if (tasks.remove(this)) {
        connection.calls.run(unused -> code.run());
      }
    }

    @Override
    public void cancel() {
      if (tasks.remove(this)) {
        scheduled.ifPresent(Timer.Scheduled::cancel);
      }
    }
  }
}
