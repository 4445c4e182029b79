package org.wsbin.it.scenario;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;

/** Does what the transcript of an example says, and sees to it that the server does its part. */
final class Conversation {
  private final URI uri;
  private final List<String> lines;

  Conversation(URI uri, List<String> lines) {
    this.uri = uri;
    this.lines = lines;
  }

  /** Plays it from its first line to its last. */
  void play() throws IOException {
    try (RawHttp http = RawHttp.connect(uri, ANSWER)) {
      RawResponse answer = http.exchange(request());
      assertThat(answer.status())
          .as("the status of %s: %s", uri, answer.body().utf8())
          .isEqualTo(status());
      told("= ").filter(line -> !line.matches("\\d+")).forEach(line -> checkAnswer(line, answer));
      if (answer.status() == 101) {
        talk(http.upgraded(answer));
      }
    }
  }

  private List<String> request() {
    List<String> request = new ArrayList<>();
    String query = uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery();
    request.add("GET " + uri.getRawPath() + query + " HTTP/1.1");
    request.add("Host: " + uri.getAuthority());
    request.add("Upgrade: websocket");
    request.add("Connection: Upgrade");
    request.add("Sec-WebSocket-Version: 13");
    request.add("Sec-WebSocket-Key: " + Opening.newKey());
    told("+ ").forEach(request::add);
    return request;
  }

  private Stream<String> told(String sign) {
    return lines.stream().filter(line -> line.startsWith(sign)).map(line -> line.substring(2));
  }

  private int status() {
    return told("= ")
        .filter(line -> line.matches("\\d+"))
        .map(Integer::valueOf)
        .findFirst()
        .orElse(101);
  }

  private static void checkAnswer(String line, RawResponse answer) {
    if (line.startsWith("no ")) {
      assertThat(answer.headers().all(line.substring(3))).isEmpty();
      return;
    }
    Optional<String> value =
        line.matches("[A-Za-z-]+: .*")
            ? answer.headers().first(line.substring(0, line.indexOf(':')))
            : Optional.of(answer.body().utf8().strip());
    String expected = line.matches("[A-Za-z-]+: .*") ? line.substring(line.indexOf(' ') + 1) : line;
    assertThat(value).hasValueSatisfying(found -> assertThat(found).matches(pattern(expected)));
  }

  private void talk(RawWebSocket socket) throws IOException {
    for (String line : lines) {
      if (line.startsWith("> ")) {
        socket.send(sent(line.substring(2)));
      } else if (line.equals("< end")) {
        assertThat(socket.readToFin(ANSWER)).isEqualTo(Bytes.EMPTY);
      } else if (line.startsWith("< octets ")) {
        Bytes octets = Bytes.hex(line.substring("< octets ".length()));
        assertThat(socket.readExactly(octets.length(), ANSWER)).isEqualTo(octets);
      } else if (line.startsWith("< ")) {
        assertThat(came(socket)).as(line).matches(pattern(line.substring(2)));
      }
    }
  }

  private static Frame sent(String what) {
    String[] words = what.split(" ", 2);
    String rest = words.length == 2 ? words[1] : "";
    return switch (words[0]) {
      case "close" -> Frame.close(Integer.parseInt(rest), "");
      case "ping" -> Frame.ping(rest);
      case "pong" -> Frame.pong(Bytes.utf8(rest));
      default ->
          what.startsWith("0x") ? Frame.binary(Bytes.hex(what.substring(2))) : Frame.text(what);
    };
  }

  /** What comes next, as a transcript has it. */
  private static String came(RawWebSocket socket) throws IOException {
    Frame first = socket.read(ANSWER);
    return switch (first.opcode()) {
      case Frame.CLOSE -> close(first);
      case Frame.PING -> ("ping " + first.payload().utf8()).strip();
      case Frame.PONG -> ("pong " + first.payload().utf8()).strip();
      default -> message(first, socket);
    };
  }

  private static String close(Frame close) {
    if (close.payload().length() == 0) {
      return "close";
    }
    return ("close " + close.closeCode() + " " + close.closeReason()).strip();
  }

  private static String message(Frame first, RawWebSocket socket) throws IOException {
    List<Frame> fragments = new ArrayList<>(List.of(first));
    while (!fragments.get(fragments.size() - 1).fin()) {
      fragments.add(socket.read(ANSWER));
    }
    boolean text = first.opcode() == Frame.TEXT;
    return (text ? "" : "0x")
        + fragments.stream()
            .map(Frame::payload)
            .map(payload -> text ? latin(payload) : HexFormat.of().formatHex(payload.toArray()))
            .collect(Collectors.joining("|"))
            .transform(joined -> text ? utf8(joined) : joined);
  }

  /** Fragments may cut through characters. */
  private static String latin(Bytes bytes) {
    return new String(bytes.toArray(), ISO_8859_1);
  }

  private static String utf8(String latin) {
    return new String(latin.getBytes(ISO_8859_1), UTF_8);
  }

  /** What stands for it, with an ellipsis for anything. */
  private static Pattern pattern(String expected) {
    return Pattern.compile(
        List.of(expected.split("…", -1)).stream()
            .map(Pattern::quote)
            .collect(Collectors.joining(".*")),
        Pattern.DOTALL);
  }
}
