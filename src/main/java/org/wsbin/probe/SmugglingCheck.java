package org.wsbin.probe;

import static java.util.stream.Collectors.joining;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.wsbin.client.WebSocketException;
import org.wsbin.diff.Side;
import org.wsbin.probe.RawExchange.Head;
import org.wsbin.symptom.Symptom;

/**
 * Whether something between takes a refused upgrade for an accepted one, so that a request behind
 * it reaches the server unseen.
 *
 * <p>HTTP/1.1 allows a second request on the same connection, so that it arrives proves nothing. It
 * went through a tunnel if it arrived as it was sent where others are changed on the way, or if
 * something that is no HTTP is answered there by somebody else than on a connection of its own.
 */
final class SmugglingCheck implements Check {
  static final String ID = "smuggling";

  private static final Duration ANSWER = Duration.ofSeconds(5);
  private static final Duration SECOND = Duration.ofSeconds(2);
  private static final String NO_HTTP = "WSBIN-PROBE\r\n\r\n";
  private static final String KEY = "d3NiaW4gcHJvYmUgMTIzNA==";
  private static final String WEBSOCKET =
      "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: "
          + KEY
          + "\r\nSec-WebSocket-Version: ";

  /** An upgrade that the server refuses. */
  private enum Outer {
    VERSION("Sec-WebSocket-Version: 777", "wire/echo", WEBSOCKET + "777\r\n", true),
    VERSION_FIRST(
        "Sec-WebSocket-Version: 777, and then the answer awaited",
        "wire/echo",
        WEBSOCKET + "777\r\n",
        false),
    STATUS("a path that answers 403", "wire/status/403", WEBSOCKET + "13\r\n", true),
    NO_WEBSOCKET("a page, with Upgrade: websocket", "health/live", WEBSOCKET + "13\r\n", true),
    H2C(
        "a page, with Upgrade: h2c",
        "health/live",
        "Upgrade: h2c\r\nConnection: Upgrade, HTTP2-Settings\r\nHTTP2-Settings: AAMAAABkAAQAAP__\r\n",
        true);

    private final String words;
    private final String path;
    private final String headers;
    private final boolean together;

    Outer(String words, String path, String headers, boolean together) {
      this.words = words;
      this.path = path;
      this.headers = headers;
      this.together = together;
    }
  }

  /**
   * A second request that went through a tunnel.
   *
   * @param outer the upgrade, in words
   * @param why that is known, in a sentence
   */
  private record Tunnelled(String outer, String refusal, String why) {}

  /** The names of headers that the server saw, in small letters and sorted, and the Host. */
  private record Shape(String names, String host) {
    @Override
    public String toString() {
      return "the headers " + names + "; Host " + host;
    }

    static Shape of(List<Side.Header> headers) {
      return of(headers.stream().map(each -> Map.entry(each.name(), each.value())));
    }

    static Shape of(Stream<Map.Entry<String, String>> headers) {
      List<Map.Entry<String, String>> all =
          headers.map(e -> Map.entry(e.getKey().toLowerCase(Locale.ROOT), e.getValue())).toList();
      return new Shape(
          all.stream().map(Map.Entry::getKey).sorted().collect(joining(", ")),
          all.stream()
              .filter(each -> each.getKey().equals("host"))
              .map(Map.Entry::getValue)
              .collect(joining(", ")));
    }
  }

  @Override
  public String id() {
    return ID;
  }

  @Override
  public String title() {
    return "requests behind refused upgrades";
  }

  @Override
  public CheckResult run(ProbeTarget target) throws InterruptedException {
    try {
      return new Way(target).check();
    } catch (WebSocketException failed) {
      return CheckResult.skipped("there is no connection: " + failed.getMessage());
    }
  }

  /** The way to one server. */
  private static final class Way {
    private final ProbeTarget target;
    private final List<Tunnelled> tunnels = new ArrayList<>();
    private final List<String> evidence = new ArrayList<>();

    Way(ProbeTarget target) {
      this.target = target;
    }

    CheckResult check() throws InterruptedException {
      String name = target.name();
      try (RawExchange alone = target.raw()) {
        alone.send(inner(name));
        alone.read(1, ANSWER);
      }
      Optional<Shape> usual = seen(name);
      if (usual.isEmpty()) {
        return CheckResult.skipped("the server's transcript cannot be read from here");
      }
      boolean changed = !usual.get().equals(sent());
      evidence.add(
          "a request of its own arrives " + (changed ? "with " + usual.get() : "as it was sent"));
      String answerer = alone();
      evidence.add("what is no HTTP is answered with " + answerer);
      int reached = 0;
      for (Outer outer : Outer.values()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        reached += attempt(outer, changed, answerer) ? 1 : 0;
      }
      if (!tunnels.isEmpty()) {
        return found();
      }
      String seen =
          reached == 0
              ? "none reaches the server"
              : "they arrive as any second one of a connection";
      return CheckResult.of(seen, List.of(), evidence);
    }

    private CheckResult found() {
      String summary =
          tunnels.size() + " of " + Outer.values().length + " reach the server in a tunnel";
      String refusals =
          tunnels.stream()
              .map(each -> each.outer + " (" + each.refusal + ")")
              .collect(joining(", "));
      String what = "These upgrades were refused, and what came behind them went on: " + refusals;
      return CheckResult.of(
          summary,
          List.of(
              new FoundSymptom(
                  Symptom.REQUEST_SMUGGLED,
                  what + ". " + tunnels.get(0).why,
                  "a refusal, and a second request was sent",
                  "the second request")),
          evidence);
    }

    /** Returns whether the second request reached the server. */
    private boolean attempt(Outer outer, boolean changed, String answerer)
        throws InterruptedException {
      String name = target.name();
      List<Head> heads = behind(outer, inner(name));
      String refusal = heads.isEmpty() ? "no answer" : "" + heads.get(0).status();
      Optional<Shape> shape = seen(name);
      if (shape.isEmpty()) {
        evidence.add(outer.words + ": " + refusal + "; the second request does not arrive");
        return false;
      }
      Optional<String> why =
          changed && shape.get().equals(sent())
              ? Optional.of("It arrived as it was sent; others are changed on the way.")
              : otherAnswerer(outer, answerer);
      evidence.add(
          outer.words
              + ": "
              + refusal
              + "; the second request arrives"
              + why.map(words -> " in a tunnel. " + words).orElse(", as any second one"));
      why.ifPresent(words -> tunnels.add(new Tunnelled(outer.words, refusal, words)));
      return true;
    }

    private Optional<String> otherAnswerer(Outer outer, String answerer) {
      List<Head> heads = behind(outer, NO_HTTP);
      if (heads.size() < 2) {
        return Optional.empty();
      }
      String there = words(heads.get(heads.size() - 1));
      return there.equals(answerer)
          ? Optional.empty()
          : Optional.of(
              "What is no HTTP is answered there with "
                  + there
                  + "; on a connection of its own with "
                  + answerer
                  + ".");
    }

    /** What comes of a refused upgrade with something behind it. */
    private List<Head> behind(Outer outer, String second) {
      String first = target.head(outer.path, outer.headers);
      try (RawExchange exchange = target.raw()) {
        exchange.send(outer.together ? first + second : first);
        exchange.read(1, ANSWER);
        if (!outer.together) {
          exchange.send(second);
        }
        return exchange.read(2, SECOND);
      }
    }

    private String alone() {
      try (RawExchange exchange = target.raw()) {
        exchange.send(NO_HTTP);
        List<Head> heads = exchange.read(1, ANSWER);
        return heads.isEmpty() ? "nothing" : words(heads.get(0));
      }
    }

    private Optional<Shape> seen(String name) {
      return target.recorded(name, SECOND).stream().findFirst().map(s -> Shape.of(s.request()));
    }

    private Shape sent() {
      return Shape.of(
          inner("")
              .lines()
              .skip(1)
              .filter(line -> line.contains(":"))
              .map(line -> line.split(": ?", 2))
              .map(parts -> Map.entry(parts[0], parts[1])));
    }

    private String inner(String name) {
      return target.head("wire/close/1000?transcript=" + name, WEBSOCKET + "13\r\n");
    }

    private static String words(Head head) {
      String server = head.value("Server");
      String type = head.value("Content-Type");
      return head.status()
          + (server.isEmpty() ? "" : " of " + server)
          + (type.isEmpty() ? "" : " (" + type + ")");
    }
  }
}
