package org.wsbin.probe;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.wsbin.client.WebSocketException;
import org.wsbin.diff.Side;
import org.wsbin.symptom.Symptom;

/**
 * How long a connection may be idle, and what counts as activity: five connections at the same
 * time, one silent, and four on which one end sends one kind of thing each second. The silent one
 * is left alone until it ends, so its age then is the limit; nothing needs to be tried twice.
 */
final class IdleCheck implements Check {
  private static final long STEP_MILLIS = 1000;

  /** An arm that lives so much longer than the silent one is not ended for being idle. */
  private static final double LONGER = 1.5;

  /** Ends of that many seconds apart are of the same age. */
  private static final double SAME_AGE = 2;

  /** Before so many steps it cannot be told whether what is sent keeps a connection open. */
  private static final int QUICK = 2;

  /** What is sent on a connection. */
  private enum Arm {
    SILENCE("nothing is sent", "after/1000000?ping-interval=0"),
    SERVER_PINGS("the server pings", "after/1000000?ping-interval=1s"),
    CLIENT_PINGS("the client pings", "after/1000000?ping-interval=0"),
    SERVER_DATA("the server sends", "repeat/tick/1s/after/1000000?ping-interval=0"),
    CLIENT_DATA("the client sends", "after/1000000?ping-interval=0");

    /** Those that need nothing of the server but that it keeps a connection. */
    private static Arm[] ofAnyServer() {
      return new Arm[] {SILENCE, CLIENT_PINGS};
    }

    private final String words;
    private final String path;

    Arm(String words, String path) {
      this.words = words;
      this.path = path;
    }
  }

  /** A connection of an arm, and how it ended. */
  private record Line(Arm arm, ProbeVisit visit) {
    boolean lives() {
      return !visit.isOver();
    }

    String seen() {
      return arm.words
          + ": "
          + (lives() ? "open after " : "ended after ")
          + seconds(visit.age())
          + (lives() ? "" : " by " + visit.howItEnded());
    }
  }

  @Override
  public String id() {
    return "idle";
  }

  @Override
  public String title() {
    return "connections without traffic";
  }

  @Override
  public boolean endsEarly() {
    return true;
  }

  @Override
  public CheckResult run(ProbeTarget target) throws InterruptedException {
    List<Line> lines = new ArrayList<>();
    try {
      for (Arm arm : target.knowsPaths() ? Arm.values() : Arm.ofAnyServer()) {
        lines.add(new Line(arm, ProbeVisit.to(target, arm.path)));
      }
      try {
        watch(lines, target.settings().maxTime().toMillis());
      } catch (InterruptedException stopped) {
        return early(lines);
      }
      return judge(lines);
    } catch (WebSocketException failed) {
      return CheckResult.skipped("there is no connection: " + failed.getMessage());
    } finally {
      lines.forEach(line -> line.visit.close());
    }
  }

  /** Until the time is over, or all that ends has ended, and the rest has lived much longer. */
  private static void watch(List<Line> lines, long most) throws InterruptedException {
    long begin = System.nanoTime();
    Line silent = lines.get(0);
    boolean goesOn = true;
    while (goesOn) {
      for (Line line : lines) {
        if (line.arm == Arm.CLIENT_PINGS) {
          line.visit.ping("tick");
        } else if (line.arm == Arm.CLIENT_DATA) {
          line.visit.text("tick");
        }
      }
      silent.visit.awaitEnd(STEP_MILLIS);
      double age = (System.nanoTime() - begin) / 1e9;
      boolean enough =
          !silent.lives()
              && (lines.stream().noneMatch(Line::lives)
                  || age > silent.visit.age() * LONGER + SAME_AGE);
      goesOn = !enough && age * 1000 < most;
      if (!silent.lives()) {
        TimeUnit.MILLISECONDS.sleep(STEP_MILLIS);
      }
    }
  }

  /** What is known if it is stopped; the rest could still have ended soon. */
  private static CheckResult early(List<Line> lines) {
    Line silent = lines.get(0);
    boolean known =
        !silent.lives()
            && lines.stream()
                .allMatch(each -> !each.lives() || each.visit.age() > silent.visit.age() * LONGER);
    if (known) {
      return judge(lines);
    }
    long ended = lines.stream().filter(each -> !each.lives()).count();
    double age = lines.stream().mapToDouble(each -> each.visit.age()).max().orElse(0);
    return CheckResult.of(
        "stopped after "
            + seconds(age)
            + "; "
            + (ended == 0 ? "none was" : ended + " of " + lines.size() + " were")
            + " ended by then",
        List.of(),
        lines.stream().map(Line::seen).toList());
  }

  private static CheckResult judge(List<Line> lines) {
    List<String> evidence = lines.stream().map(Line::seen).toList();
    Line silent = lines.get(0);
    List<Line> busy = lines.subList(1, lines.size());
    if (silent.lives()) {
      return CheckResult.of(
          "none was ended within " + seconds(silent.visit.age()), List.of(), evidence);
    }
    double limit = silent.visit.age();
    boolean allAtOnce =
        busy.stream()
            .allMatch(line -> !line.lives() && Math.abs(line.visit.age() - limit) < SAME_AGE);
    String server = silent.visit.server().map(IdleCheck::asSeenByServer).orElse("");
    if (allAtOnce) {
      boolean data = busy.stream().anyMatch(line -> line.arm == Arm.CLIENT_DATA);
      return CheckResult.of(
          "all are ended after " + seconds(limit),
          List.of(together(limit, silent.visit.howItEnded(), data, evidence.get(0), server)),
          evidence);
    }
    List<String> counts = busy.stream().filter(Line::lives).map(line -> line.arm.words).toList();
    List<String> doNot =
        busy.stream().filter(line -> !line.lives()).map(line -> line.arm.words).toList();
    String what =
        "An idle connection was ended after "
            + seconds(limit)
            + " by "
            + silent.visit.howItEnded()
            + ". "
            + (counts.isEmpty()
                ? "Nothing kept it open."
                : "It stays open if " + list(counts) + ".")
            + (doNot.isEmpty() ? "" : " It does not if only " + list(doNot) + ".")
            + advice(counts, limit);
    return CheckResult.of(
        "ended after " + seconds(limit) + " of silence",
        List.of(new FoundSymptom(Symptom.IDLE_LIMIT, what, evidence.get(0), server)),
        evidence);
  }

  /**
   * All were ended at the same time. That is a limit of their age only if some were busy in a way
   * that must count, and had time for it.
   *
   * @param data whether messages were sent on some, and not pings alone
   */
  static FoundSymptom together(
      double limit, String how, boolean data, String client, String server) {
    boolean quick = limit * 1000 < QUICK * STEP_MILLIS;
    Symptom symptom = data && !quick ? Symptom.AGE_LIMIT : Symptom.IDLE_LIMIT;
    String what =
        quick
            ? "Each connection was ended after "
                + seconds(limit)
                + " by "
                + how
                + ". On the busy ones something was sent once a second, which may have been too"
                + " seldom."
            : data
                ? "Each connection was ended after "
                    + seconds(limit)
                    + ", busy or not, by "
                    + how
                    + "."
                : "An idle connection was ended after "
                    + seconds(limit)
                    + " by "
                    + how
                    + ". Pings of the client did not keep another one open: they do not count, or"
                    + " every connection is ended at that age.";
    return new FoundSymptom(symptom, what, client, server);
  }

  private static String advice(List<String> counts, double limit) {
    boolean pings = counts.stream().anyMatch(words -> words.endsWith("pings"));
    long safe = Math.max(1, (long) (limit / 3));
    return pings
        ? " A ping every " + safe + " s is safe."
        : counts.isEmpty() ? "" : " A message every " + safe + " s is safe; pings are not enough.";
  }

  private static String asSeenByServer(Side server) {
    return "closed by "
        + server.closedBy().orElse("nobody")
        + server.tcp().map(tcp -> ", TCP: " + tcp).orElse("");
  }

  private static String list(List<String> words) {
    String last = words.get(words.size() - 1);
    return words.size() == 1
        ? last
        : String.join(", ", words.subList(0, words.size() - 1)) + " or " + last;
  }

  static String seconds(double time) {
    return String.format(Locale.ROOT, time < 10 ? "%.1f s" : "%.0f s", time);
  }
}
