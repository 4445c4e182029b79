package org.wsbin.probe;

import static java.util.stream.Collectors.joining;

import java.net.Socket;
import java.net.URI;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.wsbin.client.ClientOptions;
import org.wsbin.client.ClientWebSocket;
import org.wsbin.client.HttpRequests;
import org.wsbin.client.HttpResponse;
import org.wsbin.client.RawConnections;
import org.wsbin.client.WebSocketException;
import org.wsbin.diff.Side;
import org.wsbin.diff.SideException;
import org.wsbin.diff.SideReader;

/**
 * The server that is probed, behind whatever stands between.
 *
 * @param root {@code ws://HOST/PATH/} or {@code wss://…}, with a slash at the end: where its paths
 *     begin
 * @param only the one URL of a server that is no wsbin; every path is this one then
 * @param options sets the user's options on a socket's
 * @param settings what the user wants of the checks
 * @param sightings what responses say about what stands between
 */
record ProbeTarget(
    URI root,
    Optional<URI> only,
    Consumer<ClientOptions> options,
    ProbeSettings settings,
    Sightings sightings) {
  private static final Duration ANSWER = Duration.ofSeconds(15);
  private static final int MOST_BYTES = 8 << 20;
  private static final String PATHS_OF_SERVER = "wire/";

  /** The same for a server that is no wsbin, and has this URL. */
  ProbeTarget alone(URI url) {
    return new ProbeTarget(root, Optional.of(url), options, settings, sightings);
  }

  boolean knowsPaths() {
    return only.isEmpty();
  }

  /** The URI of a path of wsbin's own engine, recorded under that name. */
  URI wire(String path, String transcript) {
    return only.isPresent()
        ? only.get()
        : root.resolve(
            PATHS_OF_SERVER + path + (path.contains("?") ? "&" : "?") + "transcript=" + transcript);
  }

  /**
   * A GET for a connection of one's own, with the user's headers.
   *
   * @param path below the root, with its query
   * @param headers more lines, each with its CRLF
   */
  String head(String path, String headers) {
    List<Map.Entry<String, String>> given = settings.headers();
    boolean host = given.stream().anyMatch(each -> each.getKey().equalsIgnoreCase("host"));
    URI at = root.resolve(path);
    return "GET "
        + at.getRawPath()
        + (at.getRawQuery() == null ? "" : "?" + at.getRawQuery())
        + " HTTP/1.1\r\n"
        + (host ? "" : "Host: " + root.getRawAuthority() + "\r\n")
        + headers
        + given.stream().map(e -> e.getKey() + ": " + e.getValue() + "\r\n").collect(joining())
        + "\r\n";
  }

  /** A name that nobody can guess. */
  String name() {
    byte[] random = new byte[12];
    new SecureRandom().nextBytes(random);
    return "probe-" + HexFormat.of().formatHex(random);
  }

  /** A socket with the user's options, and no pings of its own. */
  ClientWebSocket socket() {
    ClientWebSocket socket = new ClientWebSocket();
    options.accept(socket.control());
    return socket;
  }

  /** The answer to a plain request, whatever its status; empty if there is none. */
  Optional<HttpResponse> get(String path) {
    return request("GET", path, ANSWER);
  }

  private Optional<HttpResponse> request(String method, String path, Duration most) {
    ClientWebSocket unused = new ClientWebSocket();
    options.accept(unused.control());
    try {
      HttpResponse answer =
          new HttpRequests(unused.control()).send(method, root.resolve(path), MOST_BYTES, most);
      sightings.response(answer);
      return Optional.of(answer);
    } catch (WebSocketException failed) {
      return Optional.empty();
    } finally {
      unused.close();
    }
  }

  /** Whether the far end is a wsbin with transcripts, as far as its pages can be reached. */
  boolean isWsbin() {
    return get("transcripts/" + name())
        .filter(answer -> answer.body().startsWith("There is no transcript"))
        .isPresent();
  }

  /**
   * A connection on which nothing is sent yet, with the user's proxy and TLS.
   *
   * @param protocols to offer by ALPN
   * @throws WebSocketException if there is no connection
   */
  Socket connection(List<String> protocols) {
    ClientWebSocket unused = new ClientWebSocket();
    try {
      options.accept(unused.control());
      return new RawConnections(unused.control()).open(root, protocols, ANSWER);
    } finally {
      unused.close();
    }
  }

  /** The same, to write bytes of one's own. */
  RawExchange raw() {
    return new RawExchange(connection(List.of()));
  }

  /** What the server recorded under a name, when all is over; empty if it cannot be had. */
  List<Side> recorded(String transcript) {
    return recorded(transcript, Duration.ofSeconds(5));
  }

  /** The same, if it is to be had within that many whole seconds. */
  List<Side> recorded(String transcript, Duration most) {
    if (only.isPresent()) {
      return List.of();
    }
    String wait = "?wait=" + most.toSeconds() + "s&until=closed";
    Optional<HttpResponse> answer = request("GET", "transcripts/" + transcript + wait, ANSWER);
    try {
      return answer
          .filter(response -> response.status() == 200 || response.status() == 408)
          .stream()
          .flatMap(response -> SideReader.read("The transcript", response.body()).stream())
          .toList();
    } catch (SideException another) {
      return List.of();
    }
  }
}
