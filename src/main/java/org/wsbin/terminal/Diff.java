package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.diff.Comparison;
import org.wsbin.diff.DiffReport;
import org.wsbin.diff.Side;
import org.wsbin.diff.SideException;
import org.wsbin.diff.SideReader;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;

/** {@code wsbin diff}: shows what something between a client and a server has changed. */
public final class Diff {
  /** The options of {@code connect} that it has too. */
  public static final List<Flag> FLAGS =
      List.of(
          Flag.HEADER,
          Flag.SUBPROTOCOL,
          Flag.AUTH,
          Flag.BEARER,
          Flag.NO_DEFLATE,
          Flag.CONNECT_TIMEOUT,
          Flag.PROXY,
          Flag.CONNECT_TO,
          Flag.RESOLVE,
          Flag.CA,
          Flag.NO_CHECK,
          Flag.JSON);

  private static final String ALLOWED =
      "diff needs CLIENT.json and SERVER.json, or CLIENT.json and http://HOST/transcripts/NAME, or"
          + " ws://HOST/wire/…";

  /** What can only be the URL of a WebSocket: the scheme may be missing, if there is more. */
  private static final Pattern SOCKET =
      Pattern.compile("(?i)(?!https?://)(?!.*\\.json$)(?:.*[/:].*|localhost)");

  /** The far end is no wsbin, or cannot be reached. */
  static final int NOT_THERE = 3;

  private final Map<Flag, List<String>> given;
  private final ProcessEnvironment around;

  private Diff(Map<Flag, List<String>> given, ProcessEnvironment around) {
    this.given = given;
    this.around = around;
  }

  /**
   * Compares two transcripts, or has a conversation of its own and compares what both ends saw.
   *
   * @param places files and URLs
   * @param base where the server's {@code /transcripts} is, if not beside the URL
   * @return 0 the same, 1 different, 3 not reachable or no transcript there
   * @throws InvalidSettingException with a sentence, if the arguments or a file are wrong
   */
  public static int run(
      List<String> places,
      Optional<String> base,
      Map<Flag, List<String>> given,
      ProcessEnvironment around) {
    try {
      return new Diff(given, around).compare(places, base);
    } catch (NotThereException failure) {
      around.err().println(TerminalText.text(failure.getMessage(), " "));
      return NOT_THERE;
    } catch (SideException wrong) {
      throw new InvalidSettingException(TerminalText.text(wrong.getMessage(), " "));
    }
  }

  private int compare(List<String> places, Optional<String> base) {
    ClientWebSocket socket = new ClientWebSocket();
    ConnectionOptions.set(given, around.environment(), socket.control());
    TranscriptSource source = new TranscriptSource(socket.control());
    if (places.size() == 1 && SOCKET.matcher(places.get(0)).matches()) {
      return report(DiffConversation.of(places.get(0), base, socket, source));
    }
    if (places.size() != 2) {
      String found = places.isEmpty() ? "nothing" : Quoted.of(String.join(" ", places));
      throw new InvalidSettingException(ALLOWED + "; found was " + found + ". Try diff --help.");
    }
    if (base.isPresent()) {
      throw new InvalidSettingException(
          "The option --transcripts-at is for ws://HOST/wire/… only: give the server's transcript as"
              + " http://HOST/transcripts/NAME.");
    }
    List<Side> client = SideReader.read(places.get(0), source.read(places.get(0)));
    if (client.size() != 1 || !client.get(0).engine().equals("client")) {
      throw new SideException(
          places.get(0)
              + " must be one connection that a client has recorded (--transcript-file); it has "
              + (client.size() == 1
                  ? "the engine " + Quoted.of(client.get(0).engine())
                  : client.size() + " connections")
              + ".");
    }
    List<Side> servers = SideReader.read(places.get(1), source.read(places.get(1)));
    Side server = SideReader.match(client.get(0), servers);
    if (server.engine().equals("client")) {
      throw new SideException(places.get(1) + " is a client's recording; give the server's.");
    }
    return report(Comparison.of(client.get(0), server));
  }

  private int report(DiffReport report) {
    PrintWriter out = new PrintWriter(new OutputStreamWriter(around.out(), UTF_8));
    if (given.containsKey(Flag.JSON)) {
      out.println(DiffOutput.json(report));
    } else {
      Style style = Style.of(around.terminals().out(), around.environment());
      DiffOutput.lines(report, style).forEach(out::println);
    }
    out.flush();
    return report.same() ? ExitCode.OK : ExitCode.FAILED;
  }

  /** The URI of {@code /transcripts} beside a WebSocket's, whose path may be a proxy's own. */
  static URI transcripts(URI socket) {
    URI found =
        ServerPaths.transcripts(socket)
            .orElseGet(() -> socket.resolve(socket.getRawPath() + "/transcripts"));
    return URI.create(found.toString().replaceFirst("^ws", "http"));
  }
}
