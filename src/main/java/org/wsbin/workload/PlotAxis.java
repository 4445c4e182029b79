package org.wsbin.workload;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * One axis of a diagram: values to pixels, and its marks.
 *
 * @param logarithmic whether equal distances are equal factors; {@code least} is above 0 then
 * @param from the pixel of the least value
 * @param to the pixel of the greatest one
 */
record PlotAxis(boolean logarithmic, double least, double most, double from, double to) {
  private static final double MICRO = 1e3;
  private static final List<Double> STEPS = List.of(1.0, 2.0, 5.0);
  private static final double FEW_DECADES = 2;
  private static final int MARKS = 6;

  /** A mark at a value. */
  record Mark(double value, String label) {}

  /** For times in nanoseconds, in whole decades. */
  static PlotAxis ofTimes(double least, double most, double from, double to) {
    double low = Math.pow(10, Math.floor(Math.log10(Math.max(least, MICRO))));
    double high = Math.pow(10, Math.ceil(Math.log10(Math.max(most, low * 1.01))));
    return new PlotAxis(true, low, high, from, to);
  }

  /** From 0 to a round number that is not less. */
  static PlotAxis fromZero(double most, double from, double to) {
    double step = step(Math.max(most, 1));
    return new PlotAxis(false, 0, Math.ceil(Math.max(most, 1) / step) * step, from, to);
  }

  private static double step(double most) {
    double decade = Math.pow(10, Math.floor(Math.log10(most / MARKS)));
    return decade
        * STEPS.stream().filter(s -> most / (decade * s) <= MARKS).findFirst().orElse(10.0);
  }

  double at(double value) {
    double bounded = Math.max(least, Math.min(most, value));
    double share =
        logarithmic
            ? Math.log(bounded / least) / Math.log(most / least)
            : (bounded - least) / (most - least);
    return from + share * (to - from);
  }

  /** Marks at times. */
  List<Mark> times() {
    List<Mark> marks = new ArrayList<>();
    boolean few = Math.log10(most / least) < FEW_DECADES + 0.5;
    for (double decade = least; decade <= most * 1.001; decade *= 10) {
      for (double step : few ? STEPS : STEPS.subList(0, 1)) {
        if (decade * step <= most * 1.001) {
          marks.add(
              new Mark(decade * step, LoadWords.time(decade * step).replaceAll("\\.0+ ", " ")));
        }
      }
    }
    return marks;
  }

  /** Marks at round numbers. */
  List<Mark> numbers() {
    List<Mark> marks = new ArrayList<>();
    double step = step(most);
    for (int i = 0; i * step <= most * 1.001; i++) {
      marks.add(new Mark(i * step, shortened(i * step)));
    }
    return marks;
  }

  private static String shortened(double number) {
    return number >= 1e6
        ? plain(number / 1e6) + " M"
        : number >= 1e4 ? plain(number / 1e3) + " k" : plain(number);
  }

  private static String plain(double number) {
    return String.format(Locale.ROOT, "%.2f", number).replaceFirst("\\.?0+$", "");
  }
}
