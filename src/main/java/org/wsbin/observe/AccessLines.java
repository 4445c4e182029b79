package org.wsbin.observe;

import static java.time.format.DateTimeFormatter.ISO_INSTANT;
import static java.time.temporal.ChronoUnit.MILLIS;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.StringJoiner;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.LogWriter;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.ServerObserver;
import org.wsbin.scenario.Timer;
import org.wsbin.settings.AccessLog;
import org.wsbin.text.Json;

/**
 * The access log: a line for each connection when it has ended, and for each refused handshake.
 * Text and JSON have the same names and values; a value that is not there is left out. Everything
 * from a peer is escaped, and at most {@link #MOST_CHARACTERS} long.
 */
public final class AccessLines implements ServerObserver, AutoCloseable {
  /** The most characters of a value from a peer; a longer one ends in an ellipsis. */
  static final int MOST_CHARACTERS = 512;

  private static final Pattern BARE = Pattern.compile("[A-Za-z0-9._:/?&+%~@\\[\\]-]+");

  private final Function<Map<String, Object>, String> format;
  private final Timer timer;
  private final LogWriter writer;

  /**
   * A log in this format.
   *
   * @param format not {@link AccessLog#OFF}
   * @param log takes each line, without its end; may block
   */
  public AccessLines(AccessLog format, Timer timer, Consumer<String> log) {
    this.format = format == AccessLog.JSON ? Json::of : AccessLines::text;
    this.timer = timer;
    this.writer = new LogWriter(log, "wsbin-access-log");
  }

  @Override
  public Optional<ConnectionObserver> accepted(OpeningRequest opening, String step) {
    Map<String, Object> request = request(opening);
    request.put("status", 101);
    request.put("engine", opening.engine().path());
    request.put("step", step);
    return Optional.of(new AccessEntry(request, this::write));
  }

  @Override
  public void answered(OpeningRequest opening, Refused response) {
    Map<String, Object> request = request(opening);
    request.put("status", response.status());
    request.put("answer", shortened(response.sentence()));
    write(request);
  }

  private static Map<String, Object> request(OpeningRequest opening) {
    Map<String, Object> values = new LinkedHashMap<>();
    values.put("peer", opening.peerAddress());
    values.put("method", shortened(opening.method()));
    values.put("path", shortened(opening.path() + opening.query().map(q -> "?" + q).orElse("")));
    header(opening, "Origin").ifPresent(origin -> values.put("origin", origin));
    header(opening, "User-Agent").ifPresent(agent -> values.put("agent", agent));
    return values;
  }

  private static Optional<String> header(OpeningRequest opening, String name) {
    return opening.header(name).stream().findFirst().map(AccessLines::shortened);
  }

  private static String shortened(String text) {
    return text.length() > MOST_CHARACTERS ? text.substring(0, MOST_CHARACTERS) + "…" : text;
  }

  private void write(Map<String, Object> values) {
    Map<String, Object> line = new LinkedHashMap<>();
    line.put("time", ISO_INSTANT.format(timer.now().toInstant().truncatedTo(MILLIS)));
    line.putAll(values);
    writer.write(
        lost -> {
          if (lost > 0) {
            line.put("droppedLines", lost);
          }
          return format.apply(line);
        });
  }

  private static String text(Map<String, Object> line) {
    StringJoiner text = new StringJoiner(" ");
    line.forEach((name, value) -> text.add(name + "=" + bareOrQuoted(value.toString())));
    return text.toString();
  }

  private static String bareOrQuoted(String value) {
    return BARE.matcher(value).matches() ? value : Json.of(value);
  }

  /** Writes the lines that wait, for up to a second. */
  @Override
  public void close() {
    writer.close();
  }
}
