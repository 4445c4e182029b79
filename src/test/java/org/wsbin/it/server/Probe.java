package org.wsbin.it.server;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Asks a server whether it serves wsbin, and remembers what it said last. */
final class Probe {

  private static final Duration PATIENCE = Duration.ofSeconds(5);

  private final HttpClient client =
      HttpClient.newBuilder()
          // else the client asks for an upgrade to HTTP/2
          .version(HttpClient.Version.HTTP_1_1)
          .connectTimeout(PATIENCE)
          .build();

  private volatile String last = "it was not known where to ask";

  /** Whether the answer is 200. An https address was announced by its server, and is trusted. */
  boolean answers(URI base) {
    if (base.getScheme().equals("https")) {
      return true;
    }
    try {
      HttpRequest request = HttpRequest.newBuilder(base).timeout(PATIENCE).build();
      int status = client.send(request, BodyHandlers.discarding()).statusCode();
      last = "GET %s: %d".formatted(base, status);
      return status == 200;
    } catch (IOException e) {
      last = "GET %s: %s".formatted(base, e);
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  /** For people. */
  String last() {
    return last;
  }
}
