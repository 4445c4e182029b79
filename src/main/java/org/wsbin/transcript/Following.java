package org.wsbin.transcript;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.Timer;
import org.wsbin.text.Json;

/**
 * Somebody who follows a transcript, as the text of server-sent events (HTML, section 9.2): what
 * has happened, and then what happens. It has a place in the transcript and no queue, so that a
 * slow reader misses nothing that the transcript keeps, and holds nothing more. One thread at a
 * time calls {@link #next}; every other call may come from any thread.
 */
public final class Following implements AutoCloseable {
  /** How long a stream may be silent. */
  static final Duration BEAT = Duration.ofSeconds(15);

  /** How long a stream lasts; its client then connects again. */
  static final Duration MOST_TIME = Duration.ofMinutes(10);

  /** What a stream is charged: its text that waits to be sent. */
  static final long BYTES = 64 * 1024;

  private static final int PART = 16 * 1024;
  private static final int EVENTS = 64;

  private final EventLog log;
  private final Secrets secrets;
  private final Runnable wake;
  private final Runnable closed;
  private final Timer.Scheduled beating;
  private final Timer.Scheduled ending;
  private final AtomicBoolean over = new AtomicBoolean();
  private final AtomicBoolean isClosed = new AtomicBoolean();
  private volatile boolean beat;
  private boolean greeted;
  private int place;

  /**
   * Follows from now on.
   *
   * @param place how many events the reader knows already
   * @param wake is called after each event, if the stream has something to send or ends; on any
   *     thread; it may neither block nor throw
   * @param closed gives back what the stream was charged
   */
  Following(EventLog log, int place, Secrets secrets, Timer timer, Runnable wake, Runnable closed) {
    this.log = log;
    this.place = place > log.size() ? 0 : place;
    this.secrets = secrets;
    this.wake = wake;
    this.closed = closed;
    this.beating = timer.every(BEAT, this::beat);
    this.ending = timer.after(MOST_TIME, this::end);
    log.listen(wake);
  }

  private void beat() {
    beat = true;
    wake.run();
  }

  private void end() {
    over.set(true);
    wake.run();
  }

  /** The next text to send: some whole events, or a comment; empty if there is nothing now. */
  public String next() {
    StringBuilder text = new StringBuilder();
    if (!greeted) {
      greeted = true;
      text.append("retry: 1000\n\n");
    }
    List<TranscriptEvent> events = log.after(place, EVENTS);
    for (int i = 0; i < events.size() && text.length() < PART; i++) {
      TranscriptEvent event = events.get(i);
      place++;
      text.append("id: ").append(place).append('\n');
      event(text, event.type(), Json.of(event.members(secrets)));
    }
    if (text.isEmpty() && log.deleted() && over.compareAndSet(false, true)) {
      event(text, "deleted", "{}");
    }
    if (text.isEmpty() && beat) {
      text.append(":\n\n");
    }
    if (!text.isEmpty()) {
      beat = false;
    }
    return text.toString();
  }

  private static void event(StringBuilder text, String type, String json) {
    text.append("event: ").append(type).append("\ndata: ").append(json).append("\n\n");
  }

  /** Whether the stream ends here: its time is over, or the transcript was deleted. */
  public boolean over() {
    return over.get();
  }

  /** Ends it, and gives back its place; may be called again. */
  @Override
  public void close() {
    if (isClosed.compareAndSet(false, true)) {
      over.set(true);
      beating.cancel();
      ending.cancel();
      log.forget(wake);
      closed.run();
    }
  }
}
