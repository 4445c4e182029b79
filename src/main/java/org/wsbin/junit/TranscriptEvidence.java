package org.wsbin.junit;

/** Suppressed by the failure of a test: its message is what the server saw. */
final class TranscriptEvidence extends Exception {
  private static final long serialVersionUID = 1L;

  private TranscriptEvidence(String message) {
    super(message, null, false, false);
  }

  /** Adds what the server saw to a failure that does not say it already. */
  static void add(Throwable failure, WsbinTranscript transcript) {
    try {
      String seen = transcript.text();
      if (!String.valueOf(failure.getMessage()).contains(firstLines(seen))) {
        failure.addSuppressed(new TranscriptEvidence(seen));
      }
    } catch (RuntimeException unreadable) { // the test's own failure matters more
      failure.addSuppressed(unreadable);
    }
  }

  /** With the identifier of the first connection. */
  private static String firstLines(String seen) {
    return seen.lines().limit(2).reduce((first, second) -> first + "\n" + second).orElse("");
  }
}
