package org.wsbin.probe;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.wsbin.client.WebSocketException;
import org.wsbin.symptom.Symptom;

/**
 * Busy connections through a reload or a deployment: who is cut, when and how, and how long it
 * takes to connect again.
 */
final class WatchCheck implements Check {
  private static final int MOST_CUTS = 1000;

  /** A busy connection. */
  private static final class Line {
    private Optional<ProbeVisit> visit = Optional.empty();
    private long cutAt;

    boolean neverOpened() {
      return visit.isEmpty() && cutAt == 0;
    }
  }

  /** What happens to the connections, in its order. */
  static final class Story {
    private final List<String> lines = new ArrayList<>();
    private Optional<String> first = Optional.empty();
    private Optional<String> refusal = Optional.empty();
    private double longest;
    private int cuts;

    /** A connection was cut: when and how. */
    void cut(String how) {
      first = first.or(() -> Optional.of(how));
      lines.add(how);
      cuts++;
    }

    /** One is open again, so many seconds after it was cut. */
    void back(double seconds) {
      longest = Math.max(longest, seconds);
      lines.add("connected again after " + IdleCheck.seconds(seconds));
    }

    /** One could not be opened, or not yet again. */
    void refused(String why) {
      refusal = refusal.or(() -> Optional.of(why));
    }

    /**
     * The result.
     *
     * @param watched how many connections, and for how long
     * @param away how many were cut and are not back
     * @param never how many could never be opened
     */
    CheckResult told(String watched, int away, int never) {
      List<FoundSymptom> findings = new ArrayList<>();
      first.ifPresent(
          how ->
              findings.add(
                  new FoundSymptom(
                      Symptom.CUT_TOGETHER,
                      (cuts == 1 ? "1 time" : cuts + " times")
                          + " a connection was cut, of "
                          + watched
                          + ". The first: "
                          + how
                          + (longest == 0
                              ? "."
                              : ". The longest time to connect again: "
                                  + IdleCheck.seconds(longest)
                                  + ".")
                          + (away == 0 ? "" : " Not connected again: " + away + "."),
                      how,
                      "")));
      if (never > 0) {
        String why = refusal.orElse("");
        findings.add(
            new FoundSymptom(
                Symptom.CONNECTIONS_LIMITED,
                never + " of " + watched + " could not be opened: " + why,
                why,
                ""));
        lines.add(never + " could not be opened: " + why);
      }
      String summary =
          cuts == 0
              ? "none of " + watched + " was cut"
              : (cuts == 1 ? "1 cut" : cuts + " cuts") + " of " + watched;
      return CheckResult.of(
          summary + (never == 0 ? "" : "; " + never + " could not be opened"),
          findings,
          lines.isEmpty() ? List.of(watched) : lines);
    }
  }

  @Override
  public String id() {
    return "watch";
  }

  @Override
  public String title() {
    return "busy connections, watched";
  }

  @Override
  public boolean endsEarly() {
    return true;
  }

  @Override
  public CheckResult run(ProbeTarget target) throws InterruptedException {
    Duration time = target.settings().watch().orElse(Duration.ZERO);
    Story story = new Story();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < target.settings().connections(); i++) {
      lines.add(new Line());
    }
    long begin = System.nanoTime();
    try {
      while (System.nanoTime() - begin < time.toNanos() && story.cuts < MOST_CUTS) {
        for (Line line : lines) {
          step(target, line, begin, story);
        }
        TimeUnit.MILLISECONDS.sleep(500);
      }
    } catch (InterruptedException early) {
      Thread.currentThread().interrupt();
    } finally {
      lines.forEach(line -> line.visit.ifPresent(ProbeVisit::close));
    }
    String watched =
        lines.size() + " connections for " + IdleCheck.seconds((System.nanoTime() - begin) / 1e9);
    int away = (int) lines.stream().filter(line -> line.cutAt > 0).count();
    int never = (int) lines.stream().filter(Line::neverOpened).count();
    return story.told(watched, away, never);
  }

  private static void step(ProbeTarget target, Line line, long begin, Story story) {
    if (line.visit.filter(ProbeVisit::isOver).isPresent()) {
      String how = line.visit.get().howItEnded();
      line.visit.get().close();
      line.visit = Optional.empty();
      line.cutAt = System.nanoTime();
      story.cut("after " + IdleCheck.seconds((line.cutAt - begin) / 1e9) + " by " + how);
    }
    if (line.visit.isPresent()) {
      if (target.knowsPaths()) {
        line.visit.get().text("tick");
      }
      line.visit.get().messages();
      return;
    }
    try {
      line.visit = Optional.of(ProbeVisit.to(target, "echo"));
      if (line.cutAt > 0) {
        story.back((System.nanoTime() - line.cutAt) / 1e9);
        line.cutAt = 0;
      }
    } catch (WebSocketException notYet) {
      line.visit = Optional.empty();
      story.refused(notYet.getMessage());
    }
  }
}
