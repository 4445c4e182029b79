package org.wsbin.web;

import static java.lang.System.Logger.Level.DEBUG;
import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.wsbin.transcript.Following;

/**
 * One live stream of a transcript. Only the thread of all streams writes, one part a turn, and only
 * while the container has room.
 *
 * <p>The lock is held during a turn, which does not wait, and where the stream ends. So the
 * container, which uses a response again for the next client when its listeners have returned, has
 * it back only when nobody writes to it any more.
 */
final class TranscriptStream implements WriteListener, AsyncListener {
  private static final System.Logger LOG = System.getLogger(TranscriptStream.class.getName());

  private final Executor writer;
  private final Consumer<TranscriptStream> ended;
  private final AtomicBoolean scheduled = new AtomicBoolean();
  private AsyncContext context;
  private ServletOutputStream out;
  private Following following;

  /** The container has called: from now on there may be room. */
  private volatile boolean writable;

  private boolean unflushed;
  private boolean over;

  /**
   * Not started yet.
   *
   * @param ended is called when the stream is over
   */
  TranscriptStream(Executor writer, Consumer<TranscriptStream> ended) {
    this.writer = writer;
    this.ended = ended;
  }

  /** Sends what there is, and then what comes. */
  void start(AsyncContext context, Following following) throws IOException {
    this.context = context;
    this.following = following;
    context.addListener(this);
    out = context.getResponse().getOutputStream();
    out.setWriteListener(this);
  }

  /** There may be something to send. Returns at once, on any thread. */
  void wake() {
    if (writable && scheduled.compareAndSet(false, true)) {
      try {
        writer.execute(this::run);
      } catch (RejectedExecutionException stopping) {
        LOG.log(DEBUG, "The server stops, and this stream with it.", stopping);
      }
    }
  }

  private synchronized void run() {
    scheduled.set(false);
    try {
      if (!over && turn()) {
        wake();
      }
    } catch (IOException | IllegalStateException gone) {
      LOG.log(DEBUG, "The client of a stream is gone.", gone);
      end();
    }
  }

  /** Writes or flushes once; returns whether there may be more to do now. */
  private boolean turn() throws IOException {
    if (!out.isReady()) {
      return false; // which asks the container to call
    }
    if (unflushed) {
      unflushed = false;
      out.flush();
      return true;
    }
    if (following.over()) {
      end();
      return false;
    }
    byte[] part = following.next().getBytes(UTF_8);
    if (part.length > 0) {
      out.write(part);
      unflushed = true;
    }
    return unflushed;
  }

  /** Ends it; may be called again, from any thread. */
  synchronized void end() {
    if (release()) {
      try {
        context.complete();
      } catch (IllegalStateException completed) {
        LOG.log(DEBUG, "The container has ended this stream.", completed);
      }
    }
  }

  /** Returns whether this is the first call. */
  private synchronized boolean release() {
    boolean first = !over;
    over = true;
    if (first) {
      following.close();
      ended.accept(this);
    }
    return first;
  }

  @Override
  public void onWritePossible() {
    writable = true;
    wake();
  }

  @Override
  public void onError(Throwable gone) {
    LOG.log(DEBUG, "The client of a stream is gone.", gone);
    end();
  }

  @Override
  public void onTimeout(AsyncEvent event) {
    end();
  }

  @Override
  public void onError(AsyncEvent event) {
    end();
  }

  @Override
  public void onComplete(AsyncEvent event) {
    release();
  }

  @Override
  public void onStartAsync(AsyncEvent event) {}
}
