package org.wsbin.terminal;

/** Exit codes. The command line itself returns 2 for wrong usage. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;

  /** Closed with a code other than 1000, or without a close frame. */
  static final int ABNORMAL = 3;

  /** Stopped by a signal before its end, as shells have it for Ctrl-C. */
  static final int STOPPED = 130;

  private ExitCode() {}
}
