package org.wsbin.diff;

/** Whether two payloads are the same. */
enum Sameness {
  SAME,
  /** What both recordings kept is the same, or cannot be compared. */
  UNSURE,
  DIFFERENT
}
