package org.wsbin.suite;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.scenario.RawBehaviour;
import org.wsbin.scenario.RawPeer;
import org.wsbin.scenario.Timer;

/**
 * Plays a behaviour on a socket. The behaviour's calls, and its timers, run on the thread that
 * calls {@link #play}; one thread reads, and one writes.
 */
final class SocketPeer implements RawPeer {
  /** More waiting bytes make the peer not {@link #ready}. */
  static final int READY_BYTES = 64 * 1024;

  private static final System.Logger LOG = System.getLogger(SocketPeer.class.getName());
  private static final int BUFFER = 16 * 1024;

  /** Buffers that were read and not handled yet. */
  private static final int MOST_READ = 8;

  /** A task at a time; its order among those of the same time is that of their making. */
  private static final class Alarm implements Timer.Scheduled {
    private final long at;
    private final int order;
    private final Runnable task;
    private volatile boolean cancelled;

    Alarm(long at, int order, Runnable task) {
      this.at = at;
      this.order = order;
      this.task = task;
    }

    @Override
    public void cancel() {
      cancelled = true;
    }
  }

  /** What the writing thread does next. */
  private interface Output {
    void to(OutputStream stream) throws IOException;
  }

  private final Socket socket;
  private final RawBehaviour behaviour;
  private final BlockingQueue<Runnable> events = new LinkedBlockingQueue<>();
  private final BlockingQueue<Output> outputs = new LinkedBlockingQueue<>();
  private final Semaphore mayRead = new Semaphore(MOST_READ);
  private final AtomicInteger waiting = new AtomicInteger();
  private final PriorityQueue<Alarm> alarms =
      new PriorityQueue<>(
          Comparator.comparingLong((Alarm alarm) -> alarm.at).thenComparing(alarm -> alarm.order));
  private final ByteArrayOutputStream collected = new ByteArrayOutputStream();
  private int alarmsMade;
  private boolean wasReady = true;
  private boolean reads = true;

  /** Buffers whose room the reading thread does not get back before reading goes on. */
  private int keptBack;

  private boolean inputOver;
  private boolean outputOver;
  private boolean over;

  private SocketPeer(Socket socket, RawBehaviour behaviour) {
    this.socket = socket;
    this.behaviour = behaviour;
  }

  /**
   * Plays the behaviour until TCP has ended, or the time is over; then the socket is closed.
   *
   * @param first bytes of the peer that were read already
   */
  static void play(Socket socket, ByteBuffer first, RawBehaviour behaviour, Duration most) {
    new SocketPeer(socket, behaviour).run(first, most);
  }

  private void run(ByteBuffer first, Duration most) {
    Thread reader = thread("reads", this::readAll);
    Thread writer = thread("writes", this::writeAll);
    after(most, () -> end(EndOfStream.TIMEOUT));
    events.add(() -> behaviour.opened(this));
    if (first.hasRemaining()) {
      events.add(() -> behaviour.received(first));
    }
    try {
      reader.start();
      writer.start();
      while (!over) {
        next();
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      end(EndOfStream.LOCAL);
    } finally {
      close();
      reader.interrupt();
      writer.interrupt();
    }
  }

  private Thread thread(String does, Runnable task) {
    Thread thread = new Thread(task, "wsbin-conform-" + does);
    thread.setDaemon(true);
    return thread;
  }

  /** One event, or one alarm: that first, so that a peer which never pauses cannot hold it up. */
  private void next() throws InterruptedException {
    Alarm alarm = alarms.peek();
    long left = alarm == null ? Long.MAX_VALUE : alarm.at - nanos();
    if (left <= 0) {
      alarms.remove(alarm);
      if (!alarm.cancelled) {
        alarm.task.run();
      }
    } else {
      Optional.ofNullable(events.poll(left, TimeUnit.NANOSECONDS)).ifPresent(Runnable::run);
    }
    flush();
  }

  private void readAll() {
    try {
      InputStream in = socket.getInputStream();
      while (true) {
        mayRead.acquire();
        byte[] bytes = new byte[BUFFER];
        int count = in.read(bytes);
        if (count < 0) {
          events.add(this::inputEnded);
          return;
        }
        events.add(
            () -> {
              letRead();
              behaviour.received(ByteBuffer.wrap(bytes, 0, count).slice());
            });
      }
    } catch (IOException lost) {
      LOG.log(DEBUG, "Reading failed.", lost);
      events.add(() -> end(EndOfStream.RESET));
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  private void writeAll() {
    try {
      OutputStream out = socket.getOutputStream();
      while (true) {
        outputs.take().to(out);
      }
    } catch (IOException lost) {
      LOG.log(DEBUG, "Writing failed.", lost); // the reader says how TCP ended
    } catch (InterruptedException over) {
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public void write(ByteBuffer bytes) {
    byte[] copy = new byte[bytes.remaining()];
    bytes.get(copy);
    collected.writeBytes(copy);
    waiting.addAndGet(copy.length);
    wasReady = wasReady && ready();
  }

  @Override
  public void flush() {
    if (collected.size() == 0) {
      return;
    }
    byte[] all = collected.toByteArray();
    collected.reset();
    outputs.add(
        stream -> {
          stream.write(all);
          stream.flush();
          if (waiting.addAndGet(-all.length) < READY_BYTES) {
            events.add(this::readyAgain);
          }
        });
  }

  private void readyAgain() {
    if (!wasReady && ready()) {
      wasReady = true;
      behaviour.ready();
    }
  }

  @Override
  public boolean ready() {
    return waiting.get() < READY_BYTES;
  }

  @Override
  public void read(boolean wanted) {
    reads = wanted;
    if (wanted) {
      mayRead.release(keptBack);
      keptBack = 0;
    }
  }

  private void letRead() {
    if (reads) {
      mayRead.release();
    } else {
      keptBack++;
    }
  }

  @Override
  public void endOutput() {
    flush();
    outputs.add(
        stream -> {
          socket.shutdownOutput();
          events.add(this::outputEnded);
        });
  }

  private void inputEnded() {
    inputOver = true;
    behaviour.inputEnded();
    endIfBothHave();
  }

  private void outputEnded() {
    outputOver = true;
    endIfBothHave();
  }

  private void endIfBothHave() {
    if (inputOver && outputOver) {
      end(EndOfStream.FIN);
    }
  }

  @Override
  public void abort() {
    try {
      socket.setSoLinger(true, 0);
    } catch (IOException gone) {
      LOG.log(DEBUG, "The connection was gone already.", gone);
    }
    end(EndOfStream.LOCAL);
  }

  /** Tells the behaviour once. */
  private void end(EndOfStream how) {
    if (!over) {
      over = true;
      close();
      behaviour.ended(how);
    }
  }

  private void close() {
    try {
      socket.close();
    } catch (IOException gone) {
      LOG.log(DEBUG, "The connection was gone already.", gone);
    }
  }

  @Override
  public Timer.Scheduled after(Duration time, Runnable task) {
    Alarm alarm = new Alarm(nanos() + time.toNanos(), alarmsMade++, task);
    alarms.add(alarm);
    return alarm;
  }

  @Override
  public long nanos() {
    return System.nanoTime();
  }
}
