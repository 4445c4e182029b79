package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.IntSupplier;
import java.util.regex.Pattern;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Role;
import org.wsbin.scenario.RawPeer;

/**
 * Plays one case on one connection, in either role, and judges the peer. What it holds does not
 * depend on the size of the messages: they are compared by their digests.
 */
public final class CaseRun extends SuiteConnection {
  /** More events than any case expects; a peer that sends more has failed anyway. */
  static final int MOST_EVENTS = 100;

  /**
   * Where a case is played.
   *
   * @param agent the peer's name
   * @param index the number of the case for this agent
   * @param role of the suite
   * @param request the head of the request, as it came
   * @param response the head of the response
   */
  public record Setting(String agent, int index, Role role, String request, String response) {
    /** Headers that no report shows. */
    private static final Pattern SECRET =
        Pattern.compile("(?im)^((?:proxy-)?authorization|cookie): [^\\r\\n]*");

    public Setting {
      request = SECRET.matcher(request).replaceAll("$1: (hidden)");
    }
  }

  /** Hears of the run. */
  interface Listener {
    /** The connection is open; returns whether there is room for another run. */
    default boolean begins() {
      return true;
    }

    /** It is over; called once, and only if there was room. */
    void over(CaseResult result);
  }

  private final ConformanceCase played;
  private final Setting setting;
  private final Optional<Compression.Agreed> agreed;
  private final DataFiles files;
  private final IntSupplier keys;
  private final Listener listener;
  private final Wirelog log = new Wirelog();
  private final Ending ending = new Ending();
  private final List<Event> events = new ArrayList<>();
  private final ReceivedMessages received;
  private final PeerFrames frames;
  private final Instant started = Instant.now();
  private Optional<EchoExchange> exchange = Optional.empty();
  private final PeerKeys peerKeys = new PeerKeys();
  private RawPeer peer;
  private Endpoint endpoint;
  private Iterator<CaseStep> script = Collections.emptyIterator();
  private boolean counts = true;
  private long openedAt;
  private OptionalInt refused = OptionalInt.empty();

  /**
   * A run that has not begun.
   *
   * @param agreed the compression, if the two ends agreed on one
   * @param files shared by all runs
   * @param keys the masking keys of a client
   * @param listener hears of it
   */
  CaseRun(
      ConformanceCase played,
      Setting setting,
      Optional<Compression.Agreed> agreed,
      DataFiles files,
      IntSupplier keys,
      Listener listener) {
    this.played = played;
    this.setting = setting;
    this.agreed = agreed;
    this.files = files;
    this.keys = keys;
    this.listener = listener;
    this.received = new ReceivedMessages(setting.role(), agreed, this, log);
    this.frames = new PeerFrames(received);
  }

  @Override
  public void opened(RawPeer connection) {
    peer = connection;
    openedAt = peer.nanos();
    endpoint = new Endpoint(setting.role(), peer, keys, log, ending, () -> over(true));
    counts = listener.begins();
    if (!counts) {
      endpoint.fail(CloseStatus.TRY_AGAIN_LATER, "The suite runs too many cases: try again later.");
      return;
    }
    script = played.script().iterator();
    if (played.judgesEchoes()) {
      log.switchTo(false);
    }
    if (setting.role() == Role.SERVER && !played.own().head().isEmpty()) {
      new HeadWriter(peer, played.own().head()).write(setting.response(), this::begin);
    } else {
      begin();
    }
  }

  /** Runs the script, unless it needs a compression that the peer does not have. */
  private void begin() {
    if (needsOtherCompression()) {
      endpoint.close(OptionalInt.of(CloseStatus.NORMAL), new byte[0]);
    } else {
      goOn();
    }
  }

  private boolean needsOtherCompression() {
    Optional<Compression> wanted = played.compression().filter(each -> each.ours().isPresent());
    return wanted.isPresent()
        && agreed.filter(terms -> wanted.get().fits(terms, setting.role())).isEmpty();
  }

  /** Runs the script until it waits. */
  private void goOn() {
    boolean runs = true;
    while (runs && script.hasNext()) {
      runs = run(script.next());
    }
  }

  /** Returns whether the next step follows at once. */
  private boolean run(CaseStep step) {
    if (step instanceof CaseStep.Wait wait) {
      log.timer("CT", seconds(wait.time()), wait.tag().orElse(""));
      peer.after(wait.time(), () -> waited(wait));
      return false;
    } else if (step instanceof CaseStep.Kill kill) {
      log.timer("KL", seconds(kill.after()));
      peer.after(
          kill.after(),
          () -> {
            log.timer("KLE");
            endpoint.fail(CloseStatus.GOING_AWAY, "Going Away");
          });
    } else if (step instanceof CaseStep.End end) {
      log.timer("TI", seconds(end.after()));
      peer.after(
          end.after(),
          () -> {
            log.timer("TIE");
            endpoint.close(OptionalInt.empty(), new byte[0]);
          });
    } else if (step instanceof CaseStep.Close close) {
      endpoint.close(close.code(), close.rest().bytes());
    } else if (step instanceof CaseStep.Header header) {
      endpoint.sendHeader(header.length());
    } else if (step instanceof CaseStep.Octets octets) {
      endpoint.sendOctets(octets.payload());
    } else if (step instanceof CaseStep.Echoes echoes) {
      begin(echoes);
    } else if (step instanceof CaseStep.Message message) {
      new Messages(endpoint).send(message);
    } else if (step instanceof CaseStep.Frame frame) {
      endpoint.send(frame);
    } else if (step instanceof CaseStep.Times times) {
      endpoint.send(Collections.nCopies(times.count(), times.frame()).iterator());
    } else if (step instanceof CaseStep.Stall stall) {
      peer.read(false);
      peer.after(stall.time(), () -> peer.read(true));
    } else if (step instanceof CaseStep.EndOutput) {
      endpoint.endOutput();
    } else if (step instanceof CaseStep.Hold hold) {
      endpoint.hold(hold.time(), () -> record(Event.time("ended")));
    }
    return true;
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  private void waited(CaseStep.Wait wait) {
    log.timer("CTE", wait.tag().orElse(""));
    boolean goesOn =
        wait.tag().isPresent()
            ? endpoint.is(Endpoint.Phase.OPEN)
            : !endpoint.is(Endpoint.Phase.CLOSED);
    if (goesOn) {
      wait.tag().ifPresent(tag -> record(Event.time(tag)));
      goOn();
    }
  }

  private void begin(CaseStep.Echoes echoes) {
    EchoExchange begun =
        new EchoExchange(echoes, new Messages(endpoint), agreed, setting.role(), files);
    exchange = Optional.of(begun);
    if (played.compression().isPresent() && agreed.isEmpty()) {
      begun.unimplemented();
      closeNormally();
    } else {
      begun.next();
    }
  }

  private void closeNormally() {
    int code = played.closing().codes().stream().findFirst().orElse(CloseStatus.NORMAL);
    endpoint.close(OptionalInt.of(code), new byte[0]);
  }

  @Override
  public void received(ByteBuffer bytes) {
    log.received(bytes);
    frames.read(bytes);
  }

  @Override
  Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public void message(Event message) {
    if (ending.failedByMe) {
      return;
    }
    if (exchange.isEmpty()) {
      record(message);
      if (events.size() == played.own().keys() && peerKeys.areFresh()) {
        record(Event.time("fresh"));
      }
      closeIfComplete();
    } else if (exchange.get().judge(message)) {
      exchange.get().next();
    } else {
      closeNormally();
    }
  }

  @Override
  public void pong(Event pong) {
    if (!played.own().ignoresPongs()) {
      record(pong);
      closeIfComplete();
    }
  }

  @Override
  public void masked(int key) {
    peerKeys.add(key);
  }

  private void record(Event event) {
    if (events.size() < MOST_EVENTS) {
      events.add(event);
    }
  }

  private void closeIfComplete() {
    boolean complete = played.expected().values().stream().allMatch(events::equals);
    if (complete && played.closing().byUs()) {
      closeNormally();
    }
  }

  @Override
  public void ended(EndOfStream how) {
    super.ended(how);
    received.release();
    exchange.ifPresent(EchoExchange::release);
  }

  /**
   * The opening handshake has failed: the case is over before it began.
   *
   * @param status of a response other than 101, 0 for the end of TCP instead of one; empty for
   *     anything else
   */
  void notOpened(String why, OptionalInt status) {
    ending.why = why;
    refused = status;
    over(false);
  }

  private void over(boolean opened) {
    if (!counts) {
      return;
    }
    Duration time = Duration.ofNanos(opened ? peer.nanos() - openedAt : 0);
    Optional<Behaviour> judged = exchange.map(EchoExchange::verdict).or(() -> undecided());
    CaseJudgement judgement =
        CaseJudgement.of(played, setting.role(), opened, ending, events, judged);
    log.end();
    listener.over(
        new CaseResult(played, setting, opened, started, time, judgement, ending, events, log));
  }

  /** A server that refused the handshake; a peer without the compression; no echo. */
  private Optional<Behaviour> undecided() {
    if (refused.isPresent()) {
      return played.own().refused(refused.getAsInt());
    } else if (needsOtherCompression()) {
      return Optional.of(Behaviour.UNIMPLEMENTED);
    }
    return played.judgesEchoes() ? Optional.of(Behaviour.FAILED) : Optional.empty();
  }
}
