package org.wsbin.it.drivers;

import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Drives a conformance suite with one client library. */
public abstract class SuiteDriver {
  /** The largest message of a case has 16 MiB. */
  static final int MOST_BYTES = 20 * 1024 * 1024;

  private static final int MOST_SECONDS = 60;

  private final String server;
  private final String agent;

  /**
   * A driver.
   *
   * @param server without a slash at the end, such as {@code ws://127.0.0.1:9001}
   * @param agent the library's name in the reports
   */
  SuiteDriver(String server, String agent) {
    this.server = server;
    this.agent = agent;
  }

  /** What became of one connection. */
  static final class Visit {
    private final CompletableFuture<Void> over = new CompletableFuture<>();
    private volatile String last = "";

    /** Notes a text. */
    void text(String text) {
      last = text;
    }

    /** Notes the end of the connection, however it came. */
    void over() {
      over.complete(null);
    }

    private String awaitLast() throws InterruptedException {
      try {
        over.get(MOST_SECONDS, TimeUnit.SECONDS);
      } catch (TimeoutException silent) {
        System.err.println("A connection did not end in " + MOST_SECONDS + " s.");
      } catch (ExecutionException failed) {
        throw new IllegalStateException(failed);
      }
      return last;
    }
  }

  /**
   * Connects, and echoes each message with its type, until the connection ends; may return before.
   *
   * @throws Exception if there is no connection
   */
  abstract void open(URI uri, Visit visit) throws Exception;

  /** Runs all cases. */
  public final void run() throws InterruptedException {
    int count = Integer.parseInt(ask("/getCaseCount"));
    for (int number = 1; number <= count; number++) {
      ask("/runCase?case=" + number + "&agent=" + agent);
    }
    ask("/updateReports?agent=" + agent);
  }

  /** Runs one case, by its id. */
  public final void run(String id) throws InterruptedException {
    ask("/runCase?casetuple=" + id + "&agent=" + agent);
  }

  /** What the suite says on that path. */
  public final String ask(String path) throws InterruptedException {
    Visit visit = new Visit();
    try {
      open(URI.create(server + path), visit);
    } catch (InterruptedException end) {
      throw end;
    } catch (Exception failed) {
      System.err.println(path + ": " + failed);
      return "";
    }
    return visit.awaitLast();
  }
}
