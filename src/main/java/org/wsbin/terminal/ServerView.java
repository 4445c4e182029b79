package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.client.ClientOptions;
import org.wsbin.client.HttpRequests;
import org.wsbin.client.HttpResponse;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;

/**
 * What the wsbin at the other end saw of a session. It asks for the name of a transcript before the
 * handshake, and for the transcript and the verdict after the end, the same way that the connection
 * goes. It never makes a session fail: if there is trouble, the report has a sentence about it.
 */
final class ServerView {
  /** Of the transcript, which the server limits as well (--transcript-bytes). */
  private static final int MOST_BYTES = 4 << 20;

  private static final Duration PATIENCE = Duration.ofSeconds(10);

  /** The header that names a transcript; a redirect keeps it, unlike a parameter. */
  static final String HEADER = "Wsbin-Transcript";

  private static final String NAMES = "[A-Za-z0-9._~-]{1,128}";
  private static final Pattern SUGGESTED =
      Pattern.compile("(?s)\\s*\\{.*?\"name\"\\s*:\\s*\"(" + NAMES + ")\".*");
  private static final int MOST_QUOTED = 200;

  /**
   * What the server saw.
   *
   * @param transcript where it is; empty if nothing was recorded
   * @param passed whether the verdict is that the client passed; false without one
   * @param trouble why something of this is missing
   */
  record Report(
      Optional<URI> transcript,
      List<String> log,
      List<String> verdict,
      boolean passed,
      Optional<String> trouble) {

    static Report none(String trouble) {
      return new Report(Optional.empty(), List.of(), List.of(), false, Optional.of(trouble));
    }
  }

  private final ClientOptions options;
  private final Optional<URI> transcript;
  private final Optional<String> trouble;

  private ServerView(ClientOptions options, Optional<URI> transcript, Optional<String> trouble) {
    this.options = options;
    this.transcript = transcript;
    this.trouble = trouble;
  }

  /** Has the connection recorded that these options will make; waits at most 10 seconds. */
  static ServerView of(URI target, ClientOptions options) {
    Optional<URI> root = ServerPaths.transcripts(target);
    if (root.isEmpty()) {
      return without(
          options,
          "only a wsbin has one, and its paths are /ws/…, /wire/…, /echo and /websocket/echo.");
    }
    URI names = root.get();
    Optional<String> given = TranscriptFile.inQuery(target).filter(name -> name.matches(NAMES));
    if (given.isPresent()) {
      return new ServerView(options, given.map(name -> below(names, name)), Optional.empty());
    }
    try {
      HttpResponse response = new HttpRequests(options).send("POST", names, MOST_BYTES, PATIENCE);
      Matcher name = SUGGESTED.matcher(response.body());
      if (response.status() != 201 || !name.matches()) {
        return without(options, refusal(names, response));
      }
      options.header(HEADER, name.group(1));
      return new ServerView(options, Optional.of(below(names, name.group(1))), Optional.empty());
    } catch (WebSocketException failure) {
      return without(options, why(failure, names));
    }
  }

  /** The name under which the server records; empty if it does not. */
  Optional<String> name() {
    return transcript.map(uri -> uri.getRawPath().replaceFirst(".*/", ""));
  }

  private static ServerView without(ClientOptions options, String why) {
    return new ServerView(options, Optional.empty(), Optional.of("No server's view: " + why));
  }

  private static URI below(URI names, String name) {
    return URI.create(names + "/" + name);
  }

  private static String refusal(URI names, HttpResponse response) {
    if (response.status() == 403 && !response.body().isBlank()) {
      return firstLine(response.body());
    }
    return names.getHost()
        + " answers POST "
        + names.getRawPath()
        + " with "
        + response.status()
        + ", so it is no wsbin, or one without transcripts.";
  }

  private static String firstLine(String body) {
    String line = body.strip().lines().findFirst().orElse("");
    return line.length() <= MOST_QUOTED ? line : line.substring(0, MOST_QUOTED) + "…";
  }

  /**
   * Asks what the server saw; waits at most 20 seconds.
   *
   * @param opened whether there was a connection, for whose end the server then waits
   */
  Report report(boolean opened) {
    if (transcript.isEmpty()) {
      return Report.none(trouble.orElse(""));
    }
    URI at = transcript.get();
    try {
      HttpResponse log = get(at + "?format=text" + (opened ? "&wait=5s" : ""));
      if (log.status() != 200 && log.status() != 408) {
        return Report.none("No server's view: " + firstLine(log.body()));
      }
      HttpResponse verdict = get(at + "/verdict?format=text");
      boolean judged = verdict.status() == 200 || verdict.status() == 422;
      return new Report(
          transcript,
          lines(log),
          judged ? lines(verdict) : List.of(),
          verdict.status() == 200,
          judged ? cut(log) : Optional.of("There is no verdict: " + firstLine(verdict.body())));
    } catch (WebSocketException failure) {
      return Report.none("No server's view: " + why(failure, at));
    }
  }

  private static Optional<String> cut(HttpResponse log) {
    return log.body().getBytes(UTF_8).length < MOST_BYTES
        ? Optional.empty()
        : Optional.of("The log is longer; these are its first 4 MiB.");
  }

  private static String why(WebSocketException failure, URI uri) {
    return failure.status() == WebErrorStatus.TIMEOUT
        ? "no answer came within " + PATIENCE.toSeconds() + " s."
        : UserMessages.notConnected(failure, uri);
  }

  private HttpResponse get(String uri) {
    return new HttpRequests(options).send("GET", URI.create(uri), MOST_BYTES, PATIENCE);
  }

  /** Without secrets, and without what a terminal could obey. */
  private static List<String> lines(HttpResponse response) {
    return response.body().stripTrailing().lines().map(ServerView::shown).toList();
  }

  private static String shown(String line) {
    String content = line.stripLeading();
    String indent = line.substring(0, line.length() - content.length());
    return TerminalText.text(indent + SecretMask.line(content), " ");
  }
}
