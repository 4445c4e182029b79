package org.wsbin.terminal;

/** Exit codes; 2, called wrongly, is the command line's. */
final class ExitCode {
  static final int OK = 0;
  static final int FAILED = 1;

  /** Closed with another code than 1000, or without a close frame. */
  static final int ABNORMAL = 3;

  private ExitCode() {}
}
