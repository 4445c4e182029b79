package org.wsbin.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.net.URLEncoder;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One transcript's pages. Uses the JDK's HttpURLConnection, which leaves no threads behind. The
 * server reads few transcripts at a time and answers 503 to the others, which try again.
 */
record TranscriptPage(URI address) {
  /** How long an assertion waits if the test does not say. */
  static final Duration DEFAULT_WAIT = Duration.ofSeconds(5);

  private static final Duration PATIENCE = Duration.ofSeconds(15);
  private static final Duration LONGEST_WAIT = Duration.ofMinutes(5);
  private static final int PAUSE_MILLIS = 20;

  private static final Pattern CONNECTIONS = Pattern.compile("connections:(\\d{1,3})");

  private record Response(int status, String body) {}

  /** The JSON, unless nobody has used the name. */
  Optional<String> json(boolean secrets) {
    return found(get("?format=json&secrets=" + (secrets ? "shown" : "hidden"), Duration.ZERO));
  }

  /** The readable text, unless nobody has used the name. */
  Optional<String> text() {
    return found(get("?format=text", Duration.ZERO));
  }

  private Optional<String> found(Response response) {
    return switch (response.status()) {
      case 200 -> Optional.of(response.body());
      case 404 -> Optional.empty();
      default -> throw unexpected(response);
    };
  }

  /** Whether that many connections have ended in time. */
  boolean await(int connections, Duration atMost) {
    Response response = get("?" + wait(connections, atMost), atMost);
    return switch (response.status()) {
      case 200 -> true;
      case 404, 408 -> false;
      default -> throw unexpected(response);
    };
  }

  /** The verdict, after waiting for what the expectations need. */
  TranscriptVerdict verdict(Duration atMost, List<String> expectations) {
    StringBuilder query = new StringBuilder("/verdict?format=text&");
    query.append(wait(connections(expectations), atMost));
    for (String expectation : expectations) {
      query.append("&expect=").append(URLEncoder.encode(expectation, UTF_8).replace("+", "%20"));
    }
    long deadline = System.nanoTime() + atMost.toNanos();
    Response response = get(query.toString(), atMost);
    while (response.status() == 422
        && expectations.stream().anyMatch(TranscriptPage::isAboutFurtherHandshakes)
        && System.nanoTime() < deadline) {
      pause();
      response = get(query.toString(), Duration.ZERO);
    }
    return switch (response.status()) {
      case 200 -> new TranscriptVerdict(true, response.body());
      case 422 -> new TranscriptVerdict(false, response.body());
      case 404, 408 ->
          new TranscriptVerdict(
              false,
              "Too few connections have ended within "
                  + atMost.toMillis()
                  + " ms.\n"
                  + response.body());
      default -> throw unexpected(response);
    };
  }

  /** Whether another handshake, accepted or refused, may still fulfil it. */
  private static boolean isAboutFurtherHandshakes(String expectation) {
    return expectation.matches("reconnects:.*|backoff");
  }

  /** How many connections must have ended first. */
  private static int connections(List<String> expectations) {
    return expectations.stream()
        .map(CONNECTIONS::matcher)
        .filter(Matcher::matches)
        .mapToInt(count -> Integer.parseInt(count.group(1)))
        .filter(count -> count > 0)
        .max()
        .orElse(1);
  }

  private static String wait(int connections, Duration atMost) {
    if (atMost.isNegative() || atMost.compareTo(LONGEST_WAIT) > 0) {
      throw new IllegalArgumentException(
          "The wait is " + atMost + "; allowed is a duration of at most 5 minutes.");
    }
    return "wait=" + atMost.toMillis() + "ms&connections=" + connections;
  }

  private Response get(String query, Duration atMost) {
    long deadline = System.nanoTime() + atMost.plus(PATIENCE).toNanos();
    Response response = once(query, atMost);
    while (response.status() == 503 && System.nanoTime() < deadline) {
      pause();
      response = once(query, atMost);
    }
    return response;
  }

  /** For {@link TranscriptAssert} too, between two looks. */
  static void pause() {
    try {
      Thread.sleep(PAUSE_MILLIS);
    } catch (InterruptedException stopped) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException("The test was interrupted.", stopped);
    }
  }

  private Response once(String query, Duration atMost) {
    URI uri = URI.create(address + query);
    try {
      HttpURLConnection connection = (HttpURLConnection) uri.toURL().openConnection(Proxy.NO_PROXY);
      LocalTls.trust(connection);
      connection.setConnectTimeout((int) PATIENCE.toMillis());
      connection.setReadTimeout((int) atMost.plus(PATIENCE).toMillis());
      connection.setInstanceFollowRedirects(false);
      connection.setUseCaches(false);
      connection.setRequestProperty("Connection", "close"); // no thread that keeps it alive
      int status = connection.getResponseCode();
      try (InputStream body =
          status < 400 ? connection.getInputStream() : connection.getErrorStream()) {
        return new Response(status, body == null ? "" : new String(body.readAllBytes(), UTF_8));
      }
    } catch (IOException failure) {
      throw new UncheckedIOException("wsbin does not answer at " + address + ".", failure);
    }
  }

  private RuntimeException unexpected(Response response) {
    String sentence = response.body().strip();
    return response.status() == 400
        ? new IllegalArgumentException(sentence)
        : new IllegalStateException(
            "wsbin answered " + response.status() + " at " + address + ": " + sentence);
  }
}
