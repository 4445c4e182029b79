package org.wsbin.probe;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.wsbin.probe.RawExchange.Piece;
import org.wsbin.symptom.Symptom;

/**
 * What becomes of pieces that are smaller than a frame, and of the end of one direction. Something
 * between may gather the bytes of a frame, and may end both directions at once: neither harms a
 * WebSocket, so it is evidence. If a message in many small writes does not arrive, that is a
 * finding.
 */
final class PiecesOnTheWay {
  private static final Duration PATIENCE = Duration.ofSeconds(10);
  private static final int INTERVAL = 50;
  private static final int BYTES = 20;
  private static final String MASK = "mask";
  private static final String TEXT = "wsbin in small bites";

  private final ProbeTarget target;
  private final List<String> evidence;

  /** On a way, with a list that takes what is seen. */
  PiecesOnTheWay(ProbeTarget target, List<String> evidence) {
    this.target = target;
    this.evidence = evidence;
  }

  /** Looks, which takes about three seconds. */
  Optional<FoundSymptom> look() throws InterruptedException {
    dripped();
    halfClosed();
    return inSmallWrites();
  }

  private void dripped() {
    String path = "wire/drip/1/" + INTERVAL + "/message/" + "x".repeat(BYTES) + "/close/1000";
    try (RawExchange exchange = target.raw()) {
      exchange.send(opening(path));
      if (exchange.read(1, PATIENCE).isEmpty()) {
        return;
      }
      int all = BYTES + 2;
      List<Piece> pieces = exchange.readBehind(all, PATIENCE);
      int come = pieces.stream().mapToInt(Piece::bytes).sum();
      int largest = pieces.stream().mapToInt(Piece::bytes).max().orElse(0);
      evidence.add(
          String.format(
              Locale.ROOT,
              "a frame whose %d bytes the server sends one each %d ms: %d came in %d pieces%s",
              all,
              INTERVAL,
              Math.min(come, all),
              pieces.size(),
              largest * 2 > all ? "; something between waits for the whole frame" : ""));
    }
  }

  private Optional<FoundSymptom> inSmallWrites() throws InterruptedException {
    try (RawExchange exchange = target.raw()) {
      exchange.send(opening("wire/echo"));
      if (exchange.read(1, PATIENCE).isEmpty()) {
        return Optional.empty();
      }
      for (byte each : frame()) {
        exchange.send(each);
        TimeUnit.MILLISECONDS.sleep(5);
      }
      exchange.readBehind(TEXT.length() + 2, PATIENCE);
      String echo = new String(exchange.behind(), ISO_8859_1);
      boolean same = echo.endsWith(TEXT);
      String sent = "a frame in " + frame().length + " writes of one byte";
      String came = same ? "its echo arrives" : "no echo of it arrives";
      evidence.add(sent + ": " + came);
      return same
          ? Optional.empty()
          : Optional.of(
              new FoundSymptom(
                  Symptom.CONTENT_CHANGED,
                  "The client sent " + sent + ", and " + came + ".",
                  sent,
                  ""));
    }
  }

  private void halfClosed() {
    try (RawExchange exchange = target.raw()) {
      exchange.send(opening("wire/echo"));
      if (exchange.read(1, PATIENCE).isEmpty()) {
        return;
      }
      exchange.send(frame());
      exchange.finish();
      exchange.readBehind(TEXT.length() + 2, PATIENCE);
      boolean echo = new String(exchange.behind(), ISO_8859_1).contains(TEXT);
      evidence.add(
          "a message and the end of the client's side of TCP together: the echo "
              + (echo ? "arrives" : "does not arrive; what is needed must be sent before a close"));
    }
  }

  private String opening(String path) {
    return target.head(
        path,
        String.join(
            "\r\n",
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: d3NiaW4gcHJvYmUgMTIzNA==",
            ""));
  }

  /** A masked text frame (RFC 6455 section 5.2). */
  private static byte[] frame() {
    byte[] payload = TEXT.getBytes(ISO_8859_1);
    ByteArrayOutputStream frame = new ByteArrayOutputStream();
    frame.write(0x81);
    frame.write(0x80 | payload.length);
    frame.writeBytes(MASK.getBytes(ISO_8859_1));
    for (int i = 0; i < payload.length; i++) {
      frame.write(payload[i] ^ MASK.charAt(i % MASK.length()));
    }
    return frame.toByteArray();
  }
}
