package org.wsbin.scenario;

import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.wsbin.settings.ValueType;

/** The name under which a client wants its connection to be recorded. */
public final class TranscriptName {
  /** The header for clients that cannot change the URL. */
  public static final String HEADER = "Wsbin-Transcript";

  private static final Pattern ALLOWED = Pattern.compile("[A-Za-z0-9._~-]{1,128}");

  /** For every path, whatever its steps. */
  public static final Parameter<String> PARAMETER =
      new Parameter<>(
          "transcript",
          new ValueType<>(
              "NAME",
              "a name of 1 to 128 letters, digits, and . _ ~ -",
              text -> Optional.of(text).filter(TranscriptName::isAllowed)),
          "");

  private TranscriptName() {}

  /** Whether it can be the name of a transcript. */
  public static boolean isAllowed(String name) {
    return ALLOWED.matcher(name).matches();
  }

  /**
   * The name itself.
   *
   * @throws BadParameterException with a sentence, if it is not allowed
   */
  public static String checked(String name) {
    return PARAMETER.parse(name, "The name of the transcript");
  }

  /**
   * The name that a request gives in its query, or else in its header.
   *
   * @throws BadParameterException with a sentence, if it is not allowed
   */
  public static Optional<String> of(OpeningRequest opening) {
    Optional<String> inQuery = PARAMETER.given(Query.parse(opening.query()));
    List<String> lines = opening.header(HEADER);
    if (lines.size() > 1) {
      throw new BadParameterException(
          "The header " + HEADER + " occurs " + lines.size() + " times; send it once.");
    }
    return inQuery.or(
        () -> lines.stream().findFirst().map(l -> PARAMETER.parse(l, "The header " + HEADER)));
  }
}
