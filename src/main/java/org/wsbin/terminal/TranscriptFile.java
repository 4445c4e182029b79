package org.wsbin.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.client.ConnectionTranscript;

/** The client's side of a transcript, written to a file at the end. */
record TranscriptFile(Path file, ConnectionTranscript transcript) {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._~-]{1,128}");
  private static final Pattern IN_QUERY = Pattern.compile("(?:^|&)transcript=([^&]*)");

  /**
   * The file that was asked for; it exists from now on.
   *
   * @throws org.wsbin.settings.InvalidSettingException if it cannot be written
   */
  static Optional<TranscriptFile> of(Map<Flag, List<String>> given) {
    return Options.text(given, Flag.TRANSCRIPT_FILE)
        .map(name -> new TranscriptFile(created(name), new ConnectionTranscript()));
  }

  private static Path created(String name) {
    try {
      return Files.writeString(Path.of(name), "");
    } catch (IOException | InvalidPathException unwritable) {
      throw Options.wrong(Flag.TRANSCRIPT_FILE, name, "a file that can be written");
    }
  }

  /**
   * The URI with the name of the transcript in its query.
   *
   * @throws org.wsbin.settings.InvalidSettingException if the server would not take the name
   */
  static URI named(URI uri, Optional<String> name) {
    return name.map(
            given -> {
              if (!NAME.matcher(given).matches()) {
                throw Options.wrong(
                    Flag.TRANSCRIPT, given, "a name of up to 128 letters, digits, and ._~-");
              }
              inQuery(uri)
                  .ifPresent(
                      other -> {
                        throw Options.wrong(
                            Flag.TRANSCRIPT,
                            given,
                            "one name only, and the URL has transcript=" + other + " already");
                      });
              String path = uri.getRawPath().isEmpty() ? "/" : "";
              String separator = uri.getRawQuery() == null ? path + "?" : "&";
              return URI.create(uri + separator + "transcript=" + given);
            })
        .orElse(uri);
  }

  /** The name that the query of the URI gives, if it does. */
  static Optional<String> inQuery(URI uri) {
    Matcher name = IN_QUERY.matcher(Optional.ofNullable(uri.getRawQuery()).orElse(""));
    return name.find() ? Optional.of(decoded(name.group(1))) : Optional.empty();
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, UTF_8);
    } catch (IllegalArgumentException wrong) {
      return text; // the server says what is wrong with it
    }
  }

  /**
   * Writes what was recorded.
   *
   * @param name of the server's transcript; empty if there is none
   */
  void write(Optional<String> name) throws IOException {
    Files.writeString(file, transcript.json(name.orElse("")) + "\n", UTF_8);
  }
}
