package org.wsbin.server;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.io.IOException;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.apache.tomcat.util.net.SocketEvent;

/**
 * Watches the upgraded connections whose handlers will not block now, and calls these on its
 * thread. It does nothing else, which costs less for each event than Tomcat's poller with all that
 * Tomcat does around it. The channels stay registered there, without an interest, so that Tomcat
 * ends them when it stops.
 */
final class ConnectionPoller implements AutoCloseable {
  /** An event that takes longer is slow: every other connection waits. */
  static final long SLOW_NANOS = 1_000_000;

  /**
   * The least time between two wake-ups of Tomcat's poller, which looks at all of its connections
   * each time.
   */
  static final long WAKE_UP_MILLIS = 100;

  private static final System.Logger LOG = System.getLogger(ConnectionPoller.class.getName());

  private final Selector selector;
  private final Selector tomcats;
  private final LongConsumer slowEvents;
  private final Consumer<PolledChannel> over;
  private final Thread thread = new Thread(this::run, "wsbin-connections-Poller");

  /** Those with changes; a channel that has told does not tell again until it is looked at. */
  private final Queue<PolledChannel> changed = new ConcurrentLinkedQueue<>();

  /** Whether a channel was closed since Tomcat's poller was woken. */
  private volatile boolean closing;

  private long wokenUp = System.nanoTime() - TimeUnit.MILLISECONDS.toNanos(WAKE_UP_MILLIS);
  private volatile boolean stopped;
  private Optional<PolledChannel> handling = Optional.empty();

  /**
   * Starts one.
   *
   * @param tomcats the selector of Tomcat's poller
   * @param slowEvents hears of the nanoseconds of each slow event
   * @param over takes a channel whose handler says that its connection is over
   */
  ConnectionPoller(Selector tomcats, LongConsumer slowEvents, Consumer<PolledChannel> over)
      throws IOException {
    this.selector = Selector.open();
    this.tomcats = tomcats;
    this.slowEvents = slowEvents;
    this.over = over;
    thread.setDaemon(true);
    thread.start();
  }

  /** Whether the handler of that channel is being called by this thread. */
  boolean isHandling(PolledChannel channel) {
    return Thread.currentThread() == thread && handling.filter(channel::equals).isPresent();
  }

  /** The channel wants something else. */
  void tell(PolledChannel channel) {
    changed.add(channel);
    wake();
  }

  /** A channel was closed: its socket stays until both selectors have looked. */
  void closed() {
    closing = true;
    wake();
  }

  private void wake() {
    if (Thread.currentThread() != thread) {
      selector.wakeup();
    }
  }

  private void run() {
    try (selector) {
      while (!stopped) {
        poll();
      }
    } catch (IOException unclosed) {
      LOG.log(DEBUG, "The selector could not be closed.", unclosed);
    }
  }

  private void poll() {
    try {
      for (PolledChannel next = changed.poll(); next != null; next = changed.poll()) {
        next.watch(selector);
      }
      selector.select(this::happened, wakeUpTomcat());
    } catch (IOException | RuntimeException | Error failed) { // the other connections go on
      LOG.log(ERROR, "A poll failed.", failed);
    }
  }

  /** If channels were closed; returns in how many milliseconds to try again, 0 for never. */
  private long wakeUpTomcat() {
    if (!closing) {
      return 0;
    }
    long left = WAKE_UP_MILLIS - TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - wokenUp);
    if (left > 0) {
      return left;
    }
    wokenUp = System.nanoTime();
    closing = false; // first: what is closed from now on needs another one
    tomcats.wakeup();
    return 0;
  }

  private void happened(SelectionKey key) {
    PolledChannel channel = (PolledChannel) key.attachment();
    long start = System.nanoTime();
    handling = Optional.of(channel);
    try {
      int ready = key.readyOps();
      boolean goesOn =
          (ready & SelectionKey.OP_READ) == 0
              || channel.handle(SelectionKey.OP_READ, SocketEvent.OPEN_READ);
      if (goesOn && (ready & SelectionKey.OP_WRITE) != 0) {
        goesOn = channel.handle(SelectionKey.OP_WRITE, SocketEvent.OPEN_WRITE);
      }
      if (!goesOn) {
        over.accept(channel);
      }
    } catch (CancelledKeyException closed) {
      LOG.log(DEBUG, "It was closed meanwhile.", closed);
    } catch (RuntimeException | Error failure) {
      LOG.log(ERROR, "A connection failed.", failure);
      over.accept(channel);
    } finally {
      handling = Optional.empty();
      channel.watch(selector);
    }
    long nanos = System.nanoTime() - start;
    if (nanos > SLOW_NANOS) {
      slowEvents.accept(nanos);
    }
  }

  /** Ends the thread; the connections have ended before. */
  @Override
  public void close() {
    stopped = true;
    selector.wakeup();
  }
}
