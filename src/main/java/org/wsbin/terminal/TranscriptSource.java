package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLContext;
import org.wsbin.diff.SideException;
import org.wsbin.protocol.Quoted;

/** Reads transcripts from files and servers, up to 32 MiB each. */
record TranscriptSource(Optional<SSLContext> tls, Duration patience) {
  static final int MOST_BYTES = 32 << 20;
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final Duration ANSWERING = Duration.ofSeconds(30);

  private record Answer(int status, String text) {}

  /** Waits at most 30 seconds for a whole answer. */
  TranscriptSource(Optional<SSLContext> tls) {
    this(tls, ANSWERING);
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
      return new String(bounded(in, place), UTF_8);
    } catch (IOException | InvalidPathException unreadable) {
      throw new SideException("The file " + Quoted.of(place) + " cannot be read.");
    }
  }

  private static byte[] bounded(InputStream in, String place) throws IOException {
    byte[] bytes = in.readNBytes(MOST_BYTES + 1);
    if (bytes.length > MOST_BYTES) {
      throw new SideException(place + " is larger than 32 MiB: no transcript is.");
    }
    return bytes;
  }

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
    throw new SideException("The URL " + Quoted.of(text) + " has no host.");
  }

  private static String scheme(URI uri) {
    return Optional.ofNullable(uri.getScheme()).orElse("").toLowerCase(Locale.ROOT);
  }

  /** The transcript at that URL. */
  String get(URI uri) {
    return answer(HttpRequest.newBuilder(uri).GET(), uri);
  }

  /** What the server answers if it is asked for a name. */
  String post(URI uri) {
    return answer(HttpRequest.newBuilder(uri).POST(HttpRequest.BodyPublishers.noBody()), uri);
  }

  private String answer(HttpRequest.Builder request, URI uri) {
    HttpClient.Builder client = HttpClient.newBuilder().connectTimeout(CONNECTING);
    tls.ifPresent(client::sslContext);
    CompletableFuture<Answer> whole =
        client
            .build()
            .sendAsync(
                request.header("Accept", "application/json").build(),
                HttpResponse.BodyHandlers.ofInputStream())
            .thenApplyAsync(response -> whole(response, uri));
    try {
      Answer answer = whole.get(patience.toMillis(), TimeUnit.MILLISECONDS);
      // 408: not everything has happened that was waited for, and this is what has
      if (Set.of(200, 201, 408).contains(answer.status())) {
        return answer.text();
      }
      throw new NotThereException(refused(uri, answer.status(), answer.text()));
    } catch (ExecutionException failure) {
      if (failure.getCause() instanceof SideException tooLarge) {
        throw tooLarge;
      }
      throw new NotThereException("Cannot reach " + uri.getRawAuthority() + ".", failure);
    } catch (TimeoutException slow) {
      whole.cancel(true);
      throw new NotThereException(
          uri.getRawAuthority() + " gave no whole answer within " + patience.toSeconds() + " s.",
          slow);
    } catch (InterruptedException hurried) {
      whole.cancel(true);
      Thread.currentThread().interrupt();
      throw new NotThereException("Reading " + uri + " was cancelled.", hurried);
    }
  }

  private static Answer whole(HttpResponse<InputStream> response, URI uri) {
    try (InputStream body = response.body()) {
      return new Answer(response.statusCode(), new String(bounded(body, uri.toString()), UTF_8));
    } catch (IOException lost) {
      throw new UncheckedIOException(lost);
    }
  }

  private static String refused(URI uri, int status, String body) {
    if (body.startsWith("There is no transcript")) {
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
