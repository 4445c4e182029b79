package org.wsbin.terminal;

import java.nio.ByteBuffer;
import java.util.Arrays;

/** Shows messages to people: texts escaped, binary messages in hex, both up to a limit. */
final class TextPayloads implements PayloadSink {
  /** The most bytes shown of a message. */
  static final int MOST_TEXT_BYTES = 64 * 1024;

  static final int MOST_HEX_BYTES = 128;

  private final Console console;
  private final Style style;
  private final String mark;
  private final boolean sizesOnly;
  private final BoundedPrefix held;

  /**
   * Messages on that console.
   *
   * @param mark precedes each message; empty if nothing else is shown
   * @param sizesOnly shows only the sizes, because the content goes elsewhere
   */
  TextPayloads(Console console, Style style, String mark, boolean sizesOnly) {
    this.console = console;
    this.style = style;
    this.mark = mark;
    this.sizesOnly = sizesOnly;
    this.held = new BoundedPrefix(sizesOnly ? 0 : MOST_TEXT_BYTES);
  }

  @Override
  public void data(boolean text, ByteBuffer bytes, boolean last) {
    held.add(bytes);
    if (last) {
      console.line(style.received(mark) + (text ? text() : binary()));
      held.clear();
    }
  }

  private String text() {
    if (sizesOnly) {
      return style.aside("text, " + TerminalText.size(held.size()));
    }
    String shown = TerminalText.text(held.text(), "\n" + " ".repeat(mark.length()));
    return held.isCut()
        ? shown + style.aside("… (the first 64 KiB of " + TerminalText.size(held.size()) + ")")
        : shown;
  }

  private String binary() {
    String size = style.aside("binary, " + TerminalText.size(held.size()));
    if (sizesOnly || held.size() == 0) {
      return size;
    }
    byte[] all = held.bytes();
    byte[] some = Arrays.copyOf(all, Math.min(all.length, MOST_HEX_BYTES));
    String rows = size + "\n" + TerminalText.hex(some, some.length, " ".repeat(mark.length()));
    return held.size() > some.length
        ? rows + "\n" + style.aside(" ".repeat(mark.length()) + "… (the first 128 bytes)")
        : rows;
  }
}
