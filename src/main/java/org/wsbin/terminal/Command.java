package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.Quoted;
import org.wsbin.text.NearestWord;

/** What a line means: a message, or a command if it begins with a slash. */
sealed interface Command {
  /** The longest payload of a control frame (RFC 6455 section 5.5). */
  int MOST_CONTROL_BYTES = 125;

  List<String> HELP =
      List.of(
          "TEXT                    sends a message; //TEXT sends one that begins with a slash",
          "/ping [TEXT]            sends a ping, and shows the round-trip time",
          "/pong [TEXT]            sends an unsolicited pong",
          "/fragment A | B | C     sends one message in fragments",
          "/file PATH              sends a file as one binary message",
          "/close [CODE [REASON]]  closes, with 1000 if no code is given",
          "/help                   shows this list",
          "/quit                   closes with 1000, like Ctrl-D and Ctrl-C");

  List<String> NAMES = List.of("/ping", "/pong", "/fragment", "/file", "/close", "/help", "/quit");

  Pattern CLOSE = Pattern.compile("(\\d{1,9})(?:\\s+(.*))?", Pattern.DOTALL);

  /** A message. */
  record Say(String text) implements Command {}

  record Ping(String text) implements Command {}

  record Pong(String text) implements Command {}

  /** One message, in these fragments. */
  record Fragment(List<String> parts) implements Command {}

  /** A readable file, sent as one binary message. */
  record Upload(Path file) implements Command {}

  record Close(int code, String reason) implements Command {}

  record Help() implements Command {}

  /** A wrong command, with a sentence that says why. */
  record Wrong(String sentence) implements Command {}

  /** Parses a line. */
  static Command parse(String line) {
    if (line.startsWith("//")) {
      return new Say(line.substring(1));
    }
    if (!line.startsWith("/")) {
      return new Say(line);
    }
    String[] words = line.split("\\s", 2);
    String rest = words.length == 1 ? "" : words[1];
    return switch (words[0]) {
      case "/ping" -> fits(rest) ? new Ping(rest) : tooLong("ping", rest);
      case "/pong" -> fits(rest) ? new Pong(rest) : tooLong("pong", rest);
      case "/fragment" -> new Fragment(List.of(rest.split(" ?\\| ?", -1)));
      case "/file" -> upload(rest.strip());
      case "/close" -> close(rest.strip());
      case "/quit" -> new Close(CloseStatus.NORMAL, "");
      case "/help" -> new Help();
      default -> unknown(words[0]);
    };
  }

  private static boolean fits(String payload) {
    return payload.getBytes(UTF_8).length <= MOST_CONTROL_BYTES;
  }

  private static Wrong tooLong(String what, String payload) {
    return new Wrong(
        "The payload of the %s has %d bytes; at most %d are allowed."
            .formatted(what, payload.getBytes(UTF_8).length, MOST_CONTROL_BYTES));
  }

  private static Command upload(String path) {
    if (path.isEmpty()) {
      return new Wrong("/file needs a path. Example: /file photo.jpg");
    }
    try {
      Path file = Path.of(path.replaceFirst("^~(?=/|$)", Matcher.quoteReplacement(home())));
      return Files.isRegularFile(file) && Files.isReadable(file)
          ? new Upload(file)
          : new Wrong(
              "The file " + Quoted.of(path) + " cannot be read; give the path of a readable file.");
    } catch (InvalidPathException wrong) {
      return new Wrong(
          "The file " + Quoted.of(path) + " cannot be read; give the path of a readable file.");
    }
  }

  private static String home() {
    return System.getProperty("user.home", "~");
  }

  private static Command close(String text) {
    if (text.isEmpty()) {
      return new Close(CloseStatus.NORMAL, "");
    }
    Matcher parts = CLOSE.matcher(text);
    if (!parts.matches() || !CloseStatus.mayBeSent(Integer.parseInt(parts.group(1)))) {
      return new Wrong(
          "The close code is "
              + Quoted.of(text.split("\\s", 2)[0])
              + "; allowed are 1000 to 1003, 1007 to 1014 and 3000 to 4999.");
    }
    String reason = parts.group(2) == null ? "" : parts.group(2);
    return CloseStatus.fits(reason)
        ? new Close(Integer.parseInt(parts.group(1)), reason)
        : new Wrong(
            "The reason has %d bytes; at most %d are allowed."
                .formatted(reason.getBytes(UTF_8).length, CloseStatus.MAX_REASON_BYTES));
  }

  private static Wrong unknown(String name) {
    return new Wrong(
        "Unknown command "
            + Quoted.of(name)
            + "; did you mean "
            + NearestWord.to(name, NAMES)
            + "? To send a text that begins with a slash, type two.");
  }
}
