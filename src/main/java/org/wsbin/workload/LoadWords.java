package org.wsbin.workload;

import java.util.Locale;

/** Numbers, times and rates for people. */
public final class LoadWords {
  private static final double MICRO = 1e3;
  private static final double MILLI = 1e6;
  private static final double SECOND = 1e9;

  private LoadWords() {}

  /** A time in the unit that suits it, with three digits. */
  public static String time(double nanos) {
    if (nanos < MILLI) {
      return digits(nanos / MICRO) + " µs";
    }
    return nanos < SECOND ? digits(nanos / MILLI) + " ms" : digits(nanos / SECOND) + " s";
  }

  /** The same. */
  public static String time(long nanos) {
    return time((double) nanos);
  }

  /** A number with three digits, or a whole one. */
  public static String number(double number) {
    return number == Math.rint(number) || number >= 1000
        ? whole(Math.round(number))
        : digits(number);
  }

  /** A whole number, with spaces between thousands. */
  public static String whole(long number) {
    return String.format(Locale.ROOT, "%,d", number).replace(',', ' ');
  }

  /** A share of 1 as percent. */
  public static String percent(double share) {
    return digits(share * 100) + " %";
  }

  /** Bytes a second, in units of 1000. */
  public static String bytes(double bytes) {
    return bytes < 1e6
        ? digits(bytes / 1e3) + " kB/s"
        : bytes < 1e9 ? digits(bytes / 1e6) + " MB/s" : digits(bytes / 1e9) + " GB/s";
  }

  private static String digits(double number) {
    String form = number < 10 ? "%.2f" : number < 100 ? "%.1f" : "%.0f";
    return String.format(Locale.ROOT, form, number);
  }
}
