package org.wsbin.workload;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.lang.management.GarbageCollectorMXBean;
import java.lang.management.ManagementFactory;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLContext;
import org.HdrHistogram.Histogram;
import org.wsbin.protocol.AcceptKey;

/** One run of the generator. {@link #stop} may be called from any thread. */
public final class LoadRun {
  private static final long LOOK_MILLIS = 100;
  private static final int REHEARSALS = 200;

  /** Sees a run while it goes on, on the thread that called {@link #run}. */
  public interface Listener {
    /** Called ten times a second. */
    void tick(Progress progress);

    /** A second of the measured time is over. */
    void second(LoadSecond second);
  }

  /**
   * How far a run is.
   *
   * @param done from 0 to 1: the share of warm-up and measured time
   * @param open connections
   */
  public record Progress(Phase phase, double done, int open) {}

  /** What a run does. */
  public enum Phase {
    CONNECTING,
    WARMING_UP,
    MEASURING,
    ENDING
  }

  private final LoadSettings settings;
  private final RunClock clock;
  private final RunCounts counts = new RunCounts();

  /** A run that has not begun. */
  public LoadRun(LoadSettings settings) {
    this.settings = settings;
    boolean handshakes = settings.scenario() == LoadScenario.CONNECT;
    this.clock = new RunClock(settings, handshakes ? 0 : settings.connections(), System::nanoTime);
  }

  /** Ends the run early: what was measured so far is its result. */
  public void stop() {
    clock.stop();
  }

  /** When measuring began, or will begin; now, as long as that is unknown. */
  public Instant measuredFrom() {
    return Instant.now().plusNanos(clock.started() ? clock.measureAt() - clock.now() : 0);
  }

  /**
   * Runs until the end.
   *
   * @throws IOException if the host's name cannot be resolved
   */
  public LoadResult run(Listener listener) throws IOException, InterruptedException {
    rehearse();
    Instant at = Instant.now();
    Dialling dialling = new Dialling(settings, address(), tls());
    BlockingQueue<LoadSecond> queue = new LinkedBlockingQueue<>();
    SecondCollector collector = new SecondCollector(settings.threads(), listener::second);
    ChannelStamp stamp = new ChannelStamp(new SplittableRandom().nextInt());
    List<LoopRecorder> recorders = new ArrayList<>();
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < settings.threads(); i++) {
      LoopRecorder recorder = new LoopRecorder(clock, queue::add);
      LoadLoop loop = new LoadLoop(settings, i, clock, dialling, stamp, counts, recorder);
      recorders.add(recorder);
      threads.add(new Thread(loop, "wsbin-bench-" + i));
    }
    clock.begin();
    threads.forEach(Thread::start);
    long pausesBefore = -1;
    while (threads.stream().anyMatch(Thread::isAlive)) {
      LoadSecond part = queue.poll(LOOK_MILLIS, TimeUnit.MILLISECONDS);
      if (part != null) {
        collector.add(part);
      }
      if (pausesBefore < 0 && clock.now() >= clock.measureAt()) {
        pausesBefore = pauseMillis();
      }
      listener.tick(progress());
    }
    queue.forEach(collector::add);
    collector.end();
    long pauses = pausesBefore < 0 ? 0 : pauseMillis() - pausesBefore;
    return result(at, collector, recorders, pauses);
  }

  /** Makes some handshakes without a network: the first ones of a JVM take many milliseconds. */
  private void rehearse() {
    for (int i = 0; i < REHEARSALS; i++) {
      LoadOpening opening = LoadOpening.of(settings);
      String accept = AcceptKey.of(opening.handshake().key());
      ResponseHead head = new ResponseHead();
      head.take(
          ByteBuffer.wrap(
              ("HTTP/1.1 101 \r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                      + "Sec-WebSocket-Accept: "
                      + accept
                      + "\r\n\r\n")
                  .getBytes(US_ASCII)));
      opening.handshake().judge(head.status().orElseThrow(), head::values);
    }
  }

  private LoadResult result(
      Instant at, SecondCollector collector, List<LoopRecorder> recorders, long pauses) {
    Histogram connects = LoadSecond.histogram();
    Histogram lag = LoadSecond.histogram();
    LoadErrors errors = new LoadErrors();
    double measured = clock.measuredNanos();
    double busy = 0;
    long heldBack = 0;
    long delivered = 0;
    long cpuNanos = 0;
    for (LoopRecorder recorder : recorders) {
      connects.add(recorder.connects());
      lag.add(recorder.lag());
      errors.add(recorder.errors());
      busy = Math.max(busy, measured == 0 ? 0 : 1 - recorder.idleNanos() / measured);
      heldBack += recorder.heldBack();
      delivered += recorder.delivered();
      cpuNanos += recorder.cpuNanos();
    }
    boolean complete = collector.total().errors() == 0 && !clock.stopped();
    if (settings.scenario() == LoadScenario.CHANNEL && complete) {
      errors.add("not delivered", collector.total().sent() * settings.connections() - delivered);
    }
    return new LoadResult(
        settings,
        at,
        measured / 1e9,
        clock.stopped(),
        clock.alone(),
        clock.broken(),
        collector.total(),
        connects,
        errors.byKind(),
        counts.everOpened(),
        counts.lost(),
        delivered,
        collector.points(),
        new LoadResult.Generator(Math.max(0, busy), lag, heldBack, cpuNanos / 1e9, pauses));
  }

  private Progress progress() {
    long now = clock.now();
    if (!clock.started() || now < clock.startAt()) {
      return new Progress(Phase.CONNECTING, 0, counts.open());
    }
    double all = settings.warmup().plus(settings.duration()).toNanos();
    double done = Math.min(1, (now - clock.startAt()) / all);
    Phase phase =
        now >= clock.endAt()
            ? Phase.ENDING
            : now < clock.measureAt() ? Phase.WARMING_UP : Phase.MEASURING;
    return new Progress(phase, done, counts.open());
  }

  private InetSocketAddress address() throws IOException {
    String host = settings.uri().getHost();
    String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
    return new InetSocketAddress(InetAddress.getByName(bare), settings.port());
  }

  private SSLContext tls() {
    try {
      return settings.tls().isPresent() ? settings.tls().get() : SSLContext.getDefault();
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException("This Java has no TLS.", impossible);
    }
  }

  private static long pauseMillis() {
    return ManagementFactory.getGarbageCollectorMXBeans().stream()
        .mapToLong(GarbageCollectorMXBean::getCollectionTime)
        .sum();
  }
}
