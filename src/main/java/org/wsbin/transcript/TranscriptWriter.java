package org.wsbin.transcript;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;
import org.wsbin.cluster.SharedLog;

/**
 * Appends what one node records of a name to the log that all nodes share. Events that come while
 * an entry is on its way go together in the next one. An event that finds no room is lost for the
 * other nodes, and counted: they are told how many are. Safe from any thread; never waits.
 */
final class TranscriptWriter {
  /** So many bytes of events are not held back any longer. */
  private static final int MOST_BATCH = 32 * 1024;

  /** A log that is not written to is renewed so many times within its age. */
  private static final int RENEWALS = 3;

  private final String name;
  private final TranscriptSharing sharing;
  private final Transcript transcript;

  /** Guarded by this, as is all that follows. */
  private long id = ThreadLocalRandom.current().nextLong();

  private final ByteArrayOutputStream batch = new ByteArrayOutputStream();
  private int count;
  private int first;
  private int underWay;
  private long lost;
  private long omitted;

  /** Which numbers of these the log has. */
  private long toldLost;

  private long toldOmitted;
  private long newest;
  private Instant lastAppend;
  private boolean begunAnew;
  private boolean closed;

  TranscriptWriter(String name, TranscriptSharing sharing, Transcript transcript) {
    this.name = name;
    this.sharing = sharing;
    this.transcript = transcript;
    this.lastAppend = transcript.instant();
  }

  String node() {
    return sharing.node();
  }

  /** What {@link EventBatch#writer} is for its events. */
  synchronized long id() {
    return id;
  }

  /** Adds an event, for readers here and on other nodes. */
  synchronized void add(TranscriptEvent event) {
    int index = transcript.log().size();
    if (event.isStreamed()) {
      transcript.log().add(event);
    }
    if (closed) {
      return;
    }
    hold(event, index);
    if (underWay == 0 || batch.size() >= MOST_BATCH) {
      flush();
    }
  }

  /** So many connections and refused handshakes found no room. */
  synchronized void omitted(long connections) {
    omitted = connections;
  }

  private void hold(TranscriptEvent event, int index) {
    byte[] bytes = EventCodec.write(event);
    if (bytes.length > SharedLog.MOST_ENTRY_BYTES / 2 || !sharing.memory().charge(bytes.length)) {
      flush(); // the next batch begins behind the one that is lost
      lost++;
      return;
    }
    if (count == 0) {
      first = index;
    }
    count++;
    batch.writeBytes(bytes);
  }

  private void flush() {
    if (count == 0 && toldLost == lost && toldOmitted == omitted) {
      return;
    }
    append();
  }

  private void append() {
    ByteBuffer entry =
        EventCodec.batch(id, node(), first, lost, omitted, count, batch.toByteArray());
    int events = count;
    long lostNow = lost;
    long omittedNow = omitted;
    sharing.memory().giveBack(batch.size());
    batch.reset();
    count = 0;
    underWay++;
    lastAppend = transcript.instant();
    sharing
        .log()
        .append(TranscriptSharing.key(name), entry)
        .whenComplete(
            (offset, failure) -> {
              if (failure == null) {
                appended(offset, lostNow, omittedNow);
              } else {
                failed(events);
              }
            });
  }

  private synchronized void appended(long offset, long lostNow, long omittedNow) {
    begunAnew |= offset <= newest;
    newest = offset;
    toldLost = lostNow;
    toldOmitted = omittedNow;
    next();
  }

  private synchronized void failed(int events) {
    lost += events;
    next();
  }

  private void next() {
    underWay--;
    if (underWay == 0 && count > 0) {
      flush();
    }
  }

  /** The log was lost, or is another one: all that is known goes there once more, and soon. */
  synchronized void begunAnew() {
    begunAnew = true;
  }

  /** Called each second: tells what nobody was told, and keeps the log of an open connection. */
  void tend() {
    if (hasBegunAnew()) {
      List<TranscriptEvent> hidden = new ArrayList<>();
      for (ConnectionRecorder recorder : transcript.recorders()) {
        hidden.add(recorder.accepted());
        recorder.answered().ifPresent(hidden::add);
      }
      repeat(hidden);
    } else {
      flushOrRenew(transcript.hasOpen());
    }
  }

  private synchronized boolean hasBegunAnew() {
    return begunAnew && !closed;
  }

  private synchronized void flushOrRenew(boolean open) {
    if (closed || underWay > 0) {
      return;
    }
    Instant due = lastAppend.plus(sharing.age().dividedBy(RENEWALS));
    if (open && due.isBefore(transcript.instant())) {
      append();
    } else {
      flush();
    }
  }

  private synchronized void repeat(List<TranscriptEvent> hidden) {
    if (closed) {
      return;
    }
    begunAnew = false;
    sharing.memory().giveBack(batch.size());
    batch.reset();
    count = 0;
    lost = 0;
    newest = 0;
    id = ThreadLocalRandom.current().nextLong();
    hidden.forEach(event -> hold(event, 0));
    flush();
    int index = 0;
    for (TranscriptEvent event : transcript.log().after(0, Integer.MAX_VALUE)) {
      hold(event, index++);
      if (batch.size() >= MOST_BATCH) {
        flush();
      }
    }
    flush();
  }

  /** Nothing more is told. */
  synchronized void close() {
    closed = true;
    sharing.memory().giveBack(batch.size());
    batch.reset();
    count = 0;
  }
}
