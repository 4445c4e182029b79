package org.wsbin.conformance;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Semaphore;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.wsbin.conformance.Compression.Acceptance;
import org.wsbin.conformance.Compression.MalformedOfferException;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Role;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.OpeningHeads;
import org.wsbin.scenario.Query;
import org.wsbin.scenario.RawBehaviour;
import org.wsbin.scenario.RawReply;
import org.wsbin.text.Json;
import org.wsbin.text.Lazy;

/**
 * The suite as a server, with the paths that the drivers of client projects know: a driver asks for
 * the number of cases, connects once for each, echoes what it gets, and asks for the reports. Safe
 * from any thread.
 *
 * <p>A wrong request gets a response with a sentence. Its status is 400, not 500 as in the suite
 * that these drivers were written for; they only see that the handshake fails.
 */
public final class SuiteServer {
  /** How many cases run at a time: one of the compression takes about a megabyte. */
  public static final int MOST_RUNS = 32;

  /** How many connections wait for the result of a case. */
  public static final int MOST_WAITING = 200;

  /** The paths, without a slash at the beginning. */
  public static final Set<String> PATHS =
      Set.of(
          "getCaseCount", "getCaseInfo", "runCase", "getCaseStatus", "updateReports", "stopServer");

  /** In front of the paths of the strict mode. */
  public static final String STRICT = "strict/";

  private final Supplier<List<ConformanceCase>> cases;
  private final SuiteRuns runs;
  private final Excluded excluded;
  private final Consumer<Results> reports;
  private final Optional<Runnable> stop;
  private final DataFiles files;
  private final Semaphore waiting;

  /** The cases of the strict mode, with numbers of their own. */
  private final Optional<SuiteServer> strict;

  /** Which cases an agent does not get. */
  @FunctionalInterface
  public interface Excluded {
    /** Nothing. */
    Excluded NONE = (agent, id) -> false;

    /** Whether this agent gets a close instead of the case. */
    boolean test(String agent, CaseId id);
  }

  /**
   * A server of cases.
   *
   * @param cases in their order, which is also their number; asked for with the first request
   * @param reports writes the reports; called on a connection's thread, by one at a time
   * @param stop ends the process, if a driver may ask for that
   */
  public SuiteServer(
      Supplier<List<ConformanceCase>> cases,
      Results results,
      Excluded excluded,
      Consumer<Results> reports,
      Optional<Runnable> stop) {
    this(cases, new SuiteRuns(results, Optional.empty()), excluded, reports, stop);
  }

  /** The same for one of several nodes, which share the results. */
  public SuiteServer(
      Supplier<List<ConformanceCase>> cases,
      SharedResults shared,
      Excluded excluded,
      Consumer<Results> reports,
      Optional<Runnable> stop) {
    this(cases, new SuiteRuns(shared.results(), Optional.of(shared)), excluded, reports, stop);
  }

  private SuiteServer(
      Supplier<List<ConformanceCase>> cases,
      SuiteRuns runs,
      Excluded excluded,
      Consumer<Results> reports,
      Optional<Runnable> stop) {
    this.cases = new Lazy<>(() -> forClients(cases.get()));
    this.runs = runs;
    this.excluded = excluded;
    Object oneAtATime = new Object();
    this.reports =
        all -> {
          synchronized (oneAtATime) {
            reports.accept(all);
          }
        };
    this.stop = stop;
    this.files = new DataFiles();
    this.waiting = new Semaphore(MOST_WAITING);
    this.strict = Optional.empty();
  }

  private SuiteServer(
      SuiteServer other, Supplier<List<ConformanceCase>> cases, Optional<SuiteServer> strict) {
    this.cases = cases;
    this.runs = other.runs;
    this.excluded = other.excluded;
    this.reports = other.reports;
    this.stop = other.stop;
    this.files = other.files;
    this.waiting = other.waiting;
    this.strict = strict;
  }

  /** The same, with these cases below {@value #STRICT}; all limits are for both together. */
  public SuiteServer withStrict(Supplier<List<ConformanceCase>> strictCases) {
    Supplier<List<ConformanceCase>> those = new Lazy<>(() -> forClients(strictCases.get()));
    return new SuiteServer(
        this, cases, Optional.of(new SuiteServer(this, those, Optional.empty())));
  }

  private static List<ConformanceCase> forClients(List<ConformanceCase> cases) {
    return cases.stream().filter(each -> each.isFor(Role.SERVER)).toList();
  }

  /** What the server has found out. */
  public Results results() {
    return runs.results();
  }

  /**
   * Answers an accepted handshake.
   *
   * @param path one of {@link #PATHS}, perhaps below {@value #STRICT}
   * @param plain the 101 without anything
   * @throws BadParameterException with a sentence, if the request is wrong
   */
  public RawReply answer(String path, Query query, HandshakeReply plain) {
    if (strict.isPresent() && path.startsWith(STRICT)) {
      return strict.get().answer(path.substring(STRICT.length()), query, plain);
    }
    return switch (path) {
      case "getCaseCount" -> say(plain, String.valueOf(cases.get().size()));
      case "getCaseInfo" -> {
        ConformanceCase asked = asked(query);
        yield say(
            plain,
            "{\"id\": "
                + Json.of(asked.id().toString())
                + ", \"description\": "
                + Json.of(asked.description())
                + "}");
      }
      case "runCase" -> run(asked(query), SuiteQuery.agent(query), plain);
      case "getCaseStatus" -> status(asked(query), SuiteQuery.agent(query), plain);
      case "updateReports" -> update(query, plain);
      case "stopServer" -> stop(plain);
      default ->
          throw new BadParameterException(
              404,
              "There is no path "
                  + Quoted.of(path)
                  + " here; the suite has "
                  + String.join(", ", PATHS.stream().sorted().toList())
                  + ".");
    };
  }

  private static RawReply say(HandshakeReply plain, String text) {
    return RawReply.switching(plain, Optional.empty(), heads -> Announcement.of(text));
  }

  private ConformanceCase asked(Query query) {
    return SuiteQuery.asked(query, cases.get());
  }

  private RawReply run(ConformanceCase played, String agent, HandshakeReply plain) {
    if (excluded.test(agent, played.id())) {
      return RawReply.switching(plain, Optional.empty(), heads -> Announcement.closing());
    }
    if (runs.areFull()) {
      throw new BadParameterException(
          503, "The suite runs " + MOST_RUNS + " cases, and no more at a time: try again later.");
    }
    Optional<Acceptance> accepted = accepted(played, plain);
    int index = cases.get().indexOf(played) + 1;
    HeadEdits edits = played.own().head();
    return RawReply.switching(
        edits.isEmpty() ? plain : plain.with(HandshakeReply.Delivery.BY_BEHAVIOUR),
        accepted.map(Acceptance::header),
        heads -> run(played, new Place(agent, index, edited(heads, edits)), accepted));
  }

  private static OpeningHeads edited(OpeningHeads heads, HeadEdits edits) {
    return edits.isEmpty()
        ? heads
        : new OpeningHeads(heads.request(), edits.applyTo(heads.response()));
  }

  private record Place(String agent, int index, OpeningHeads heads) {}

  private RawBehaviour run(ConformanceCase played, Place place, Optional<Acceptance> accepted) {
    OpeningHeads heads = place.heads();
    return new CaseRun(
        played,
        new CaseRun.Setting(
            place.agent(), place.index(), Role.SERVER, heads.request(), heads.response()),
        accepted.map(Acceptance::agreed),
        files,
        () -> 0,
        runs.of(place.agent(), played));
  }

  private static Optional<Acceptance> accepted(ConformanceCase played, HandshakeReply plain) {
    try {
      return played.compression().isPresent()
          ? played.compression().get().accept(plain.accepted().extensions())
          : Optional.empty();
    } catch (MalformedOfferException wrong) {
      throw new BadParameterException(wrong.getMessage());
    }
  }

  private RawReply status(ConformanceCase played, String agent, HandshakeReply plain) {
    return RawReply.switching(
        plain,
        Optional.empty(),
        heads -> Announcement.when(behaviour(runs.result(agent, played.id())), waiting));
  }

  private static Supplier<Optional<String>> behaviour(Supplier<Optional<CaseResult>> result) {
    return () ->
        result
            .get()
            .map(
                found ->
                    "{\"behavior\": " + Json.of(found.judgement().behaviour().toString()) + "}");
  }

  private RawReply update(Query query, HandshakeReply plain) {
    String agent = SuiteQuery.agent(query);
    boolean last = SuiteQuery.isLast(query);
    return RawReply.switching(
        plain,
        Optional.empty(),
        heads ->
            Announcement.closing(
                runs.whenComplete(agent),
                waiting,
                () -> reports.accept(results()),
                () -> stop.filter(s -> last).ifPresent(Runnable::run)));
  }

  private RawReply stop(HandshakeReply plain) {
    Runnable task =
        stop.orElseThrow(
            () ->
                new BadParameterException(
                    403, "Only a server that runs with \"wsbin conform serve\" can be stopped."));
    return RawReply.switching(plain, Optional.empty(), heads -> Announcement.closing(task));
  }

  /** The names of all parameters, for the check of their spelling. */
  public static Set<String> parameters() {
    return SuiteQuery.PARAMETERS;
  }
}
