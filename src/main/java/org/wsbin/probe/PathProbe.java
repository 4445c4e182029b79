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
import java.util.stream.Stream;
import org.wsbin.client.ClientOptions;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;

/**
 * {@code wsbin probe}: connects to a server again and again, and finds out what the way there does
 * to WebSockets. The check of idle connections runs beside the others. Those that measure times,
 * sizes or numbers take turns, as they would disturb each other; before them, the rest run
 * together.
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
          "watch",
          SmugglingCheck.ID);

  private static final Set<WebErrorStatus> NOBODY =
      Set.of(
          WebErrorStatus.HOST_NAME_NOT_RESOLVED,
          WebErrorStatus.CONNECTION_REFUSED,
          WebErrorStatus.CANNOT_CONNECT);

  private static final CheckResult NEEDS_WSBIN =
      CheckResult.skipped("it needs a wsbin at the far end, which can be asked");

  /** Hears what goes on, on any thread. */
  public interface Progress {
    /** Whether the far end is a wsbin is known. */
    void recognised(boolean wsbin);

    /** A check is over; in an order that does not depend on times. */
    void over(String title, CheckResult result);
  }

  /** Nobody is there. */
  public static final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreachableException(String message, Throwable cause) {
      super(message, cause);
    }
  }

  /** A check that is over. */
  private record Over(String title, CheckResult result) {}

  private final URI given;
  private final ProbeTarget target;
  private final Set<String> wanted;
  private final Progress progress;
  private final List<CheckResult> results = Collections.synchronizedList(new ArrayList<>());
  private final List<String> planned = new ArrayList<>(List.of("handshake"));
  private final List<Over> untold = new ArrayList<>();
  private int told;
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

  /** The ids of those that run if nobody asks for others. */
  public static List<String> usual() {
    return IDS.stream().filter(id -> !id.equals(SmugglingCheck.ID)).toList();
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
    Optional<WebSocketException> silence = reach();
    boolean wsbin = silence.isEmpty() && target.isWsbin();
    progress.recognised(wsbin);
    ProbeTarget probed = wsbin ? target : target.alone(given);
    try {
      if (silence.isPresent()) {
        HandshakeCheck check = new HandshakeCheck();
        Duration waited = Duration.ofNanos(System.nanoTime() - begin);
        over(
            new Over(
                check.title(), HandshakeCheck.refused(silence.get()).named(check.id(), waited)));
      } else if (run(new HandshakeCheck(), probed).outcome() == CheckResult.Outcome.GOOD) {
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
    overAll();
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

  /** Returns what became of it if nothing was answered, as nobody wants to wait for that again. */
  private Optional<WebSocketException> reach() throws UnreachableException {
    ClientWebSocket socket = target.socket();
    try {
      socket.control().redirects(0);
      socket.connect(given);
      socket.abort();
      return Optional.empty();
    } catch (WebSocketException failed) {
      if (NOBODY.contains(failed.status())) {
        throw new UnreachableException(
            "Cannot connect to " + given.getRawAuthority() + ": " + why(failed.status()), failed);
      }
      return Optional.of(failed).filter(each -> each.status() == WebErrorStatus.TIMEOUT);
    } finally {
      socket.close();
    }
  }

  private static String why(WebErrorStatus status) {
    return switch (status) {
      case HOST_NAME_NOT_RESOLVED -> "there is no address for this name.";
      case CONNECTION_REFUSED -> "nothing listens on this port, or a firewall refuses.";
      default -> "there is no way to this address, or it does not answer.";
    };
  }

  private void others(ProbeTarget probed, boolean wsbin) throws InterruptedException {
    List<Check> together = new ArrayList<>();
    List<Check> inTurn = new ArrayList<>();
    List<Check> ofWsbin =
        List.of(new ConversationCheck(), new FormsCheck(), new ClosesCheck(), new SmugglingCheck());
    List<Check> ofWsbinInTurn = List.of(new BufferingCheck(), new SizesCheck());
    if (wsbin) {
      together.addAll(ofWsbin);
      inTurn.addAll(ofWsbinInTurn);
    } else {
      Stream.of(ofWsbin, ofWsbinInTurn)
          .flatMap(List::stream)
          .map(Check::id)
          .filter(wanted::contains)
          .forEach(id -> results.add(NEEDS_WSBIN.named(id, Duration.ZERO)));
    }
    inTurn.add(new ManyCheck());
    if (probed.settings().watch().isPresent()) {
      inTurn.add(new WatchCheck());
    }
    List<Check> beside = new ArrayList<>(List.of(new IdleCheck()));
    Stream.of(together, inTurn, beside)
        .forEach(
            checks -> {
              checks.removeIf(each -> !wanted.contains(each.id()));
              checks.forEach(each -> planned.add(each.id()));
            });
    ExecutorService threads = Executors.newCachedThreadPool();
    try {
      List<Future<CheckResult>> idling = start(threads, beside, probed);
      await(start(threads, together, probed));
      for (Check each : inTurn) {
        run(each, probed);
      }
      await(idling);
    } catch (ExecutionException failed) {
      if (stopped) {
        throw new InterruptedException("It was stopped.");
      }
      throw new IllegalStateException("A check failed in an unexpected way.", failed.getCause());
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private List<Future<CheckResult>> start(
      ExecutorService threads, List<Check> checks, ProbeTarget probed) {
    return checks.stream().map(each -> threads.submit(() -> run(each, probed))).toList();
  }

  private static void await(List<Future<CheckResult>> running)
      throws InterruptedException, ExecutionException {
    for (Future<CheckResult> each : running) {
      each.get();
    }
  }

  private CheckResult run(Check check, ProbeTarget probed) throws InterruptedException {
    long begin = System.nanoTime();
    CheckResult result =
        check.run(probed).named(check.id(), Duration.ofNanos(System.nanoTime() - begin));
    if (stopped && !check.endsEarly()) {
      throw new InterruptedException("It was stopped."); // what it says may come from that
    }
    over(new Over(check.title(), result));
    return result;
  }

  /** Tells of results in the order of the plan, each as soon as those before it are told. */
  private synchronized void over(Over last) {
    untold.add(last);
    Optional<Over> next = Optional.of(last);
    while (next.isPresent()) {
      String id = told < planned.size() ? planned.get(told) : "";
      next = untold.stream().filter(each -> each.result.check().equals(id)).findFirst();
      next.ifPresent(
          each -> {
            told++;
            tell(each);
          });
    }
  }

  private void tell(Over each) {
    untold.remove(each);
    results.add(each.result);
    progress.over(each.title, each.result);
  }

  /** The rest, if those before it do not come any more. */
  private synchronized void overAll() {
    List.copyOf(untold).forEach(this::tell);
  }
}
