package org.wsbin.proxy;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.concurrent.TimeUnit;

/** Reads heads of requests and responses. */
final class HeadReader {
  /** The most bytes of a head. */
  static final int MOST_BYTES = 64 * 1024;

  /** The most time for a head of a client, from its first byte. */
  static final long CLIENT_NANOS = TimeUnit.SECONDS.toNanos(30);

  /** The most time until a client's first byte, and between its requests. */
  static final long NEXT_NANOS = TimeUnit.MINUTES.toNanos(2);

  /** The most time for a head of the server. */
  static final long SERVER_NANOS = TimeUnit.MINUTES.toNanos(10);

  /** How the reading has ended. */
  enum Ending {
    WHOLE,
    TOO_LARGE,
    LATE,
    /** The peer has sent a FIN. */
    END
  }

  /** What was read: a whole head, or what there is of one. */
  record Read(String head, Ending ending) {}

  private final ProxySource source;
  private final ByteArrayOutputStream head = new ByteArrayOutputStream();
  private boolean lineIsEmpty = true;
  private boolean begun;

  private HeadReader(ProxySource source) {
    this.source = source;
  }

  /** The next head of a client. */
  static Read ofClient(ProxySource source, ConnectionClock clock) throws IOException {
    HeadReader reader = new HeadReader(source);
    return switch (source.fill(clock.now() + NEXT_NANOS)) {
      case BYTES -> reader.read(clock.now() + CLIENT_NANOS);
      case NOTHING -> new Read("", Ending.LATE);
      case END -> new Read("", Ending.END);
    };
  }

  /** The next head of the server. */
  static Read ofServer(ProxySource source, ConnectionClock clock) throws IOException {
    return new HeadReader(source).read(clock.now() + SERVER_NANOS);
  }

  private Read read(long until) throws IOException {
    while (true) {
      switch (source.fill(until)) {
        case NOTHING -> {
          return read(Ending.LATE);
        }
        case END -> {
          return read(Ending.END);
        }
        case BYTES -> {
          if (endsIn(source.unread())) {
            return read(Ending.WHOLE);
          }
          if (head.size() >= MOST_BYTES) {
            return read(Ending.TOO_LARGE);
          }
        }
      }
    }
  }

  private Read read(Ending ending) {
    return new Read(head.toString(ISO_8859_1), ending);
  }

  private boolean endsIn(ByteBuffer in) {
    while (in.hasRemaining() && head.size() < MOST_BYTES) {
      byte octet = in.get();
      head.write(octet);
      if (octet == '\n') {
        if (lineIsEmpty && begun) {
          return true;
        }
        lineIsEmpty = true;
      } else if (octet != '\r') {
        lineIsEmpty = false;
        begun = true;
      }
    }
    return false;
  }
}
