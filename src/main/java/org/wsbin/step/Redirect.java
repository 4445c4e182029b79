package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.HANDSHAKE;

import java.net.URI;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Sends the client to another path of this server. */
public final class Redirect implements HandshakeStep {
  private static final Parameter<Integer> CODE =
      Parameter.inPath(
          "code",
          ValueType.choice(
              "CODE",
              new TreeMap<>(Map.of("301", 301, "302", 302, "303", 303, "307", 307, "308", 308))));
  private static final Parameter<String> TO = new Parameter<>("to", StepValues.text(), "");
  private static final Set<String> SCHEMES = Set.of("http", "https", "ws", "wss");

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "redirect",
            HANDSHAKE,
            "Answers with this redirect to a path of this host, by default to the echo.")
        .path(CODE)
        .query(TO)
        .ending()
        .rfc("RFC 6455 section 4.1")
        .example("redirect/302?to=/elsewhere", "= 302", "= Location: /elsewhere")
        .example(
            "redirect/307?to=//example.com/",
            "= 400",
            "= The parameter to is \"//example.com/\"; allowed is a path or a URL of this host.")
        .done();
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    String to = arguments.get(TO);
    if (to.isEmpty()) {
      return toEcho(reply, arguments.get(CODE), opening);
    }
    if (!staysHere(to, opening)) {
      throw new BadParameterException(
          "The parameter to is " + Quoted.of(to) + "; allowed is a path or a URL of this host.");
    }
    return to(reply, arguments.get(CODE), to);
  }

  /** A redirect to the echo of the same engine. */
  public static HandshakeReply toEcho(HandshakeReply reply, int code, OpeningRequest opening) {
    return to(reply, code, opening.contextPath() + "/" + opening.engine().path() + "/echo");
  }

  private static HandshakeReply to(HandshakeReply reply, int code, String target) {
    return reply.instead(
        new Refused(
            code, Map.of("Location", target), "Connect to the address in the Location header."));
  }

  /** Whether a client that follows it stays on the same host. */
  private static boolean staysHere(String target, OpeningRequest opening) {
    if (!target.chars().allMatch(c -> c > ' ' && c <= '~' && c != '\\')) {
      return false;
    }
    try {
      URI here = URI.create("http://" + opening.host() + "/");
      URI asked = URI.create(target);
      if (target.startsWith("//") && asked.getRawAuthority() == null) {
        return false; // ///host is a path for a URI, but a host for a browser
      }
      URI there = here.resolve(asked);
      return SCHEMES.contains(Optional.ofNullable(there.getScheme()).orElse(""))
          && here.getRawAuthority().equalsIgnoreCase(there.getRawAuthority());
    } catch (IllegalArgumentException notAUri) {
      return false;
    }
  }
}
