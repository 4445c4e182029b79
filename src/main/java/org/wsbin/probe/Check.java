package org.wsbin.probe;

/** One thing that is looked at. Checks run at the same time, each on a thread of its own. */
interface Check {
  /** Its name for {@code --only} and {@code --skip}, such as {@code idle}. */
  String id();

  /** What it looks at, in a few words. */
  String title();

  /**
   * Looks.
   *
   * @throws InterruptedException if the probe is stopped
   */
  CheckResult run(ProbeTarget target) throws InterruptedException;

  /** Whether it returns what it has seen if it is interrupted. */
  default boolean endsEarly() {
    return false;
  }
}
