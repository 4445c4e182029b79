package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.wsbin.client.ClientOptions;
import org.wsbin.client.HttpRequests;
import org.wsbin.client.HttpResponse;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.diff.SideException;
import org.wsbin.protocol.Quoted;

/**
 * Reads transcripts from files and servers, up to 32 MiB each. Requests go the way of the
 * connection: with its headers, credentials and TLS options, through its proxy.
 */
record TranscriptSource(ClientOptions options, Duration patience) {
  static final int MOST_BYTES = 32 << 20;
  private static final Duration ANSWERING = Duration.ofSeconds(30);

  /** Waits at most 30 seconds for a whole answer. */
  TranscriptSource(ClientOptions options) {
    this(options, ANSWERING);
  }

  /**
   * The text of a file or of a URL.
   *
   * @throws SideException if the file cannot be read, or is too large
   * @throws NotThereException if the URL cannot be reached, or has no transcript
   */
  String read(String place) {
    return place.matches("(?i)https?://.*") ? get(uri(place)) : file(place);
  }

  private static String file(String place) {
    try (InputStream in = Files.newInputStream(Path.of(place))) {
      byte[] bytes = in.readNBytes(MOST_BYTES + 1);
      bounded(bytes.length, place);
      return new String(bytes, UTF_8);
    } catch (IOException | InvalidPathException unreadable) {
      throw new SideException("The file " + Quoted.of(place) + " cannot be read.");
    }
  }

  private static void bounded(int length, String place) {
    if (length > MOST_BYTES) {
      throw new SideException(place + " is larger than 32 MiB: no transcript is.");
    }
  }

  /** The URL of a page. */
  static URI uri(String text) {
    try {
      URI uri = URI.create(text);
      if (uri.getHost() != null && Set.of("http", "https").contains(scheme(uri))) {
        return uri;
      }
      if (uri.getHost() != null) {
        throw new SideException(
            "The URL " + Quoted.of(text) + " must begin with http:// or https://.");
      }
    } catch (IllegalArgumentException wrong) {
      throw new SideException("The URL " + Quoted.of(text) + " is not valid.");
    }
    throw new SideException(
        "The URL "
            + Quoted.of(text)
            + " has no host; allowed is http://HOST/PATH or https://HOST/PATH.");
  }

  private static String scheme(URI uri) {
    return Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
  }

  /** The transcript at that URL. */
  String get(URI uri) {
    return answer("GET", uri);
  }

  /** What the server answers if it is asked for a name. */
  String post(URI uri) {
    return answer("POST", uri);
  }

  private String answer(String method, URI uri) {
    try {
      HttpResponse response =
          new HttpRequests(options).send(method, socket(uri), MOST_BYTES + 1, patience);
      bounded(response.body().length(), uri.toString());
      // 408: not everything has happened that was waited for, and this is what has
      if (Set.of(200, 201, 408).contains(response.status())) {
        return response.body();
      }
      throw new NotThereException(refused(uri, response.status(), response.body()));
    } catch (WebSocketException failure) {
      throw new NotThereException(
          failure.status() == WebErrorStatus.TIMEOUT
              ? uri.getRawAuthority()
                  + " gave no whole answer within "
                  + patience.toSeconds()
                  + " s."
              : UserMessages.notConnected(failure, socket(uri)),
          failure);
    }
  }

  /** The same URI as the client library names it. */
  private static URI socket(URI uri) {
    return URI.create(uri.toString().replaceFirst("(?i)^http", "ws"));
  }

  private static String refused(URI uri, int status, String body) {
    boolean explained =
        Stream.of("There is no transcript ", "Transcripts ", "The name ")
            .anyMatch(body::startsWith);
    if (explained) {
      return body.strip();
    }
    return uri.getRawAuthority()
        + " has no transcripts (the status of "
        + uri.getRawPath()
        + " is "
        + status
        + "): it is no wsbin, or they are off (--transcripts 0), or something between does not pass"
        + " them on (--transcripts-at).";
  }
}
