package org.wsbin.conformance;

import org.wsbin.conformance.Verdicts.Behaviour;

/**
 * A badge, as an image of its own: how many cases passed. Green if all did strictly; red if one
 * failed; yellow if some are not implemented or not strict; gray without results.
 */
final class BadgeSvg {
  private static final String LABEL = "conformance";
  private static final int LABEL_WIDTH = 82;
  private static final int DIGIT_WIDTH = 7;

  private BadgeSvg() {}

  static String of(VerdictCounts counts) {
    String value = counts.all() == 0 ? "no results" : counts.passed() + "/" + counts.all();
    int width = 12 + value.length() * DIGIT_WIDTH;
    return """
        <svg xmlns="http://www.w3.org/2000/svg" width="%1$s" height="20" role="img" aria-label="%2$s: %3$s">
        <title>%2$s: %3$s</title>
        <clipPath id="round"><rect width="%1$s" height="20" rx="3"/></clipPath>
        <g clip-path="url(#round)"><rect width="%4$s" height="20" fill="#4a544e"/>\
        <rect x="%4$s" width="%5$s" height="20" fill="%6$s"/></g>
        <g fill="#fff" text-anchor="middle" font-family="Verdana,DejaVu Sans,sans-serif" font-size="11">
        <text x="%7$s" y="14" textLength="%8$s">%2$s</text>
        <text x="%9$s" y="14" textLength="%10$s">%3$s</text>
        </g>
        </svg>
        """
        .formatted(
            LABEL_WIDTH + width,
            LABEL,
            value,
            LABEL_WIDTH,
            width,
            colour(counts),
            LABEL_WIDTH / 2,
            LABEL_WIDTH - 12,
            LABEL_WIDTH + width / 2,
            width - 12);
  }

  /** All pairs with white have a contrast of 4.5 and more. */
  private static String colour(VerdictCounts counts) {
    if (counts.all() == 0) {
      return "#66706a";
    } else if (counts.failed() > 0) {
      return "#ad2418";
    }
    return counts.skipped() > 0 || counts.of(Behaviour.NON_STRICT) > 0 ? "#8a6100" : "#1d6b3a";
  }
}
