package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.jline.terminal.impl.DumbTerminal;
import org.wsbin.client.ClientWebSocket;

/** What a session came to, run with streams of its own. */
public record Run(int exit, ByteArrayOutputStream out, String err) {

  /** With nothing to read and no terminal. */
  public static Run of(String url, Map<Flag, List<String>> given) {
    return of(
        url, given, new ByteArrayInputStream(new byte[0]), new Terminals(false, false, false));
  }

  /** With nothing to read, no terminal, and those environment variables. */
  static Run with(Map<String, String> environment, String url, Map<Flag, List<String>> given) {
    InputStream nothing = new ByteArrayInputStream(new byte[0]);
    return of(url, given, nothing, new Terminals(false, false, false), environment);
  }

  /** With that to read. */
  public static Run of(
      String url, Map<Flag, List<String>> given, InputStream in, Terminals terminals) {
    return of(url, given, in, terminals, Map.of("NO_COLOR", "1"));
  }

  private static Run of(
      String url,
      Map<Flag, List<String>> given,
      InputStream in,
      Terminals terminals,
      Map<String, String> environment) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    StringWriter err = new StringWriter();
    int exit =
        Connect.run(
            url,
            given,
            new ProcessEnvironment(
                in, out, new PrintWriter(err, true), terminals, environment, end -> {}));
    return new Run(exit, out, err.toString().replace(System.lineSeparator(), "\n"));
  }

  /** On a terminal that knows no control sequences, if that is typed. */
  public static Run typed(String url, InputStream typed) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Style plain = new Style(false);
    try (Terminal terminal = new DumbTerminal("wsbin", "dumb", typed, out, UTF_8);
        LineConsole console = LineConsole.over(terminal, plain)) {
      int exit =
          new Session(
                  new ClientWebSocket(),
                  Options.of(url, Map.of()),
                  new TextSessionEvents(console, plain, false, false, false),
                  new TextPayloads(console, plain, "< ", false))
              .run(Input.of(console), console);
      terminal.flush();
      return new Run(exit, out, "");
    }
  }

  /** Standard output as text. */
  public String text() {
    return out.toString(UTF_8).replace(System.lineSeparator(), "\n");
  }
}
