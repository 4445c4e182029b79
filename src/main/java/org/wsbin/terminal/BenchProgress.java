package org.wsbin.terminal;

import java.util.Locale;
import java.util.function.Consumer;
import org.wsbin.workload.LoadRun;
import org.wsbin.workload.LoadSecond;
import org.wsbin.workload.LoadWords;

/** The line that shows how a run goes on, on a terminal: progress, rate, latency, errors. */
final class BenchProgress implements LoadRun.Listener {
  private static final int CELLS = 24;

  private final StreamConsole console;
  private final Consumer<LoadSecond> seconds;
  private String last = "";
  private long errors;

  /**
   * One.
   *
   * @param seconds takes each second too
   */
  BenchProgress(StreamConsole console, Consumer<LoadSecond> seconds) {
    this.console = console;
    this.seconds = seconds;
  }

  @Override
  public void tick(LoadRun.Progress progress) {
    if (console.showsProgress()) {
      console.progress(progress.phase() == LoadRun.Phase.ENDING ? "" : line(progress));
    }
  }

  @Override
  public void second(LoadSecond second) {
    seconds.accept(second);
    errors += second.errors();
    last =
        "  %s/s  p50 %s  p99 %s  %s"
            .formatted(
                LoadWords.whole(second.received()),
                LoadWords.time(second.percentile(50)),
                LoadWords.time(second.percentile(99)),
                errors == 1 ? "1 error" : LoadWords.whole(errors) + " errors");
  }

  private String line(LoadRun.Progress progress) {
    int cells = (int) (CELLS * progress.done());
    String phase =
        switch (progress.phase()) {
          case CONNECTING -> "connecting";
          case WARMING_UP -> "warming up";
          default -> "measuring";
        };
    return String.format(
        Locale.ROOT,
        "[%s%s] %3d%% %s, %s open%s",
        "#".repeat(cells),
        "-".repeat(CELLS - cells),
        (int) (100 * progress.done()),
        phase,
        LoadWords.whole(progress.open()),
        last);
  }
}
