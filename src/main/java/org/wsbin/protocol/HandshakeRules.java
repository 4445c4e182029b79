package org.wsbin.protocol;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;

/**
 * The server's side of the opening handshake (RFC 6455 section 4.2), as a pure function.
 *
 * @param origins whose pages may connect
 * @param subprotocols the supported subprotocols, case-sensitive
 */
public record HandshakeRules(OriginRule origins, Set<String> subprotocols) {
  /** The only supported version (RFC 6455 section 4.1, item 9). */
  public static final String VERSION = "13";

  private static final List<String> SEC_HEADERS =
      List.of("Sec-WebSocket-Key", "Sec-WebSocket-Version");

  public HandshakeRules {
    subprotocols = Set.copyOf(subprotocols);
  }

  /**
   * Judges a request. A refusal names everything that is wrong, with the status and headers of the
   * first objection. A wrong method or Host, or no sign of a handshake at all, is named alone. Safe
   * from any thread; keeps nothing.
   */
  public Verdict judge(HandshakeRequest request) {
    Optional<Refused> alone =
        method(request)
            .or(() -> host(request).map(host -> withVersion(request, host)))
            .or(() -> plain(request).map(plain -> httpVersion(request).orElse(plain)));
    if (alone.isPresent()) {
      return alone.get();
    }
    Stream<Function<HandshakeRequest, Optional<Refused>>> rules =
        Stream.of(
            HandshakeRules::httpVersion,
            HandshakeRules::body,
            HandshakeRules::upgrade,
            HandshakeRules::connection,
            this::version,
            HandshakeRules::key,
            this::origin,
            HandshakeRules::offers,
            HandshakeRules::extensions);
    List<Refused> objections = rules.flatMap(rule -> rule.apply(request).stream()).toList();
    return objections.isEmpty()
        ? accept(request)
        : together(objections, RemovedUpgrade.advice(request));
  }

  /** RFC 6455 section 4.2.1, item 1, names HTTP/1.1 and Host together. */
  private static Refused withVersion(HandshakeRequest request, Refused host) {
    return httpVersion(request)
        .map(version -> together(List.of(version, host), Optional.empty()))
        .orElse(host);
  }

  /** One objection is its own sentence; several are numbered, in one line. */
  private static Refused together(List<Refused> objections, Optional<String> advice) {
    String numbered =
        IntStream.range(0, objections.size())
            .mapToObj(i -> (i + 1) + ". " + objections.get(i).sentence())
            .collect(Collectors.joining(" "));
    Refused first = objections.get(0);
    String sentences = objections.size() == 1 ? first.sentence() : numbered;
    return new Refused(
        first.status(), first.headers(), sentences + advice.map(text -> " " + text).orElse(""));
  }

  /** Whether the request asks for a WebSocket, correctly or not. */
  public static boolean asksForWebSocket(HandshakeRequest request) {
    return HeaderList.contains(request.header("Upgrade"), "websocket");
  }

  /** Whether the request has any header of a handshake; a plain GET has none. */
  private static boolean hasSignOfHandshake(HandshakeRequest request) {
    return !request.header("Upgrade").isEmpty()
        || HeaderList.contains(request.header("Connection"), "upgrade")
        || SEC_HEADERS.stream().anyMatch(name -> !request.header(name).isEmpty());
  }

  private Accepted accept(HandshakeRequest request) {
    String key = request.header("Sec-WebSocket-Key").get(0).strip();
    // RFC 6455 section 4.2.2, item 5.5: the first supported one, in the client's order of
    // preference
    Optional<String> subprotocol =
        HeaderList.elements(request.header("Sec-WebSocket-Protocol")).stream()
            .filter(subprotocols::contains)
            .findFirst();
    List<Extension> offers =
        Extension.parse(request.header("Sec-WebSocket-Extensions")).orElse(List.of());
    return new Accepted(AcceptKey.of(key), subprotocol, offers);
  }

  /** RFC 6455 section 4.2.1, item 1: a GET request. */
  private static Optional<Refused> method(HandshakeRequest request) {
    return request.method().equals("GET")
        ? Optional.empty()
        : Optional.of(
            new Refused(
                405,
                Map.of("Allow", "GET"),
                "The method "
                    + Quoted.of(request.method())
                    + " cannot open a WebSocket: use GET."));
  }

  /** RFC 6455 section 4.2.1, item 1: HTTP/1.1 or higher. */
  private static Optional<Refused> httpVersion(HandshakeRequest request) {
    return request.httpVersion().matches("HTTP/(0\\.\\d|1\\.0)")
        ? bad(
            "The request's version is "
                + Quoted.of(request.httpVersion())
                + ", but a WebSocket needs HTTP/1.1.")
        : Optional.empty();
  }

  /** RFC 6455 section 4.2.1, item 2: a Host header. */
  private static Optional<Refused> host(HandshakeRequest request) {
    List<String> lines = request.header("Host");
    if (lines.size() == 1 && !lines.get(0).isBlank()) {
      return Optional.empty();
    }
    return bad("The Host header " + found(lines) + ": it must name the server, once.");
  }

  /** Not a handshake: the sentence explains how to connect. */
  private static Optional<Refused> plain(HandshakeRequest request) {
    if (hasSignOfHandshake(request)) {
      return Optional.empty();
    }
    String url = (request.secure() ? "wss://" : "ws://") + request.host() + request.path();
    return bad(
        "This is a WebSocket endpoint: connect with new WebSocket("
            + Quoted.of(url)
            + ") in a browser's console, or send a GET with the headers Connection: Upgrade, "
            + "Upgrade: websocket, Sec-WebSocket-Version: 13 and Sec-WebSocket-Key.");
  }

  /** Frames follow a handshake, so it has no body (RFC 9110 section 9.3.1). */
  private static Optional<Refused> body(HandshakeRequest request) {
    List<String> lengths = request.header("Content-Length");
    if (!request.header("Transfer-Encoding").isEmpty()) {
      return bad("The Transfer-Encoding header announces a body, but a handshake has none.");
    }
    return lengths.stream().allMatch(length -> length.strip().equals("0"))
        ? Optional.empty()
        : bad("The Content-Length header " + found(lengths) + ": a handshake has no body.");
  }

  /** RFC 6455 section 4.2.1, item 3: Upgrade lists websocket. */
  private static Optional<Refused> upgrade(HandshakeRequest request) {
    return lists(request, "Upgrade", "websocket");
  }

  /** RFC 6455 section 4.2.1, item 4: Connection lists upgrade. */
  private static Optional<Refused> connection(HandshakeRequest request) {
    return lists(request, "Connection", "upgrade");
  }

  /** RFC 6455 section 4.2.1, item 6, and section 4.4: version 13, or a 426 that says so. */
  private Optional<Refused> version(HandshakeRequest request) {
    return versionObjection(request.header("Sec-WebSocket-Version"))
        .map(
            sentence ->
                new Refused(
                    426,
                    Map.of(
                        "Sec-WebSocket-Version",
                        VERSION,
                        "Upgrade",
                        "websocket",
                        "Connection",
                        "Upgrade"),
                    sentence));
  }

  /**
   * The version rule alone, as a last line of defence behind the front door.
   *
   * @return why the lines are refused; empty if they are exactly {@code 13}
   */
  public static Optional<String> versionObjection(List<String> lines) {
    if (lines.size() == 1 && lines.get(0).strip().equals(VERSION)) {
      return Optional.empty();
    }
    return Optional.of(
        "The Sec-WebSocket-Version header " + found(lines) + ": the only version allowed is 13.");
  }

  /** RFC 6455 section 4.2.1, item 5: a key of 16 bytes in base64, once (section 11.3.1). */
  private static Optional<Refused> key(HandshakeRequest request) {
    List<String> lines = request.header("Sec-WebSocket-Key");
    if (lines.size() == 1 && AcceptKey.isNonce(lines.get(0).strip())) {
      return Optional.empty();
    }
    return bad(
        "The Sec-WebSocket-Key header " + found(lines) + ": it must be base64 of 16 bytes, once.");
  }

  /** RFC 6455 section 4.2.2, item 4: a page of another origin is refused with 403. */
  private Optional<Refused> origin(HandshakeRequest request) {
    Optional<Origin> own = Origin.ofHost(request.secure(), request.host());
    List<String> lines = request.header("Origin");
    boolean wellFormed =
        lines.equals(List.of("null")) || Origin.parse(String.join(", ", lines)).isPresent();
    return origins
        .objection(lines, own)
        .map(sentence -> wellFormed ? sentence + compared(own, request.untrusted()) : sentence)
        .map(sentence -> new Refused(403, sentence));
  }

  private static String compared(Optional<Origin> own, Optional<String> untrusted) {
    return own.map(origin -> " Its own origin is " + origin + ".").orElse("")
        + untrusted
            .map(header -> " " + header + " is not trusted, see --trusted-proxies.")
            .orElse("");
  }

  /** RFC 6455 section 4.1, item 10: the name of a subprotocol is a token. */
  private static Optional<Refused> offers(HandshakeRequest request) {
    return HeaderList.elements(request.header("Sec-WebSocket-Protocol")).stream()
        .filter(offer -> !HeaderList.isToken(offer))
        .findFirst()
        .flatMap(
            offer ->
                bad(
                    "The Sec-WebSocket-Protocol header offers "
                        + Quoted.of(offer)
                        + ": a subprotocol's name is a token, such as chat."));
  }

  /** RFC 6455 section 9.1: a malformed header fails the handshake. */
  private static Optional<Refused> extensions(HandshakeRequest request) {
    List<String> lines = request.header("Sec-WebSocket-Extensions");
    return Extension.parse(lines).isPresent()
        ? Optional.empty()
        : bad(
            "The Sec-WebSocket-Extensions header "
                + found(lines)
                + ": it must list names with parameters, such as permessage-deflate;"
                + " client_max_window_bits.");
  }

  private static Optional<Refused> lists(HandshakeRequest request, String header, String wanted) {
    List<String> lines = request.header(header);
    return HeaderList.contains(lines, wanted)
        ? Optional.empty()
        : bad(
            String.format(
                Locale.ROOT, "The %s header %s: it must list %s.", header, found(lines), wanted));
  }

  private static String found(List<String> lines) {
    if (lines.isEmpty()) {
      return "is missing";
    }
    String times = lines.size() == 1 ? "is " : "came " + lines.size() + " times, as ";
    return times + Quoted.of(String.join(", ", lines));
  }

  private static Optional<Refused> bad(String sentence) {
    return Optional.of(new Refused(400, sentence));
  }
}
