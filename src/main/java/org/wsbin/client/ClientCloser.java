package org.wsbin.client;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.wsbin.client.ClientClock.Alarm;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.EndOfStream;

/**
 * Closes a connection with a closing handshake, or ends it after the close timeout. The close frame
 * goes through the send queue, if there is one, so it follows everything sent before.
 */
final class ClientCloser {
  private static final System.Logger LOG = System.getLogger(ClientCloser.class.getName());

  private final ClientClock clock;
  private final Duration timeout;
  private final ConnectionLifecycle lifecycle;
  private final ConnectionReader reader;
  private final ConnectionWriter writer;
  private final Executor queue;
  private final Consumer<EndOfStream> abort;
  private final CountDownLatch over = new CountDownLatch(1);
  private volatile boolean discarding;

  ClientCloser(
      ClientClock clock,
      Duration timeout,
      ConnectionLifecycle lifecycle,
      ConnectionReader reader,
      ConnectionWriter writer,
      Executor queue,
      Consumer<EndOfStream> abort) {
    this.clock = clock;
    this.timeout = timeout;
    this.lifecycle = lifecycle;
    this.reader = reader;
    this.writer = writer;
    this.queue = queue;
    this.abort = abort;
  }

  /**
   * Closes after everything sent before, and ends TCP if the peer does not close in time; never
   * blocks.
   */
  void start(CloseFrame frame) {
    queue.execute(
        () -> {
          writer.close(frame, false);
          Alarm unusedBecauseItEndsWithThis = alarm(timeout);
        });
  }

  private Alarm alarm(Duration limit) {
    return clock.after(limit, this, closer -> closer.abort.accept(EndOfStream.TIMEOUT));
  }

  /**
   * Closes, waits for the peer's close, and ends TCP. Data that arrives before is dropped, unless
   * another thread is reading.
   */
  void closeAndWait(CloseFrame frame, Duration limit) {
    Alarm late = alarm(limit);
    EndOfStream how = EndOfStream.LOCAL;
    boolean alone = reader.tryAcquire(); // before the peer can answer and wake the reader
    try {
      queue.execute(() -> writer.close(frame, false));
      if (alone) {
        discard();
      } else {
        over.await();
      }
      writer.awaitClose();
    } catch (IOException lost) {
      how = Connection.endOf(lost);
      LOG.log(DEBUG, "The peer's close has not come.", lost);
    } catch (WebSocketException broken) {
      LOG.log(DEBUG, "The peer broke a rule instead of closing.", broken);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      if (alone) {
        reader.release();
      }
      late.cancel();
      abort.accept(how);
    }
  }

  private void discard() throws IOException {
    discarding = true;
    while (!lifecycle.peerHasClosed() && !lifecycle.hasEnded()) {
      Optional<MessageSlice> unusedBecauseWeHaveClosed = reader.next(Duration.ZERO);
    }
  }

  /** Whether unread slices are dropped. */
  boolean isDiscarding() {
    return discarding;
  }

  /** The peer's close frame was received: answers it, after everything sent before. */
  void peerCloses(CloseFrame frame) {
    lifecycle.peerCloses(frame);
    lifecycle
        .state()
        .answer()
        .ifPresent(answer -> queue.execute(() -> writer.close(answer, false)));
    over.countDown();
  }

  /** Waits until the peer's close is answered, for at most the close timeout. */
  void awaitAnswer() {
    Alarm late = alarm(timeout);
    try {
      writer.awaitClose();
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      late.cancel();
    }
  }

  /**
   * Refuses data from the peer, and ends TCP: closes after everything sent before, and drops what
   * still arrives. Otherwise TCP could end with unread bytes, and the peer could lose our close
   * frame.
   */
  void refuse(CloseFrame frame) {
    Alarm late = alarm(timeout);
    EndOfStream how = EndOfStream.FIN;
    try {
      queue.execute(() -> writer.close(frame, true));
      reader.drain();
      writer.awaitClose();
    } catch (IOException gone) {
      how = EndOfStream.RESET;
      LOG.log(DEBUG, "The peer has gone before our close.", gone);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    } finally {
      late.cancel();
    }
    abort.accept(how);
  }

  /** TCP has ended: wakes everybody who waits. */
  void end() {
    over.countDown();
  }
}
