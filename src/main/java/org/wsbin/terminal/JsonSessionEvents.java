package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.wsbin.client.CloseResult;
import org.wsbin.client.HttpResponse;
import org.wsbin.client.Information;
import org.wsbin.client.WebSocketException;
import org.wsbin.text.Json;
import org.wsbin.text.Words;

/** Events as JSON, one object per line. */
final class JsonSessionEvents implements SessionEvents, PayloadSink {
  /** The most bytes kept of a message; a longer one is marked as cut. */
  static final int MOST_HELD_BYTES = 1 << 20;

  private final Console out;
  private final Console notes;
  private final Clock clock;
  private final boolean verbose;
  private final BoundedPrefix held;

  /**
   * Events go to {@code out}, everything else to {@code notes}.
   *
   * @param sizesOnly omits the contents of messages
   */
  JsonSessionEvents(Console out, Console notes, Clock clock, boolean verbose, boolean sizesOnly) {
    this.out = out;
    this.notes = notes;
    this.clock = clock;
    this.verbose = verbose;
    this.held = new BoundedPrefix(sizesOnly ? 0 : MOST_HELD_BYTES);
  }

  @Override
  public void opened(Information information) {
    Map<String, Object> event = event("open");
    event.put("url", information.uri().map(uri -> SecretMask.text(uri.toString())));
    event.put("status", information.response().map(HttpResponse::status));
    event.put("subprotocol", information.subprotocol());
    event.put("extensions", information.extensions());
    event.put("local", information.local().map(JsonSessionEvents::address));
    event.put("remote", information.remote().map(JsonSessionEvents::address));
    event.put("tls", information.tls().map(tls -> tls.getProtocol()));
    if (verbose) {
      handshake(event, information, information.response());
    }
    write(event);
  }

  private static void handshake(
      Map<String, Object> event, Information information, Optional<HttpResponse> response) {
    event.put(
        "request",
        information.request().map(text -> text.strip().lines().map(SecretMask::line).toList()));
    response.ifPresent(known -> event.put("headers", SecretMask.lines(known.headers())));
  }

  private static String address(InetSocketAddress address) {
    return address.getAddress().getHostAddress() + ":" + address.getPort();
  }

  @Override
  public void data(boolean text, ByteBuffer bytes, boolean last) {
    held.add(bytes);
    if (last) {
      Map<String, Object> event = event("message");
      event.put("kind", text ? "text" : "binary");
      event.put("size", held.size());
      if (held.isCut()) {
        event.put("cut", true);
      }
      if (text) {
        event.put("text", held.text());
      } else {
        event.put("base64", Base64.getEncoder().encodeToString(held.bytes()));
      }
      write(event);
      held.clear();
    }
  }

  @Override
  public void pinged(ByteBuffer payload) {
    Map<String, Object> event = event("ping");
    payload(event, payload);
    write(event);
  }

  @Override
  public void ponged(ByteBuffer payload, Optional<Duration> roundTrip, boolean asked) {
    Map<String, Object> event = event("pong");
    payload(event, payload);
    event.put("roundTripMillis", roundTrip.map(time -> time.toNanos() / 1e6));
    write(event);
  }

  private static void payload(Map<String, Object> event, ByteBuffer payload) {
    try {
      event.put("text", UTF_8.newDecoder().decode(payload.duplicate()).toString());
    } catch (CharacterCodingException binary) {
      byte[] bytes = new byte[payload.remaining()];
      payload.duplicate().get(bytes);
      event.put("base64", Base64.getEncoder().encodeToString(bytes));
    }
  }

  @Override
  public void note(String text) {
    notes.line(text);
  }

  @Override
  public void serverView(ServerView.Report report) {
    Map<String, Object> event = event("server-view");
    report
        .transcript()
        .ifPresent(
            uri -> {
              event.put("transcript", uri.toString().replaceFirst("^ws", "http"));
              event.put("log", report.log());
              event.put("passed", report.passed());
              event.put("verdict", report.verdict());
            });
    report.trouble().ifPresent(sentence -> event.put("message", sentence));
    write(event);
  }

  @Override
  public void closed(CloseResult closed, Information information) {
    Map<String, Object> event = event("close");
    event.put("code", closed.code());
    event.put("reason", closed.reason());
    event.put("by", closed.by().name().toLowerCase(Locale.ROOT));
    times(event, information);
    write(event);
  }

  private static void times(Map<String, Object> event, Information information) {
    information
        .times()
        .ifPresent(
            times -> {
              event.put("openSeconds", seconds(times.open()));
              times.sinceSent().ifPresent(time -> event.put("sinceSentSeconds", seconds(time)));
              times
                  .sinceReceived()
                  .ifPresent(time -> event.put("sinceReceivedSeconds", seconds(time)));
              times.end().ifPresent(end -> event.put("tcp", Words.of(end)));
            });
  }

  private static double seconds(Duration time) {
    return time.toMillis() / 1000.0;
  }

  @Override
  public void failed(String sentence, WebSocketException cause, Information information) {
    Map<String, Object> event = event("error");
    event.put("status", cause.status().name());
    event.put("message", SecretMask.text(sentence));
    cause.proxy().ifPresent(proxy -> event.put("proxy", proxy));
    times(event, information);
    cause
        .response()
        .ifPresent(
            response -> {
              event.put("httpStatus", response.status());
              event.put("body", response.body());
            });
    if (verbose) {
      handshake(event, information, cause.response().or(information::response));
      List<String> causes = new ArrayList<>();
      for (Throwable next = cause; next != null && causes.size() < 10; next = next.getCause()) {
        causes.add(SecretMask.text(next.toString()));
      }
      event.put("causes", causes);
    }
    write(event);
  }

  @Override
  public void failed(String sentence) {
    Map<String, Object> event = event("error");
    event.put("message", sentence);
    write(event);
  }

  private Map<String, Object> event(String name) {
    Map<String, Object> event = new LinkedHashMap<>();
    event.put("event", name);
    event.put("time", clock.instant().toString());
    return event;
  }

  /** JSON may contain control characters above ASCII; a terminal must not receive them. */
  private void write(Map<String, Object> event) {
    out.line(TerminalText.text(Json.of(event)));
  }
}
