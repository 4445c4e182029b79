package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Quoted;
import org.wsbin.settings.InvalidSettingException;

/**
 * A value that may be a secret, and where it comes from: the command line, which other users of the
 * machine can read; a file, as {@code @FILE}; or an environment variable.
 *
 * @param place for a sentence: "The option --auth"
 * @param shown the value as it may be shown
 */
record Secret(String place, String value, String shown) {
  private static final int MOST_BYTES = 64 * 1024;
  private static final String MASK = "***";

  /**
   * The value of an option that can be given once: of the command line, or the first line of the
   * file that it names, or of the option's environment variable.
   *
   * @throws InvalidSettingException with a sentence, if the file cannot be read or has no such line
   */
  static Optional<Secret> of(
      Flag flag, Map<Flag, List<String>> given, Map<String, String> environment) {
    return Options.text(given, flag)
        .map(text -> text.startsWith("@") ? firstLine(flag, text) : typed(flag, text))
        .or(() -> flag.environmentVariable().flatMap(name -> variable(name, environment)));
  }

  /**
   * The values of an option that can be given several times. A file has one in each line; blank
   * lines do not count.
   *
   * @throws InvalidSettingException with a sentence, if a file cannot be read or has no such line
   */
  static List<Secret> all(Flag flag, Map<Flag, List<String>> given) {
    List<Secret> all = new ArrayList<>();
    for (String text : given.getOrDefault(flag, List.of())) {
      if (!text.startsWith("@")) {
        all.add(typed(flag, text));
        continue;
      }
      List<String> lines = lines(flag, text);
      for (int i = 0; i < lines.size(); i++) {
        if (!lines.get(i).isBlank()) {
          String place = "Line %d of the file of %s".formatted(i + 1, flag.option());
          all.add(new Secret(place, lines.get(i), MASK));
        }
      }
    }
    return all;
  }

  /** The exception for a value that is none of the allowed ones. */
  InvalidSettingException wrong(String allowed) {
    return new InvalidSettingException(
        place + " is " + Quoted.of(shown) + "; allowed is " + allowed + ".");
  }

  private static Secret typed(Flag flag, String text) {
    boolean secret = flag == Flag.AUTH || flag == Flag.BEARER || text.contains("@");
    // a header without its colon is shown up to the first space
    String shown = secret ? MASK : text.replaceFirst("(?s)\\s.*", " " + MASK);
    return new Secret("The option " + flag.option(), text, shown);
  }

  private static Optional<Secret> variable(String name, Map<String, String> environment) {
    return Optional.ofNullable(environment.get(name))
        .filter(value -> !value.isBlank())
        .map(value -> new Secret("The environment variable " + name, value, MASK));
  }

  private static Secret firstLine(Flag flag, String text) {
    String line = lines(flag, text).get(0);
    if (line.isBlank()) {
      throw unusable(flag, text, "begins with an empty line; its first line must be the value");
    }
    return new Secret("The first line of the file of " + flag.option(), line, MASK);
  }

  /** The lines of the file, at least one. */
  private static List<String> lines(Flag flag, String text) {
    if (text.equals("@") || text.equals("@-")) {
      throw new InvalidSettingException(
          "The option "
              + flag.option()
              + " is "
              + Quoted.of(text)
              + "; allowed is @ and the name of a file. Standard input is for messages.");
    }
    List<String> lines = content(flag, text).lines().toList();
    if (lines.stream().allMatch(String::isBlank)) {
      throw unusable(flag, text, "is empty");
    }
    return lines;
  }

  private static String content(Flag flag, String text) {
    try (InputStream file = Files.newInputStream(Path.of(text.substring(1)))) {
      byte[] bytes = file.readNBytes(MOST_BYTES + 1);
      if (bytes.length > MOST_BYTES) {
        throw unusable(flag, text, "is larger than 64 KiB");
      }
      return UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (NoSuchFileException | InvalidPathException missing) {
      throw unusable(flag, text, "does not exist");
    } catch (AccessDeniedException forbidden) {
      throw unusable(flag, text, "this user may not read");
    } catch (CharacterCodingException binary) {
      throw unusable(flag, text, "is not a text in UTF-8");
    } catch (IOException failure) {
      throw unusable(flag, text, "cannot be read: " + failure.getMessage());
    }
  }

  private static InvalidSettingException unusable(Flag flag, String text, String why) {
    return new InvalidSettingException(
        "The option "
            + flag.option()
            + " names the file "
            + Quoted.of(text.substring(1))
            + ", which "
            + why
            + ".");
  }
}
