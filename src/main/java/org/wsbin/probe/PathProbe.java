package org.wsbin.probe;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
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

  /**
   * Runs the checks.
   *
   * @throws UnreachableException if there is no TCP connection
   * @throws InterruptedException if it is stopped
   */
  public ProbeReport run() throws UnreachableException, InterruptedException {
    Instant at = Instant.now();
    long begin = System.nanoTime();
    reach();
    boolean wsbin = target.isWsbin();
    progress.recognised(wsbin);
    ProbeTarget probed = wsbin ? target : target.alone(given);
    List<CheckResult> results = new ArrayList<>();
    CheckResult handshake = run(new HandshakeCheck(), probed);
    results.add(handshake);
    if (handshake.outcome() == CheckResult.Outcome.GOOD) {
      results.addAll(others(probed, wsbin));
    }
    results.sort((one, other) -> IDS.indexOf(one.check()) - IDS.indexOf(other.check()));
    Duration time = Duration.ofNanos(System.nanoTime() - begin);
    Sightings seen = probed.sightings();
    return new ProbeReport(given, at, wsbin, results, time, seen.products(), seen.facts());
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

  private List<CheckResult> others(ProbeTarget probed, boolean wsbin) throws InterruptedException {
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
    ExecutorService beside = Executors.newSingleThreadExecutor();
    try {
      Future<Optional<CheckResult>> idle =
          beside.submit(() -> runIfWanted(new IdleCheck(), probed));
      List<CheckResult> results = new ArrayList<>();
      for (Check each : inTurn) {
        runIfWanted(each, probed).ifPresent(results::add);
      }
      idle.get().ifPresent(results::add);
      return results;
    } catch (ExecutionException failed) {
      throw new IllegalStateException("A check failed in an unexpected way.", failed.getCause());
    } finally {
      beside.shutdownNow();
      beside.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private Optional<CheckResult> runIfWanted(Check check, ProbeTarget probed)
      throws InterruptedException {
    return wanted.contains(check.id()) ? Optional.of(run(check, probed)) : Optional.empty();
  }

  private CheckResult run(Check check, ProbeTarget probed) throws InterruptedException {
    long begin = System.nanoTime();
    CheckResult result =
        check.run(probed).named(check.id(), Duration.ofNanos(System.nanoTime() - begin));
    progress.over(check.title(), result);
    return result;
  }
}
