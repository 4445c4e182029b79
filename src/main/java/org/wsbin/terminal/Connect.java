package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.settings.InvalidSettingException;

/** {@code wsbin connect}: creates and runs a session. */
public final class Connect {
  private final Options options;
  private final ClientWebSocket socket = new ClientWebSocket();
  private final ProcessEnvironment around;
  private Optional<ServerView> view = Optional.empty();

  private Connect(Options options, ProcessEnvironment around) {
    this.options = options;
    this.around = around;
  }

  /**
   * Connects, and runs the session until its end.
   *
   * @param given the given options with their values; an option without a value has none
   * @return 0 closed normally, 1 failed, 3 closed abnormally
   * @throws InvalidSettingException with a sentence, if the arguments are wrong; before any network
   *     access
   */
  public static int run(String url, Map<Flag, List<String>> given, ProcessEnvironment around) {
    Connect connect = new Connect(Options.of(url, given), around);
    ConnectionOptions.set(given, around.environment(), connect.socket.control());
    Optional<TranscriptFile> transcript = TranscriptFile.of(given);
    transcript.ifPresent(own -> connect.socket.control().transcript(own.transcript()));
    try (OutputStream file = connect.file()) {
      around.atEnd().accept(connect::endedByASignal);
      int code = connect.isInteractive() ? connect.typed(file) : connect.piped(file);
      if (transcript.isPresent()) {
        transcript.get().write(connect.transcriptName());
      }
      return code;
    } catch (IOException failure) {
      around.err().println("The terminal or a file failed: " + failure.getMessage() + ".");
      return ExitCode.FAILED;
    }
  }

  private Optional<String> transcriptName() {
    return TranscriptFile.inQuery(options.uri()).or(() -> view.flatMap(ServerView::name));
  }

  private boolean hadConnection() {
    return socket.information().local().isPresent();
  }

  /** Closes, and reports whether the peer has closed too; otherwise data may be lost. */
  private int endedByASignal() {
    socket.close();
    boolean cut =
        socket.closed().filter(closed -> closed.code() == CloseStatus.ABNORMAL).isPresent();
    return cut ? ExitCode.ABNORMAL : ExitCode.OK;
  }

  private OutputStream file() {
    Path path = options.output().orElse(null);
    try {
      return path == null ? OutputStream.nullOutputStream() : Files.newOutputStream(path);
    } catch (IOException unwritable) {
      throw Options.wrong(Flag.OUTPUT, path.toString(), "a file that can be written");
    }
  }

  private boolean isInteractive() {
    Terminals terminals = around.terminals();
    return options.execute().isEmpty() && terminals.in() && terminals.out();
  }

  private int typed(OutputStream file) throws IOException {
    Style style = Style.of(true, around.environment());
    try (LineConsole console = LineConsole.open(style)) {
      return run(Input.of(console), console, console, style, file, "< ");
    }
  }

  private int piped(OutputStream file) {
    Console out =
        new StreamConsole(
            new PrintWriter(new OutputStreamWriter(around.out(), UTF_8)), around.terminals().out());
    Console err = new StreamConsole(around.err(), around.terminals().err());
    Style style = Style.of(around.terminals().err(), around.environment());
    Input input =
        !options.execute().isEmpty()
            ? Input.of(options.execute())
            : options.binary() ? Input.whole(around.in()) : new PipedLines(around.in());
    return run(input, out, err, style, file, "");
  }

  private int run(
      Input input, Console out, Console err, Style style, OutputStream file, String mark) {
    boolean toFile = options.output().isPresent();
    Optional<Progress> progress =
        toFile
            ? Optional.of(new Progress(err, "received", -1, System::nanoTime))
            : Optional.empty();
    PayloadSink raw = new RawPayloads(toFile ? file : around.out(), progress);
    SessionEvents events;
    PayloadSink payloads;
    if (options.json()) {
      JsonSessionEvents json =
          new JsonSessionEvents(out, err, Clock.systemUTC(), options.verbose(), toFile);
      events = json;
      payloads = toFile ? PayloadSink.both(raw, json) : json;
    } else {
      events =
          new TextSessionEvents(err, style, !input.typed(), options.verbose(), options.showPings());
      PayloadSink shown = new TextPayloads(out, style, mark, toFile);
      payloads =
          input.typed() && toFile
              ? PayloadSink.both(raw, shown)
              : toFile || !around.terminals().out() ? raw : shown;
    }
    view =
        options.serverView()
            ? Optional.of(ServerView.of(options.uri(), socket.control()))
            : Optional.empty();
    int code = new Session(socket, options, events, payloads).run(input, err);
    view.ifPresent(asked -> events.serverView(asked.report(hadConnection())));
    progress.ifPresent(shown -> events.note("received " + shown.end()));
    return code;
  }
}
