package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;

/**
 * What a case expects, or has seen: a message, a pong, or that a time has passed.
 *
 * @param content of a message or a pong; of a time, its tag
 */
record Event(Kind kind, Content content) {
  enum Kind {
    TEXT,
    BINARY,
    PONG,
    TIME
  }

  static Event of(Kind kind, Payload payload) {
    return new Event(kind, Content.of(payload));
  }

  static Event time(String tag) {
    return of(Kind.TIME, Payload.of(tag.getBytes(UTF_8)));
  }

  /** As the reports have it. */
  List<Object> row() {
    return switch (kind) {
      case TEXT -> List.of("message", content.shown(), false);
      case BINARY -> List.of("message", content.shown(), true);
      case PONG -> List.of("pong", content.shown());
      case TIME -> List.of("timeout", content.shown());
    };
  }
}
