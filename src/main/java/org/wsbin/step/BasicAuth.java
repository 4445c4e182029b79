package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Requires a user and a password. */
public final class BasicAuth implements HandshakeStep {
  private static final Parameter<String> USER =
      Parameter.inPath(
          "user",
          new ValueType<>(
              "USER",
              "a name without a colon",
              text -> Optional.of(text).filter(t -> !t.contains(":"))));
  private static final Parameter<String> PASSWORD = Parameter.inPath("password", StepValues.text());

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "basic-auth",
            HANDSHAKE,
            "Refuses with 401 and a challenge, unless the client sends this user and password.")
        .path(USER, PASSWORD)
        .rfc("RFC 7617 section 2")
        .example(
            "basic-auth/ada/secret/echo",
            "= 401",
            "= WWW-Authenticate: Basic realm=\"wsbin\", charset=\"UTF-8\"")
        .example(
            "basic-auth/ada/secret/message/welcome",
            "+ Authorization: Basic YWRhOnNlY3JldA==",
            "< welcome",
            "< close 1000")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    return unlessProven(
        reply,
        opening,
        arguments.get(USER) + ":" + arguments.get(PASSWORD),
        "This path requires Basic authentication with the user and the password in it.");
  }

  /**
   * The reply, or a challenge if the client has not sent these credentials.
   *
   * @param credentials user and password, separated by a colon
   * @param sentence the body of the refusal
   */
  public static HandshakeReply unlessProven(
      HandshakeReply reply, OpeningRequest opening, String credentials, String sentence) {
    String proof = Base64.getEncoder().encodeToString(credentials.getBytes(UTF_8));
    Map<String, String> challenge =
        Map.of("WWW-Authenticate", "Basic realm=\"wsbin\", charset=\"UTF-8\"");
    return Credentials.has(opening, "basic", proof)
        ? reply
        : reply.instead(new Refused(401, challenge, sentence));
  }

  /** What a client sends to prove who it is (RFC 9110 section 11.4). */
  static final class Credentials {
    private Credentials() {}

    static boolean has(OpeningRequest opening, String scheme, String proof) {
      List<String> lines = opening.header("Authorization");
      if (lines.size() != 1) {
        return false;
      }
      String[] words = lines.get(0).strip().split(" +", 2);
      return words.length == 2 && words[0].equalsIgnoreCase(scheme) && words[1].equals(proof);
    }
  }
}
