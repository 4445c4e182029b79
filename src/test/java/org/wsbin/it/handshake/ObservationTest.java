package org.wsbin.it.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.HeaderLine;
import org.wsbin.it.raw.Headers;
import org.wsbin.it.raw.RawResponse;

class ObservationTest {
  private static final URI DEPLOYED = URI.create("http://127.0.0.1:8123/wsbin/");
  private static final URI STANDALONE = URI.create("http://127.0.0.1:8000/");

  @Test
  void theSameSentenceIsTheSameOnEveryAddressAndContextPath() {
    assertThat(body("use ws://127.0.0.1:8123/wsbin/ws, not \"/wsbin/org/wsbin/x\".\n", DEPLOYED))
        .isEqualTo(body("use ws://127.0.0.1:8000/ws, not \"/org/wsbin/x\".\n", STANDALONE))
        .isEqualTo("use ws://{authority}/ws, not \"/org/wsbin/x\".");
  }

  @Test
  void headersAreNormalised() {
    assertThat(
            headers(
                "Date: today",
                "connection: keep-alive, Upgrade",
                "Content-Type: Text/Plain; charset=UTF-8",
                "UPGRADE: WebSocket"))
        .isEqualTo(
            "Upgrade: websocket; Connection: upgrade; Content-Type: text/plain;charset=utf-8");
  }

  @Test
  void aLineIsReadBackAsItWasWritten() {
    Observation observation = new Observation("a name", 426, "Upgrade: websocket", "No.");

    assertThat(Observation.parse(observation.line())).isEqualTo(observation);
  }

  private static String body(String body, URI base) {
    RawResponse answer = new RawResponse(400, new Headers(List.of()), Bytes.utf8(body));
    return Observation.of("a case", answer, base).body();
  }

  private static String headers(String... lines) {
    List<HeaderLine> headers =
        Stream.of(lines)
            .map(line -> line.split(": ", 2))
            .map(h -> new HeaderLine(h[0], h[1]))
            .toList();
    RawResponse answer = new RawResponse(101, new Headers(headers), Bytes.EMPTY);
    return Observation.of("a case", answer, STANDALONE).headers();
  }
}
