package org.wsbin.probe;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.wsbin.client.WebSocketException;
import org.wsbin.symptom.Symptom;

/**
 * Whether messages arrive as they are sent: one each 50 ms from the server, and echoes one at a
 * time, beside plain requests.
 */
final class BufferingCheck implements Check {
  private static final int MESSAGES = 40;
  private static final int INTERVAL = 50;

  /** Closer than that, two messages have come together. */
  private static final double TOGETHER = 5;

  /** So many of ten messages that came together are more than chance. */
  private static final int MANY = 3;

  private static final int ECHOES = 20;
  private static final int REQUESTS = 5;

  @Override
  public String id() {
    return "buffering";
  }

  @Override
  public String title() {
    return "messages that are held back";
  }

  @Override
  public CheckResult run(ProbeTarget target) throws InterruptedException {
    try {
      List<Double> gaps = gaps(target);
      if (held(gaps)) {
        gaps = gaps(target); // once may be chance: a busy machine does the same
      }
      List<Double> trips = trips(target);
      List<Double> requests = requests(target);
      long together = together(gaps);
      double longest = longest(gaps);
      String arrival =
          gaps.size()
              + 1
              + " messages, one each 50 ms: the longest pause was "
              + millis(longest)
              + ", "
              + together
              + " came together with the one before";
      List<String> evidence = new ArrayList<>();
      evidence.add(arrival);
      evidence.add(
          "round trip of an echo: median "
              + millis(median(trips))
              + ", of a request: "
              + millis(median(requests)));
      List<FoundSymptom> findings = new ArrayList<>();
      boolean held = held(gaps);
      if (held) {
        findings.add(
            new FoundSymptom(
                Symptom.BUFFERED, arrival + ".", arrival, "sent one each " + INTERVAL + " ms"));
      }
      new PiecesOnTheWay(target, evidence).look().ifPresent(findings::add);
      return CheckResult.of(
          held ? "messages arrive in groups" : "an echo takes " + millis(median(trips)),
          findings,
          evidence);
    } catch (WebSocketException failed) {
      return CheckResult.skipped("there is no connection: " + failed.getMessage());
    }
  }

  private static boolean held(List<Double> gaps) {
    return !gaps.isEmpty()
        && together(gaps) * 10 >= (long) MANY * gaps.size()
        && longest(gaps) > 2.5 * INTERVAL;
  }

  private static long together(List<Double> gaps) {
    return gaps.stream().filter(gap -> gap < TOGETHER).count();
  }

  private static double longest(List<Double> gaps) {
    return gaps.stream().mapToDouble(Double::doubleValue).max().orElse(0);
  }

  private static List<Double> gaps(ProbeTarget target) throws InterruptedException {
    List<Double> gaps = new ArrayList<>();
    try (ProbeVisit visit =
        ProbeVisit.to(target, "repeat/tick/" + INTERVAL + "/after/1/close/1000")) {
      long before = 0;
      for (int i = 0; i < MESSAGES; i++) {
        var next = visit.message(TimeUnit.SECONDS.toMillis(5));
        if (next.isEmpty()) {
          return gaps;
        }
        if (before != 0) {
          gaps.add((next.get().at() - before) / 1e6);
        }
        before = next.get().at();
      }
    }
    return gaps;
  }

  private static List<Double> trips(ProbeTarget target) throws InterruptedException {
    List<Double> trips = new ArrayList<>();
    try (ProbeVisit visit = ProbeVisit.to(target, "echo")) {
      for (int i = 0; i < ECHOES; i++) {
        long begin = System.nanoTime();
        visit.text("tick");
        if (visit.message(TimeUnit.SECONDS.toMillis(5)).isEmpty()) {
          break;
        }
        trips.add((System.nanoTime() - begin) / 1e6);
      }
      visit.close(1000, "");
    }
    return trips;
  }

  private static List<Double> requests(ProbeTarget target) {
    List<Double> times = new ArrayList<>();
    for (int i = 0; i < REQUESTS; i++) {
      long begin = System.nanoTime();
      if (target.get("health/live").isPresent()) {
        times.add((System.nanoTime() - begin) / 1e6);
      }
    }
    return times;
  }

  private static double median(List<Double> times) {
    if (times.isEmpty()) {
      return 0;
    }
    List<Double> sorted = new ArrayList<>(times);
    Collections.sort(sorted);
    return sorted.get(sorted.size() / 2);
  }

  private static String millis(double time) {
    return String.format(Locale.ROOT, time < 10 ? "%.1f ms" : "%.0f ms", time);
  }
}
