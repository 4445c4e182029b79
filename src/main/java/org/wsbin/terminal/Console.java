package org.wsbin.terminal;

/** Output for people. Safe from any thread. */
interface Console {

  /** Shows a line, or several, above what is being typed. */
  void line(String text);

  /** Shows progress on a line that is overwritten; an empty text removes it. */
  void progress(String text);

  /** Whether progress is visible. */
  boolean showsProgress();
}
