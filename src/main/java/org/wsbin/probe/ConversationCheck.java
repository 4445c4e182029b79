package org.wsbin.probe;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.client.WebSocketException;
import org.wsbin.diff.Comparison;
import org.wsbin.diff.DiffReport;
import org.wsbin.diff.DiffReport.Difference;
import org.wsbin.diff.Side;
import org.wsbin.protocol.MessageKind;
import org.wsbin.symptom.Symptom;

/**
 * A conversation of messages, fragments and pings that both ends record; what is different between
 * the two recordings came from between them.
 */
final class ConversationCheck implements Check {
  private static final String SUBPROTOCOL = "wsbin-probe";
  private static final Pattern HEADER = Pattern.compile("header (\\S+) ");
  private static final Pattern FORWARDED =
      Pattern.compile("(?i)x-forwarded-.*|forwarded|via|x-real-ip");
  private static final Pattern ENCODED = Pattern.compile("%([0-7][0-9A-Fa-f])");
  private static final int CODE = 4321;
  private static final String REASON = "wsbin probe";
  private static final int LARGE = 50_000;
  private static final int MESSAGES = 4;
  private static final long PATIENCE = 5000;

  @Override
  public String id() {
    return "conversation";
  }

  @Override
  public String title() {
    return "headers, frames, pings, compression, close";
  }

  @Override
  public CheckResult run(ProbeTarget target) throws InterruptedException {
    try (ProbeVisit visit =
        ProbeVisit.to(
            target,
            "subprotocol/" + SUBPROTOCOL + "/header/X-Wsbin-Path/%7Ea%20b%25/echo?note=a%2Fb%20c",
            options ->
                options
                    .subprotocols("wsbin-other", SUBPROTOCOL)
                    .cookie("wsbin-probe", "1")
                    .header("X-Wsbin-Probe", "one"))) {
      boolean pongs = talk(visit);
      visit.close(CODE, REASON);
      Optional<Side> client = visit.client();
      Optional<Side> server = visit.server();
      if (client.isEmpty() || server.isEmpty()) {
        return CheckResult.skipped("the server's transcript cannot be read from here");
      }
      List<Side.Header> request = server.get().request();
      request.forEach(each -> target.sightings().header(each.name(), each.value()));
      String forwarded =
          request.stream()
              .filter(each -> FORWARDED.matcher(each.name()).matches())
              .map(each -> each.name() + ": " + each.value())
              .collect(joining("; "));
      target
          .sightings()
          .fact("Server sees", forwarded.isEmpty() ? "no header of a proxy" : forwarded);
      List<String> evidence = new ArrayList<>(List.of(slash(target)));
      return judge(Comparison.of(client.get(), server.get()), pongs, evidence);
    } catch (WebSocketException failed) {
      return failed.response().isPresent() && failed.response().get().status() == 400
          ? lostSubprotocol(failed.response().get().body().strip())
          : CheckResult.skipped("there is no connection: " + failed.getMessage());
    }
  }

  private static CheckResult lostSubprotocol(String said) {
    FoundSymptom lost =
        new FoundSymptom(
            Symptom.SUBPROTOCOL_LOST,
            "The server saw no offer of the subprotocol.",
            "Sec-WebSocket-Protocol: wsbin-other, " + SUBPROTOCOL,
            said);
    return CheckResult.of("the offer of subprotocols does not arrive", List.of(lost), List.of());
  }

  /** Returns whether both pings were answered. */
  private static boolean talk(ProbeVisit visit) throws InterruptedException {
    byte[] random = new byte[LARGE];
    new Random(1).nextBytes(random);
    visit.text("hello from wsbin probe");
    boolean first = visit.ping("one");
    visit.send(ByteBuffer.wrap(random, 0, 32), MessageKind.BINARY, true);
    visit.send(ByteBuffer.wrap("in ".getBytes(UTF_8)), MessageKind.TEXT, false);
    visit.send(ByteBuffer.wrap("fragments".getBytes(UTF_8)), MessageKind.TEXT, true);
    visit.send(ByteBuffer.wrap(random), MessageKind.BINARY, true);
    for (int i = 0; i < MESSAGES; i++) {
      if (visit.message(PATIENCE).isEmpty()) {
        break;
      }
    }
    return first && visit.pong(PATIENCE);
  }

  private static CheckResult judge(DiffReport report, boolean pongs, List<String> evidence) {
    List<FoundSymptom> findings = new ArrayList<>();
    for (Difference each : report.differences()) {
      evidence.add(each.sentence() + each.cause().map(cause -> " " + cause).orElse(""));
      symptom(each)
          .ifPresent(
              symptom ->
                  findings.add(
                      new FoundSymptom(symptom, each.sentence(), each.client(), each.server())));
    }
    boolean said = findings.stream().anyMatch(each -> each.symptom() == Symptom.PINGS_LOST);
    if (!pongs && !said) {
      findings.add(
          new FoundSymptom(
              Symptom.PINGS_LOST,
              "A ping of the client got no pong within " + PATIENCE / 1000 + " s.",
              "no pong",
              ""));
    }
    evidence.addAll(report.notes());
    String seen =
        report.same()
            ? "both ends saw the same"
            : report.differences().size()
                + " differences between both ends"
                + (findings.isEmpty() ? ", all of which a proxy may make" : "");
    return CheckResult.of(seen, findings, evidence);
  }

  /** What proxies rightly do, such as adding X-Forwarded-For, is evidence, and no symptom. */
  private static Optional<Symptom> symptom(Difference difference) {
    String words = difference.sentence();
    boolean ofPing = words.contains("ping") || words.contains("pong");
    if (difference.kind().startsWith("ping-") || difference.kind().startsWith("pong-")) {
      return Optional.of(Symptom.PINGS_LOST);
    }
    return switch (difference.kind()) {
      case "request-target" ->
          plain(difference.client()).equals(plain(difference.server()))
              ? Optional.empty()
              : Optional.of(Symptom.REQUEST_CHANGED);
      case "header-removed", "header-changed" -> header(words);
      case "frames-split", "frames-merged", "masking-keys" -> Optional.of(Symptom.REFRAMED);
      case "compression-lost", "compression-changed", "compression-added" ->
          Optional.of(Symptom.COMPRESSION_LOST);
      case "message-lost", "message-added", "payload-changed", "kind-changed" ->
          Optional.of(ofPing ? Symptom.PINGS_LOST : Symptom.CONTENT_CHANGED);
      case "close-code", "close-reason", "close-lost", "close-added" ->
          Optional.of(Symptom.CLOSE_LOST);
      default -> Optional.empty();
    };
  }

  /**
   * The same with {@code %7E} as {@code ~} and so on, which mean the same (RFC 3986 section 2.3).
   */
  private static String plain(String target) {
    return ENCODED
        .matcher(target)
        .replaceAll(
            each -> {
              String character = "" + (char) Integer.parseInt(each.group(1), 16);
              return character.matches("[A-Za-z0-9._~-]")
                  ? character
                  : "%" + each.group(1).toUpperCase(Locale.ROOT);
            });
  }

  /** Many servers and proxies refuse an encoded slash in a path, or decode it. */
  private static String slash(ProbeTarget target) throws InterruptedException {
    String sent = "a path with %2F ";
    try (ProbeVisit visit = ProbeVisit.to(target, "message/a%2Fb/close/1000")) {
      return sent
          + visit
              .message(PATIENCE)
              .map(come -> come.length() == 3 ? "arrives" : "arrives changed")
              .orElse("opens a WebSocket on which nothing comes");
    } catch (WebSocketException refused) {
      return sent + "is refused: " + refused.getMessage();
    }
  }

  /** A sentence such as "The request header Host was changed." */
  private static Optional<Symptom> header(String words) {
    Matcher named = HEADER.matcher(words);
    String name = named.find() ? named.group(1).toLowerCase(Locale.ROOT) : "";
    return switch (name) {
      case "host" -> Optional.of(Symptom.HOST_CHANGED);
      case "sec-websocket-extensions" -> Optional.of(Symptom.COMPRESSION_LOST);
      case "sec-websocket-protocol" -> Optional.of(Symptom.SUBPROTOCOL_LOST);
      case "sec-websocket-key", "sec-websocket-accept" -> Optional.of(Symptom.REFRAMED);
      case "connection", "upgrade", "date", "server", "keep-alive" -> Optional.empty();
      default -> Optional.of(Symptom.HEADER_LOST);
    };
  }
}
