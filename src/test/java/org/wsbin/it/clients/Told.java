package org.wsbin.it.clients;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import org.wsbin.text.Json;

/** What the API of a client told its user about one connection, in order. Any thread may call. */
final class Told {
  private final List<String> events = new ArrayList<>();
  private final CountDownLatch over = new CountDownLatch(1);

  void opened() {
    add("open");
  }

  void message(String text) {
    add("message " + Json.of(text));
  }

  /** Part of a message, where the API has parts. */
  void part(String text) {
    add("part " + Json.of(text));
  }

  void message(int bytes) {
    add("message of " + bytes + " bytes");
  }

  void error(Throwable failure) {
    Throwable real = cause(failure);
    String text = Optional.ofNullable(real.getMessage()).map(m -> ": " + m).orElse("");
    add("error " + Json.of(real.getClass().getSimpleName() + text.replaceAll("\\s+", " ")));
  }

  void closed(int code, String reason) {
    add("close " + code + " " + Json.of(Optional.ofNullable(reason).orElse("")));
  }

  void add(String event) {
    synchronized (events) {
      events.add(event);
    }
  }

  /** Nothing more is expected. */
  void over() {
    over.countDown();
  }

  /** Whether it is over before that time has passed. */
  boolean overWithin(Duration time) throws InterruptedException {
    return over.await(time.toMillis(), TimeUnit.MILLISECONDS);
  }

  List<String> events() {
    synchronized (events) {
      return List.copyOf(events);
    }
  }

  private static Throwable cause(Throwable failure) {
    boolean wrapped =
        failure instanceof CompletionException || failure instanceof ExecutionException;
    return wrapped && failure.getCause() != null ? cause(failure.getCause()) : failure;
  }
}
