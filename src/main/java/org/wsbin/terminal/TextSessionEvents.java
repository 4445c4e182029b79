package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsbin.client.CloseResult;
import org.wsbin.client.HttpResponse;
import org.wsbin.client.Information;
import org.wsbin.client.WebSocketException;
import org.wsbin.protocol.CloseStatus;

/**
 * Events as sentences.
 *
 * @param quiet omits normal events, because messages go elsewhere
 */
record TextSessionEvents(
    Console console, Style style, boolean quiet, boolean verbose, boolean showPings)
    implements SessionEvents {
  private static final int MAX_BODY_LINES = 3;
  private static final int MAX_BODY_LINE = 200;

  @Override
  public void opened(Information information) {
    if (verbose) {
      handshake(information, information.response());
    }
    if (!quiet || verbose) {
      StringBuilder agreed = new StringBuilder("Connected: 101");
      information.subprotocol().ifPresent(name -> agreed.append(", subprotocol ").append(name));
      if (!information.extensions().isEmpty()) {
        agreed.append(", ").append(names(information.extensions()));
      }
      information.tls().ifPresent(tls -> agreed.append(", ").append(tls.getProtocol()));
      console.line(style.aside(agreed + "."));
    }
    if (!quiet) {
      console.line(style.aside("Type a message; /help lists commands, Ctrl-D closes."));
    }
  }

  /** The names without parameters; {@code -v} shows those. */
  private static String names(String extensions) {
    return TerminalText.text(extensions.replaceAll(";[^,]*", ""), " ");
  }

  private void handshake(Information information, Optional<HttpResponse> response) {
    information
        .request()
        .ifPresent(
            request ->
                request
                    .strip()
                    .lines()
                    .forEach(line -> sent(TerminalText.text(SecretMask.line(line)))));
    response.ifPresent(this::response);
  }

  private void sent(String line) {
    console.line(style.sent("> ") + line);
  }

  private void received(String line) {
    console.line(style.received("< ") + line);
  }

  private void response(HttpResponse response) {
    received("HTTP/1.1 " + response.status());
    SecretMask.lines(response.headers()).forEach(line -> received(TerminalText.text(line, " ")));
    if (!response.body().isEmpty()) {
      received("");
      response.body().lines().forEach(line -> received(TerminalText.text(line)));
    }
  }

  @Override
  public void pinged(ByteBuffer payload) {
    if (showPings) {
      console.line(style.received("< ") + style.aside("ping" + text(payload) + ", answered"));
    }
  }

  @Override
  public void ponged(ByteBuffer payload, Optional<Duration> roundTrip, boolean asked) {
    if (showPings || asked) {
      String after = roundTrip.map(time -> " after " + UserMessages.millis(time)).orElse("");
      console.line(style.received("< ") + style.aside("pong" + text(payload) + after));
    }
  }

  private static String text(ByteBuffer payload) {
    return payload.hasRemaining()
        ? " \"" + TerminalText.text(UTF_8.decode(payload.duplicate()).toString(), "\\n") + "\""
        : "";
  }

  @Override
  public void note(String text) {
    console.line(style.aside(text));
  }

  @Override
  public void serverView(ServerView.Report report) {
    report
        .transcript()
        .ifPresent(
            uri -> {
              String http = uri.toString().replaceFirst("^ws", "http");
              console.line(style.aside("What the server saw, " + SecretMask.text(http) + ":"));
              report.log().forEach(console::line);
              report.verdict().stream()
                  .filter(line -> verbose || !line.startsWith("skipped "))
                  .forEach(line -> console.line(judged(line)));
            });
    report.trouble().ifPresent(sentence -> console.line(style.bad(TerminalText.text(sentence))));
  }

  private String judged(String line) {
    return line.startsWith("failed ") || line.startsWith("Failed:") ? style.bad(line) : line;
  }

  @Override
  public void closed(CloseResult closed, Information information) {
    boolean normal = closed.code() == 1000 || closed.code() == 1005;
    String sentence = UserMessages.closed(closed);
    if (!quiet
        || verbose
        || (!normal && closed.by() != CloseResult.By.US)
        || closed.code() == 1006) {
      console.line(normal ? style.aside(sentence) : style.bad(sentence));
    }
    if (verbose || closed.code() == CloseStatus.ABNORMAL) {
      times(information);
    }
  }

  /** What an operator asks next. */
  private void times(Information information) {
    information.times().ifPresent(times -> console.line(style.aside(UserMessages.times(times))));
  }

  @Override
  public void failed(String sentence, WebSocketException cause, Information information) {
    Optional<HttpResponse> response = cause.response();
    if (verbose && information.local().isEmpty()) {
      handshake(information, response.or(information::response));
    }
    failed(
        SecretMask.text(sentence)
            + (response.isPresent() && !verbose ? " Use -v to see the response." : ""));
    times(information);
    if (!verbose) {
      response.stream().flatMap(refusal -> beginning(refusal.body())).forEach(this::received);
    }
    if (verbose) {
      Throwable next = cause;
      for (int depth = 0; next != null && depth < 10; depth++) {
        String type = next == cause ? cause.status().name() : next.getClass().getSimpleName();
        String said = TerminalText.text(SecretMask.text(String.valueOf(next.getMessage())), " ");
        console.line(style.aside((depth == 0 ? "  status " : "  caused by ") + type + ": " + said));
        next = next.getCause();
      }
    }
  }

  /** The beginning of the body of a refusal, which explains it best. */
  private static Stream<String> beginning(String body) {
    return body.lines()
        .filter(line -> !line.isBlank())
        .limit(MAX_BODY_LINES)
        .map(line -> line.length() <= MAX_BODY_LINE ? line : line.substring(0, MAX_BODY_LINE) + "…")
        .map(TerminalText::text);
  }

  @Override
  public void failed(String sentence) {
    console.line(style.bad(sentence));
  }
}
