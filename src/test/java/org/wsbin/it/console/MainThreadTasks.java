package org.wsbin.it.console;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.microsoft.playwright.Page;
import java.util.HashSet;
import java.util.List;
import java.util.LongSummaryStatistics;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How a page's main thread spent its processor time while it did something. Clicks, frames and
 * messages get their turn between two tasks only, so one long task blocks the page. A busy machine
 * makes a task last longer by the clock, but hardly in processor time.
 *
 * @param count how many tasks there were
 * @param total their processor time in microseconds
 * @param longest the processor time of the longest, in microseconds
 */
record MainThreadTasks(long count, long total, long longest) {
  /** One that has ended; what runs while the recording ends or begins is not counted. */
  private static final String TASK = "\"name\":\"ThreadControllerImpl::RunTask\",\"ph\":\"X\"";

  private static final String MAIN_THREAD = "\"args\":{\"name\":\"CrRendererMain\"}";
  private static final Pattern THREAD = Pattern.compile("\"pid\":\\d+,(?:.*,)?\"tid\":\\d+");

  /**
   * The processor time; without it, as in some versions of Chromium for short tasks, the time that
   * has passed, which is at least as long.
   */
  private static final Pattern MICROSECONDS = Pattern.compile("\"tdur\":(\\d+)");

  private static final Pattern ELAPSED = Pattern.compile("\"dur\":(\\d+)");

  /** Lets Chromium record while the page does that. */
  static MainThreadTasks during(Chromium chromium, Page page, Runnable work) {
    return of(new String(chromium.trace(page, List.of("toplevel"), work), UTF_8));
  }

  /**
   * Reads a trace, which has an event a line; of several pages, the one that worked most counts.
   */
  static MainThreadTasks of(String trace) {
    Set<String> mainThreads = new HashSet<>();
    Map<String, LongSummaryStatistics> tasks = new TreeMap<>();
    for (String event : trace.split("\n", -1)) {
      if (event.contains(MAIN_THREAD)) {
        mainThreads.add(thread(event));
      } else if (event.contains(TASK)) {
        tasks
            .computeIfAbsent(thread(event), thread -> new LongSummaryStatistics())
            .accept(microseconds(event));
      }
    }
    tasks.keySet().retainAll(mainThreads);
    return tasks.values().stream()
        .map(all -> new MainThreadTasks(all.getCount(), all.getSum(), all.getMax()))
        .reduce((one, other) -> one.total > other.total ? one : other)
        .orElseThrow(() -> new AssertionError("The trace has no task of a page's main thread."));
  }

  /** The longest task's part of the processor time, from 0 to 1. */
  double longestShare() {
    return (double) longest / total;
  }

  private static long microseconds(String event) {
    Matcher processor = MICROSECONDS.matcher(event);
    return Long.parseLong((processor.find() ? processor : found(ELAPSED, event)).group(1));
  }

  private static String thread(String event) {
    return found(THREAD, event).group().replaceAll(",.*,", ",");
  }

  private static Matcher found(Pattern pattern, String event) {
    Matcher matcher = pattern.matcher(event);
    if (!matcher.find()) {
      throw new AssertionError("An event lacks " + pattern + ": " + event);
    }
    return matcher;
  }
}
