package org.wsbin.it.clients;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A client that runs in this JVM. */
abstract class JavaLibrary implements WebSocketLibrary {
  /** A library may tell its user of the end before it sends its close frame. */
  private static final Duration OWN_END = Duration.ofSeconds(1);

  private final String name;

  JavaLibrary(String name) {
    this.name = name;
  }

  /** An open connection; each may throw, which is noted. */
  interface OpenConnection {
    void send(String text) throws Exception;

    /** Closes with 1000. */
    void close() throws Exception;

    /** Ends it somehow. */
    void abandon() throws Exception;
  }

  /**
   * Connects, and returns when it is open. Callbacks note what they are told.
   *
   * @throws Exception if it does not open
   */
  abstract OpenConnection connect(Visit visit, Told told) throws Exception;

  @Override
  public final String name() {
    return name;
  }

  @Override
  public final Map<String, List<String>> visit(List<Visit> visits) throws Exception {
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      Map<String, Told> told = new LinkedHashMap<>();
      Map<Visit, Future<?>> running = new LinkedHashMap<>();
      for (Visit visit : visits) {
        Told notes = new Told();
        told.put(visit.id(), notes);
        running.put(visit, threads.submit(() -> run(visit, notes)));
      }
      Map<String, List<String>> results = new LinkedHashMap<>();
      for (Map.Entry<Visit, Future<?>> entry : running.entrySet()) {
        String id = entry.getKey().id();
        await(entry.getValue(), entry.getKey().patience().plusSeconds(4), told.get(id));
        results.put(id, told.get(id).events());
      }
      return results;
    } finally {
      threads.shutdownNow();
    }
  }

  private static void await(Future<?> running, Duration patience, Told told) throws Exception {
    try {
      running.get(patience.toMillis(), TimeUnit.MILLISECONDS);
    } catch (TimeoutException late) {
      told.add("still waits");
    }
  }

  private void run(Visit visit, Told told) {
    try {
      OpenConnection connection = connect(visit, told);
      try {
        use(connection, visit, told);
      } finally {
        connection.abandon();
      }
    } catch (InterruptedException end) {
      Thread.currentThread().interrupt();
    } catch (Exception failure) {
      told.error(failure);
    }
  }

  private static void use(OpenConnection connection, Visit visit, Told told)
      throws InterruptedException {
    try {
      connection.send("hello");
      if (!visit.close().isZero() && !told.overWithin(visit.close())) {
        told.add("closes");
        connection.close();
      }
    } catch (InterruptedException end) {
      throw end;
    } catch (Exception failure) {
      told.error(failure);
    }
    if (!told.overWithin(visit.patience())) {
      told.add("still waits");
    }
    TimeUnit.MILLISECONDS.sleep(OWN_END.toMillis());
  }

  /** The version in the name of the JAR that has the class. */
  static String jarVersion(Class<?> type) {
    String jar = type.getProtectionDomain().getCodeSource().getLocation().getPath();
    Matcher version = Pattern.compile("-(\\d[^/]*)\\.jar$").matcher(jar);
    return version.find() ? version.group(1) : "unknown";
  }
}
