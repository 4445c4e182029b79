package org.wsbin.terminal;

/** Where lines for people go; from any thread. */
interface Console {

  /** Shows a line, or several, above what is being typed. */
  void line(String text);

  /** Shows what goes on, on a line that is written over; empty to take it away. */
  void progress(String text);

  /** Whether what is shown goes on can be seen. */
  boolean showsProgress();
}
