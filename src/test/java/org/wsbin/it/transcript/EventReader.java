package org.wsbin.it.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import org.wsbin.it.Waits;

/** Reads server-sent events one by one. */
final class EventReader implements AutoCloseable {
  private final HttpResponse<InputStream> response;
  private final BufferedReader lines;

  private EventReader(HttpResponse<InputStream> response) {
    this.response = response;
    this.lines = new BufferedReader(new InputStreamReader(response.body(), UTF_8));
  }

  /**
   * Opens a stream.
   *
   * @param headers names and values, in turn
   */
  static EventReader open(URI uri, String... headers) throws Exception {
    HttpRequest.Builder request = HttpRequest.newBuilder(uri).timeout(Waits.LONG.multipliedBy(3));
    if (headers.length > 0) {
      request.headers(headers);
    }
    HttpClient client = HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    return new EventReader(client.send(request.build(), BodyHandlers.ofInputStream()));
  }

  HttpResponse<InputStream> response() {
    return response;
  }

  /** The lines of the next event, or of the retry time; empty at the end of the stream. */
  List<String> next() throws IOException {
    List<String> event = new ArrayList<>();
    String line = lines.readLine();
    while (line != null && !line.isEmpty()) {
      event.add(line);
      line = lines.readLine();
    }
    return event;
  }

  @Override
  public void close() throws IOException {
    lines.close();
  }
}
