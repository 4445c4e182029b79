package org.wsbin.probe;

import java.net.InetSocketAddress;
import java.security.cert.X509Certificate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import org.wsbin.client.HttpResponse;
import org.wsbin.client.Information;
import org.wsbin.client.WebErrorStatus;
import org.wsbin.client.WebSocketException;
import org.wsbin.symptom.Symptom;

/** Whether a WebSocket can be opened at all; if not, who says what instead. */
final class HandshakeCheck implements Check {
  private static final String REQUEST = "GET …, Upgrade: websocket, Connection: Upgrade";

  private static final int MOST = 200;

  /** Those from 520 are Cloudflare's. */
  private static final Set<Integer> GATEWAY = Set.of(502, 504, 521, 522, 523, 524, 525, 526, 530);

  /** What servers say to a request that has lost its upgrade, or the version of its HTTP. */
  private static final Set<Integer> ORDINARY = Set.of(400, 426, 501, 505);

  /** What nginx, Go (so Caddy and Traefik) and Apache say to HTTP on a port with TLS. */
  private static final Pattern WITHOUT_TLS =
      Pattern.compile(
          "HTTP request was sent to HTTPS port|HTTP request to an HTTPS server"
              + "|speaking plain HTTP to an SSL-enabled");

  /** The beginning of its sentences about a request that is no handshake. */
  private static final Pattern OF_WSBIN =
      Pattern.compile(
          "\\A(1\\. )?The (request's version|Upgrade header|Connection header|Sec-WebSocket-\\w+ header) ");

  @Override
  public String id() {
    return "handshake";
  }

  @Override
  public String title() {
    return "opening a WebSocket";
  }

  @Override
  public CheckResult run(ProbeTarget target) throws InterruptedException {
    try (ProbeVisit visit = ProbeVisit.to(target, "echo", options -> options.redirects(0))) {
      Information opened = visit.socket().information();
      String tls = opened.tls().map(session -> ", " + session.getProtocol()).orElse("");
      List<String> evidence = new ArrayList<>();
      evidence.add("101" + by(opened.response()));
      opened.remote().ifPresent(remote -> target.sightings().fact("Connected to", address(remote)));
      opened.tls().ifPresent(session -> tls(session, target.sightings(), evidence));
      visit.close(1000, "");
      return CheckResult.of(
          "a 101 from " + opened.remote().map(HandshakeCheck::address).orElse("the server") + tls,
          List.of(),
          evidence);
    } catch (WebSocketException failed) {
      return refused(failed);
    }
  }

  private static void tls(SSLSession session, Sightings sightings, List<String> evidence) {
    String spoken = session.getProtocol() + ", " + session.getCipherSuite();
    sightings.fact("TLS", spoken);
    evidence.add("TLS ends at the far end or before it: " + spoken);
    try {
      if (session.getPeerCertificates()[0] instanceof X509Certificate shown) {
        String words =
            "for "
                + String.valueOf(shown.getSubjectX500Principal())
                + ", by "
                + String.valueOf(shown.getIssuerX500Principal())
                + ", until "
                + DateTimeFormatter.ISO_LOCAL_DATE
                    .withZone(ZoneOffset.UTC)
                    .format(shown.getNotAfter().toInstant());
        sightings.fact("Certificate", words);
        evidence.add("certificate " + words);
      }
    } catch (SSLPeerUnverifiedException unknown) {
      evidence.add("the server shows no certificate");
    }
  }

  private static String address(InetSocketAddress remote) {
    return remote.getHostString() + ":" + remote.getPort();
  }

  /** What came instead of a WebSocket. */
  static CheckResult refused(WebSocketException failed) {
    Optional<HttpResponse> response = failed.response();
    Symptom symptom = response.map(HandshakeCheck::symptom).orElseGet(() -> symptom(failed));
    String what =
        response
            .map(
                answer ->
                    "The answer is " + answer.status() + by(response) + sentence(start(answer)))
            .orElse(failed.getMessage());
    return CheckResult.of(
        what, List.of(new FoundSymptom(symptom, what, REQUEST, reached(response))), List.of(what));
  }

  /** The server's own sentences say what reached it. */
  private static String reached(Optional<HttpResponse> response) {
    return response
        .filter(HandshakeCheck::isOfWsbin)
        .map(answer -> "wsbin answered: " + answer.body().strip())
        .orElse("");
  }

  private static boolean isOfWsbin(HttpResponse answer) {
    return answer.header("Server").contains("wsbin")
        || OF_WSBIN.matcher(answer.body()).find(); // nginx writes its own name there
  }

  private static Symptom symptom(WebSocketException failed) {
    String status = failed.status().name();
    if (status.startsWith("CERTIFICATE") || failed.status() == WebErrorStatus.TLS_FAILED) {
      return Symptom.TLS;
    }
    return failed.status() == WebErrorStatus.REDIRECT_FAILED
        ? Symptom.REDIRECTED
        : Symptom.NO_ANSWER;
  }

  private static Symptom symptom(HttpResponse answer) {
    int status = answer.status();
    if (status >= 300 && status < 400) {
      return Symptom.REDIRECTED;
    } else if (WITHOUT_TLS.matcher(answer.body()).find()) {
      return Symptom.TLS;
    } else if (status == 404) {
      return Symptom.NOT_FOUND;
    } else if (GATEWAY.contains(status) || (status == 503 && !isOfWsbin(answer))) {
      return Symptom.GATEWAY_ERROR;
    } else if (isOfWsbin(answer)) {
      return mentionsUpgrade(answer) ? Symptom.UPGRADE_LOST : Symptom.REFUSED;
    } else if (status < 300 || ORDINARY.contains(status)) {
      return Symptom.UPGRADE_LOST;
    }
    return Symptom.REFUSED;
  }

  private static boolean mentionsUpgrade(HttpResponse answer) {
    String body = answer.body().toLowerCase(Locale.ROOT);
    return body.contains("upgrade") || body.contains("http/1.0") || body.contains("websocket");
  }

  private static String by(Optional<HttpResponse> response) {
    return response
        .map(
            answer ->
                header(answer, "Server", ", from ")
                    + header(answer, "Via", ", by way of ")
                    + header(answer, "Location", ", to "))
        .orElse("");
  }

  private static String header(HttpResponse answer, String name, String before) {
    List<String> values = answer.header(name);
    return values.isEmpty() ? "" : before + String.join(", ", values);
  }

  private static String sentence(String words) {
    return words.matches("(?s).*[.…!?]") ? words : words + ".";
  }

  private static String start(HttpResponse answer) {
    String text = answer.body().replaceAll("(?s)<[^>]*>", " ").replaceAll("\\s+", " ").strip();
    if (text.isEmpty()) {
      return "";
    }
    return ": " + (text.length() <= MOST ? text : text.substring(0, MOST - 1) + "…");
  }
}
