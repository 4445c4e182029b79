package org.wsbin.terminal;

import java.io.IOException;
import java.util.Optional;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.DefaultParser;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.utils.InfoCmp.Capability;

/** A terminal with line editing; the history lasts as long as the session. */
final class LineConsole implements Console, AutoCloseable {
  private static final int MOST_REMEMBERED = 1000;

  private final Terminal terminal;
  private final LineReader reader;
  private final String prompt;
  private boolean progressing;

  private LineConsole(Terminal terminal, String prompt) {
    this.terminal = terminal;
    this.prompt = prompt;
    this.reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .appName("wsbin")
            .completer(new StringsCompleter(Command.NAMES))
            // a message is the typed text: no quotes, escapes or history events
            .parser(new DefaultParser().quoteChars(new char[0]).escapeChars(new char[0]))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .option(LineReader.Option.AUTO_REMOVE_SLASH, false)
            .option(LineReader.Option.HISTORY_IGNORE_SPACE, false)
            .variable(LineReader.HISTORY_SIZE, MOST_REMEMBERED)
            .variable(LineReader.SECONDARY_PROMPT_PATTERN, "  ")
            .build();
  }

  /**
   * Opens the terminal of the process.
   *
   * @throws IOException if it cannot be opened
   */
  static LineConsole open(Style style) throws IOException {
    Terminal terminal = TerminalBuilder.builder().name("wsbin").system(true).dumb(true).build();
    return over(terminal, style);
  }

  /** Uses that terminal. */
  static LineConsole over(Terminal terminal, Style style) {
    return new LineConsole(terminal, style.sent("> "));
  }

  /** The next line; empty at the end of the input. */
  Optional<String> read() {
    try {
      return Optional.of(reader.readLine(prompt));
    } catch (EndOfFileException ended) {
      takeAwayPrompt();
    } catch (UserInterruptException ended) {
      if (ended.getPartialLine().isEmpty()) {
        takeAwayPrompt();
      }
    }
    return Optional.empty();
  }

  private synchronized void takeAwayPrompt() {
    terminal.puts(Capability.cursor_up);
    terminal.puts(Capability.clr_eol);
    terminal.flush();
  }

  @Override
  public synchronized void line(String text) {
    clear();
    reader.printAbove(text);
  }

  @Override
  public synchronized void progress(String text) {
    clear();
    terminal.writer().print(text);
    terminal.flush();
    progressing = !text.isEmpty();
  }

  private void clear() {
    if (progressing) {
      terminal.writer().print(StreamConsole.CLEAR);
      progressing = false;
    }
  }

  @Override
  public boolean showsProgress() {
    return true;
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
