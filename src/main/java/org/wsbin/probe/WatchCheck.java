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
    List<String> cuts = new ArrayList<>();
    List<Line> lines = new ArrayList<>();
    for (int i = 0; i < target.settings().connections(); i++) {
      lines.add(new Line());
    }
    long begin = System.nanoTime();
    try {
      while (System.nanoTime() - begin < time.toNanos() && cuts.size() < MOST_CUTS) {
        for (Line line : lines) {
          step(target, line, begin, cuts);
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
    if (cuts.isEmpty()) {
      return CheckResult.of("none of " + watched + " was cut", List.of(), List.of(watched));
    }
    String what =
        cuts.size() + " times a connection was cut, of " + watched + ". The first: " + cuts.get(0);
    return CheckResult.of(
        cuts.size() + " cuts of " + watched,
        List.of(new FoundSymptom(Symptom.CUT_TOGETHER, what, cuts.get(0), "")),
        cuts);
  }

  private static void step(ProbeTarget target, Line line, long begin, List<String> cuts) {
    if (line.visit.filter(ProbeVisit::isOver).isPresent()) {
      String how = line.visit.get().howItEnded();
      line.visit.get().close();
      line.visit = Optional.empty();
      line.cutAt = System.nanoTime();
      cuts.add("after " + IdleCheck.seconds((line.cutAt - begin) / 1e9) + " by " + how);
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
        cuts.add(
            "connected again after " + IdleCheck.seconds((System.nanoTime() - line.cutAt) / 1e9));
        line.cutAt = 0;
      }
    } catch (WebSocketException notYet) {
      line.visit = Optional.empty();
    }
  }
}
