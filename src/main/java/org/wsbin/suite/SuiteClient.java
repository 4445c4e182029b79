package org.wsbin.suite;

import java.io.IOException;
import java.net.Socket;
import java.security.SecureRandom;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.wsbin.conformance.CaseRun;
import org.wsbin.conformance.ClientCase;
import org.wsbin.conformance.ConformanceCase;
import org.wsbin.conformance.DataFiles;
import org.wsbin.conformance.Results;
import org.wsbin.suite.SuiteHandshake.Answer;
import org.wsbin.suite.SuiteHandshake.UnreachableException;

/** Tests a server with cases, several at a time. */
public final class SuiteClient {
  /** Hears of each case that is over, on any thread. */
  public interface Progress {
    void over(ConformanceCase played);
  }

  /** Opens a socket to the server, with TLS if its URI says so. */
  public interface Network {
    /**
     * Connects.
     *
     * @throws IOException if there is no connection, with the reason in words
     */
    Socket open() throws IOException;
  }

  private final SecureRandom random = new SecureRandom();
  private final DataFiles files = new DataFiles();
  private final TestedServer target;
  private final Network network;
  private final Results results;
  private final Progress progress;
  private final AtomicReference<Optional<String>> unreachable =
      new AtomicReference<>(Optional.empty());

  /** A client of this server, whose results go there. */
  public SuiteClient(TestedServer target, Results results, Progress progress) {
    this(target, () -> SuiteHandshake.connect(target), results, progress);
  }

  /** The same over another network, such as through a proxy. */
  public SuiteClient(TestedServer target, Network network, Results results, Progress progress) {
    this.target = target;
    this.network = network;
    this.results = results;
    this.progress = progress;
  }

  /**
   * Plays the cases; waits until all are over. No case takes for ever: each has a limit of its own.
   *
   * @param jobs how many at a time
   * @return why there was no connection at all, which ends it; otherwise empty
   * @throws InterruptedException if the caller is stopped; the cases that run are ended
   */
  public Optional<String> run(List<ConformanceCase> cases, int jobs) throws InterruptedException {
    ExecutorService threads = Executors.newFixedThreadPool(jobs);
    try {
      List<Future<?>> running =
          cases.stream().<Future<?>>map(each -> threads.submit(() -> play(each))).toList();
      for (Future<?> each : running) {
        each.get();
      }
      return unreachable.get();
    } catch (ExecutionException failed) {
      throw new IllegalStateException("A case failed in an unexpected way.", failed.getCause());
    } finally {
      threads.shutdownNow();
      threads.awaitTermination(10, TimeUnit.SECONDS);
    }
  }

  private void play(ConformanceCase played) {
    if (unreachable.get().isPresent() || Thread.currentThread().isInterrupted()) {
      return;
    }
    ClientCase client = new ClientCase(played, files, random::nextInt, results);
    try {
      Answer answer = SuiteHandshake.open(network, target, client);
      String agent = target.agent().or(answer::server).orElse("UnknownServer");
      client.answered(agent, answer.request(), answer.response());
      if (answer.problem().isPresent()) {
        client.notOpened(answer.problem().get(), answer.refusal());
      } else {
        Optional<CaseRun> run = client.opened(answer.deflate());
        run.ifPresent(
            behaviour ->
                SocketPeer.play(answer.socket(), answer.first(), behaviour, played.mostTime()));
        SuiteHandshake.close(answer.socket());
      }
      progress.over(played);
    } catch (UnreachableException nobody) {
      unreachable.compareAndSet(Optional.empty(), Optional.of(nobody.getMessage()));
    }
  }
}
