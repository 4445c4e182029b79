package org.wsbin.it.terminal;

import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.terminal.Flag;

/**
 * A proxy with a configuration, and what a probe through it must find.
 *
 * @param configuration for people
 * @param symptoms all of them, and no others
 */
record ProbedProxy(
    String product, String configuration, Kind kind, String lines, List<String> symptoms) {
  private static final Duration IDLE = Duration.ofSeconds(8);
  private static final String UPGRADES =
      "proxy_http_version 1.1; proxy_set_header Upgrade $http_upgrade;"
          + " proxy_set_header Connection \"upgrade\";";
  private static final String RIGHT = UPGRADES + " proxy_set_header Host $http_host;";
  private static final String HTTPD =
      """
      ProxyPass / http://127.0.0.1:UPSTREAM/ upgrade=websocket
      ProxyPreserveHost On
      """;
  private static final String CADDY = "reverse_proxy 127.0.0.1:UPSTREAM";
  private static final String NONE = "";

  /** How it is run. */
  enum Kind {
    NGINX,
    NGINX_TLS,
    NGINX_ALONE,
    HAPROXY,
    HAPROXY_ALONE,
    APACHE,
    CADDY,
    TINYPROXY
  }

  /** All, as the table has them. */
  static List<ProbedProxy> all() {
    return List.of(
        nginx("`proxy_pass` alone", "", "upgrade-lost"),
        nginx("upgrades passed on", UPGRADES, "host-changed"),
        nginx("upgrades and Host passed on", RIGHT, NONE),
        nginx("the same, `proxy_read_timeout 3s`", RIGHT + " proxy_read_timeout 3s;", "idle-limit"),
        nginx(
            "the same, without extensions",
            RIGHT + " proxy_set_header Sec-WebSocket-Extensions \"\";",
            "compression-lost"),
        nginx("redirect to https", "return 301 https://$host$request_uri;", "redirected"),
        nginx("`auth_basic`", "auth_basic probe; auth_basic_user_file none;", "refused"),
        new ProbedProxy("nginx", "upgrades and Host passed on, TLS", Kind.NGINX_TLS, "", List.of()),
        new ProbedProxy(
            "nginx", "the server is down", Kind.NGINX_ALONE, RIGHT, List.of("gateway-error")),
        haproxy("`mode http`", "", NONE),
        haproxy("`timeout tunnel 1h`", "timeout tunnel 1h", NONE),
        haproxy("`timeout tunnel 3s`", "timeout tunnel 3s", "idle-limit"),
        new ProbedProxy(
            "HAProxy", "the server is down", Kind.HAPROXY_ALONE, "", List.of("gateway-error")),
        apache("`ProxyPass` alone", "ProxyPass / http://127.0.0.1:UPSTREAM/", "upgrade-lost"),
        apache(
            "`upgrade=websocket`",
            "ProxyPass / http://127.0.0.1:UPSTREAM/ upgrade=websocket",
            "host-changed"),
        apache("also `ProxyPreserveHost On`", HTTPD, NONE),
        apache(
            "the same, `ProxyTimeout 3`, `Timeout 60`", HTTPD + "ProxyTimeout 3\nTimeout 60", NONE),
        apache("the same, both 3", HTTPD + "ProxyTimeout 3\nTimeout 3", "idle-limit"),
        caddy("`reverse_proxy`", CADDY, NONE),
        caddy(
            "the same, `read_timeout 3s`",
            CADDY + " {\n transport http {\n read_timeout 3s\n }\n}",
            "idle-limit"),
        caddy(
            "`header_up -Sec-WebSocket-Protocol`",
            CADDY + " {\n header_up -Sec-WebSocket-Protocol\n}",
            "subprotocol-lost"),
        new ProbedProxy("tinyproxy", "CONNECT", Kind.TINYPROXY, "60", List.of()),
        new ProbedProxy(
            "tinyproxy", "CONNECT, `Timeout 3`", Kind.TINYPROXY, "3", List.of("idle-limit")));
  }

  private static ProbedProxy nginx(String words, String lines, String symptom) {
    return new ProbedProxy("nginx", words, Kind.NGINX, lines, list(symptom));
  }

  private static ProbedProxy haproxy(String words, String lines, String symptom) {
    return new ProbedProxy("HAProxy", words, Kind.HAPROXY, lines, list(symptom));
  }

  private static ProbedProxy apache(String words, String lines, String symptom) {
    return new ProbedProxy("Apache", words, Kind.APACHE, lines, list(symptom));
  }

  private static ProbedProxy caddy(String words, String lines, String symptom) {
    return new ProbedProxy("Caddy", words, Kind.CADDY, lines, list(symptom));
  }

  private static List<String> list(String symptom) {
    return symptom.isEmpty() ? List.of() : List.of(symptom);
  }

  /** Probes a server through it. */
  ProbeOutcome probe(Path directory, URI server) throws IOException {
    try (ForeignServer proxy = start(directory, server)) {
      int port = proxy.uri().getPort();
      return switch (kind) {
        case TINYPROXY ->
            ProbeOutcome.of(
                server.resolve("/").toString().replaceFirst("^http", "ws"),
                IDLE,
                Map.of(Flag.PROXY, List.of("ada:secret@127.0.0.1:" + port)));
        case NGINX_TLS ->
            ProbeOutcome.of(
                "wss://localhost:" + port + "/",
                IDLE,
                Map.of(Flag.CA, List.of(directory.resolve("certificate.pem").toString())));
        default -> ProbeOutcome.of("ws://127.0.0.1:" + port + "/", IDLE);
      };
    }
  }

  private ForeignServer start(Path directory, URI server) throws IOException {
    return switch (kind) {
      case NGINX -> {
        Files.write(directory.resolve("none"), new byte[0]);
        yield ForeignServer.plainNginx(directory, server, lines);
      }
      case NGINX_TLS ->
          ForeignServer.nginx(directory, new ForeignServer(server, Optional.empty(), () -> {}));
      case NGINX_ALONE -> ForeignServer.plainNginx(directory, closed(), lines);
      case HAPROXY -> ForeignServer.haproxy(directory, server, lines);
      case HAPROXY_ALONE -> ForeignServer.haproxy(directory, closed(), lines);
      case APACHE -> ForeignServer.apache(directory, server, lines);
      case CADDY -> ForeignServer.caddy(directory, server, lines);
      case TINYPROXY -> ForeignServer.tinyproxy(directory, Integer.parseInt(lines));
    };
  }

  private static URI closed() throws IOException {
    try (ServerSocket socket = new ServerSocket(0)) {
      return URI.create("http://127.0.0.1:" + socket.getLocalPort() + "/");
    }
  }

  /** A row of the table. */
  String row(ProbeOutcome outcome) {
    List<String> found = outcome.symptoms();
    return "| %s | %s | %s | %s |"
        .formatted(
            product,
            configuration,
            found.isEmpty() ? "nothing" : String.join(", ", found),
            String.join(", ", outcome.products()));
  }

  @Override
  public String toString() {
    return product + ": " + configuration;
  }
}
