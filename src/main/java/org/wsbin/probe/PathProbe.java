package org.wsbin.probe;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wsbin.client.ClientOptions;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;

/**
 * {@code wsbin probe}: connects to a server again and again, and finds out what the way there does
 * to WebSockets. The check of idle connections runs beside the others, which take turns: they would
 * disturb each other's times and limits.
 */
public final class PathProbe {
  /** The checks, in the order of the report. */
  private static final List<String> IDS =
      List.of(
          "handshake",
          "forms",
          "conversation",
          "idle",
          "sizes",
          "buffering",
          "closes",
          "many",
          "watch");

  private static final Set<WebErrorStatus> NOBODY =
      Set.of(
          WebErrorStatus.HOST_NAME_NOT_RESOLVED,
          WebErrorStatus.CONNECTION_REFUSED,
          WebErrorStatus.CANNOT_CONNECT);

  /** Hears what goes on, on any thread. */
  public interface Progress {
    /** Whether the far end is a wsbin is known. */
    void recognised(boolean wsbin);

    /** A check is over. */
    void over(String title, CheckResult result);
  }

  /** Nobody is there. */
  public static final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  private final URI given;
  private final ProbeTarget target;
  private final Set<String> wanted;
  private final Progress progress;
  private final List<CheckResult> results = Collections.synchronizedList(new ArrayList<>());
  private final List<String> planned = new ArrayList<>(List.of("handshake"));
  private volatile Optional<Thread> running = Optional.empty();
  private volatile boolean stopped;

  /**
   * A probe.
   *
   * @param given the URL of a WebSocket, for a far end that is no wsbin
   * @param root where the paths of a wsbin would begin, with a slash at the end
   * @param options sets the user's options
   * @param wanted ids of checks
   */
  public PathProbe(
      URI given,
      URI root,
      Consumer<ClientOptions> options,
      ProbeSettings settings,
      Set<String> wanted,
      Progress progress) {
    this.given = given;
    this.target = new ProbeTarget(root, Optional.empty(), options, settings, new Sightings());
    this.wanted = Set.copyOf(wanted);
    this.progress = progress;
  }

  /** The ids of all checks. */
  public static List<String> ids() {
    return IDS;
  }

  /** Ends the run early, from any thread: it then returns what it knows. */
  public void stop() {
    stopped = true;
    running.ifPresent(Thread::interrupt);
  }

  /** Whether it was stopped. */
  public boolean isStopped() {
    return stopped;
  }

  /**
   * Runs the checks, once.
   *
   * @throws UnreachableException if there is no TCP connection
   * @throws InterruptedException if the thread is interrupted otherwise than by {@link #stop}
   */
  public ProbeReport run() throws UnreachableException, InterruptedException {
    Instant at = Instant.now();
    long begin = System.nanoTime();
    running = Optional.of(Thread.currentThread());
    reach();
    boolean wsbin = target.isWsbin();
    progress.recognised(wsbin);
    ProbeTarget probed = wsbin ? target : target.alone(given);
    try {
      if (run(new HandshakeCheck(), probed).outcome() == CheckResult.Outcome.GOOD) {
        others(probed, wsbin);
      }
    } catch (InterruptedException early) {
      if (!stopped) {
        throw early;
      }
    } finally {
      running = Optional.empty();
    }
    if (stopped) {
      Thread.interrupted(); // it has done its work, and would keep the report from being written
    }
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    Sightings seen = probed.sightings();
    return new ProbeReport(given, at, wsbin, all(), time, seen.products(), seen.facts());
  }

  /** The results in their order, with those checks that are missing. */
  private List<CheckResult> all() {
    List<CheckResult> all = new ArrayList<>(results);
    for (String id : planned) {
      if (all.stream().noneMatch(result -> result.check().equals(id))) {
        all.add(CheckResult.skipped("stopped before it was over").named(id, Duration.ZERO));
      }
    }
    all.sort((one, other) -> IDS.indexOf(one.check()) - IDS.indexOf(other.check()));
    return all;
  }

  private void reach() throws UnreachableException {
    ClientWebSocket socket = target.socket();
    try {
      socket.control().redirects(0);
      socket.connect(given);
      socket.abort();
    } catch (WebSocketException failed) {
      if (NOBODY.contains(failed.status())) {
        throw new UnreachableException(
            "Cannot connect to " + given.getRawAuthority() + ": " + failed.status() + ".", failed);
      }
    } finally {
      socket.close();
    }
  }

  private void others(ProbeTarget probed, boolean wsbin) throws InterruptedException {
    List<Check> inTurn = new ArrayList<>();
    if (wsbin) {
      inTurn.addAll(
          List.of(
              new ConversationCheck(),
              new FormsCheck(),
              new ClosesCheck(),
              new BufferingCheck(),
              new SizesCheck()));
    }
    inTurn.add(new ManyCheck());
    if (probed.settings().watch().isPresent()) {
      inTurn.add(new WatchCheck());
    }
    inTurn.removeIf(each -> !wanted.contains(each.id()));
    ExecutorService beside = Executors.newSingleThreadExecutor();
    try {
      Check idle = new IdleCheck();
      boolean withIdle = wanted.contains(idle.id());
      inTurn.forEach(each -> planned.add(each.id()));
      if (withIdle) {
        planned.add(idle.id());
      }
      Optional<Future<CheckResult>> idling =
          withIdle ? Optional.of(beside.submit(() -> run(idle, probed))) : Optional.empty();
      for (Check each : inTurn) {
        run(each, probed);
      }
      if (idling.isPresent()) {
        idling.get().get();
      }
    } catch (ExecutionException failed) {
      throw new IllegalStateException("A check failed in an unexpected way.", failed.getCause());
    } finally {
      beside.shutdownNow();
      beside.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private CheckResult run(Check check, ProbeTarget probed) throws InterruptedException {
    long begin = System.nanoTime();
    CheckResult result =
        check.run(probed).named(check.id(), Duration.ofNanos(System.nanoTime() - begin));
    if (stopped && !check.endsEarly()) {
      throw new InterruptedException("It was stopped."); // what it says may come from that
    }
    results.add(result);
    progress.over(check.title(), result);
    return result;
  }
}
