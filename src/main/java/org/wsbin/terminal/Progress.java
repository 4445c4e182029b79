package org.wsbin.terminal;

import java.util.Locale;
import java.util.function.LongSupplier;

/** Shows the progress of a transfer, at most ten times a second. */
final class Progress {
  private static final long EVERY_NANOS = 100_000_000;
  private static final int CELLS = 24;

  private final Console console;
  private final String what;
  private final long total;
  private final LongSupplier nanos;
  private final long began;
  private long shownAt;
  private long done;

  /**
   * Starts at zero.
   *
   * @param total negative if unknown
   */
  Progress(Console console, String what, long total, LongSupplier nanos) {
    this.console = console;
    this.what = what;
    this.total = total;
    this.nanos = nanos;
    this.began = nanos.getAsLong();
    this.shownAt = began;
  }

  /** Adds transferred bytes. */
  void add(long bytes) {
    done += bytes;
    long now = nanos.getAsLong();
    if (console.showsProgress() && now - shownAt >= EVERY_NANOS) {
      shownAt = now;
      console.progress(text(now));
    }
  }

  /** Removes the line, and returns its final text. */
  String end() {
    if (console.showsProgress()) {
      console.progress("");
    }
    return TerminalText.size(done) + rate(nanos.getAsLong());
  }

  private String text(long now) {
    if (total <= 0) {
      return what + " " + TerminalText.size(done) + rate(now);
    }
    int cells = (int) (CELLS * Math.min(done, total) / total);
    return String.format(
        Locale.ROOT,
        "%s [%s%s] %3d%% of %s%s",
        what,
        "#".repeat(cells),
        "-".repeat(CELLS - cells),
        100 * Math.min(done, total) / total,
        TerminalText.size(total),
        rate(now));
  }

  private String rate(long now) {
    long took = Math.max(1, now - began);
    return ", " + TerminalText.size((long) (done * 1e9 / took)) + "/s";
  }
}
