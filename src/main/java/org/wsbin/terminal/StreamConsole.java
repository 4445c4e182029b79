package org.wsbin.terminal;

import java.io.PrintWriter;

/** Lines on a stream; shows progress if the stream is a terminal. */
final class StreamConsole implements Console {
  static final String CLEAR = "\r\u001b[K";

  private final PrintWriter out;
  private final boolean terminal;
  private boolean progressing;

  StreamConsole(PrintWriter out, boolean terminal) {
    this.out = out;
    this.terminal = terminal;
  }

  @Override
  public synchronized void line(String text) {
    clear();
    out.println(text);
    out.flush();
  }

  @Override
  public synchronized void progress(String text) {
    if (terminal) {
      clear();
      out.print(text);
      out.flush();
      progressing = !text.isEmpty();
    }
  }

  private void clear() {
    if (progressing) {
      out.print(CLEAR);
    }
  }

  @Override
  public boolean showsProgress() {
    return terminal;
  }
}
