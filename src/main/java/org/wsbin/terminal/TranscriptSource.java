package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLContext;
import org.wsbin.diff.SideException;
import org.wsbin.protocol.Quoted;

/** Reads transcripts from files and servers, up to 32 MiB each. */
record TranscriptSource(Optional<SSLContext> tls) {
  static final int MOST_BYTES = 32 << 20;
  private static final Duration CONNECTING = Duration.ofSeconds(10);
  private static final Duration ANSWERING = Duration.ofSeconds(30);

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
      if (uri.getHost() != null) {
        return uri;
      }
    } catch (IllegalArgumentException wrong) {
      throw new SideException("The URL " + Quoted.of(text) + " is not valid.");
    }
    throw new SideException("The URL " + Quoted.of(text) + " has no host.");
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
    try {
      HttpResponse<InputStream> response =
          client
              .build()
              .send(
                  request.timeout(ANSWERING).header("Accept", "application/json").build(),
                  HttpResponse.BodyHandlers.ofInputStream());
      try (InputStream body = response.body()) {
        String text = new String(bounded(body, uri.toString()), UTF_8);
        // 408: not everything has happened that was waited for, and this is what has
        if (Set.of(200, 201, 408).contains(response.statusCode())) {
          return text;
        }
        throw new NotThereException(refused(uri, response.statusCode(), text));
      }
    } catch (IOException lost) {
      throw new NotThereException("Cannot reach " + uri.getRawAuthority() + ".", lost);
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      throw new NotThereException("Reading " + uri + " was cancelled.", hurried);
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
