package org.wsbin.conformance;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Quoted;
import org.wsbin.text.JsonReader;

/**
 * A spec file, in JSON with the keys that client projects have in theirs: {@code cases}, {@code
 * exclude-cases}, {@code exclude-agent-cases}, {@code outdir}, {@code url}, and {@code servers}
 * with {@code url} and {@code agent}. Other keys are ignored.
 *
 * @param excludedForAgents patterns of agents, and of the cases that they do not get
 * @param url where a server listens, of which only the port counts
 */
public record SuiteSpec(
    List<String> cases,
    List<String> excluded,
    Map<String, List<String>> excludedForAgents,
    Optional<Path> outdir,
    Optional<URI> url,
    List<Server> servers) {
  /** All cases, and nothing else. */
  public static final SuiteSpec ALL =
      new SuiteSpec(
          List.of("*"), List.of(), Map.of(), Optional.empty(), Optional.empty(), List.of());

  /** A server to test. */
  public record Server(URI url, Optional<String> agent) {}

  public SuiteSpec {
    cases = List.copyOf(cases);
    excluded = List.copyOf(excluded);
    excludedForAgents = Map.copyOf(excludedForAgents);
    servers = List.copyOf(servers);
  }

  /**
   * Reads a spec.
   *
   * @throws IllegalArgumentException with a sentence, if it is not JSON, or a key has a wrong value
   */
  public static SuiteSpec read(String json) {
    Map<?, ?> keys = object(JsonReader.read(json), "The spec");
    Map<String, List<String>> forAgents = new LinkedHashMap<>();
    if (keys.get("exclude-agent-cases") != null) {
      object(keys.get("exclude-agent-cases"), "exclude-agent-cases")
          .forEach(
              (agent, cases) ->
                  forAgents.put(agent.toString(), texts(cases, "exclude-agent-cases")));
    }
    List<Server> servers = new ArrayList<>();
    if (keys.get("servers") != null) {
      for (Object each : list(keys.get("servers"), "servers")) {
        Map<?, ?> server = object(each, "Each of servers");
        servers.add(
            new Server(
                text(server, "url")
                    .map(url -> uri(url, "url"))
                    .orElseThrow(() -> new IllegalArgumentException("A server has no url.")),
                text(server, "agent")));
      }
    }
    return new SuiteSpec(
        keys.get("cases") == null ? ALL.cases() : texts(keys.get("cases"), "cases"),
        keys.get("exclude-cases") == null
            ? List.of()
            : texts(keys.get("exclude-cases"), "exclude-cases"),
        forAgents,
        text(keys, "outdir").map(Path::of),
        text(keys, "url").map(url -> uri(url, "url")),
        servers);
  }

  /** The selected cases. */
  public List<ConformanceCase> select(CaseCatalogue catalogue) {
    return catalogue.select(cases, excluded);
  }

  /** Whether the agent does not get this case. */
  public boolean excludes(String agent, CaseId id) {
    return excludedForAgents.entrySet().stream()
        .filter(each -> matches(agent, each.getKey()))
        .flatMap(each -> each.getValue().stream())
        .anyMatch(pattern -> matches(id.toString(), pattern));
  }

  private static boolean matches(String text, String pattern) {
    return text.matches("\\Q" + pattern.replace("*", "\\E.*\\Q") + "\\E");
  }

  private static URI uri(String text, String key) {
    try {
      return new URI(text);
    } catch (URISyntaxException wrong) {
      throw new IllegalArgumentException(
          key + " is " + Quoted.of(text) + ", which is no URL such as ws://127.0.0.1:9001.", wrong);
    }
  }

  private static Optional<String> text(Map<?, ?> keys, String key) {
    Object value = keys.get(key);
    if (value == null) {
      return Optional.empty();
    }
    if (value instanceof String text) {
      return Optional.of(text);
    }
    throw new IllegalArgumentException(key + " is no text.");
  }

  private static Map<?, ?> object(Object value, String what) {
    if (value instanceof Map<?, ?> map) {
      return map;
    }
    throw new IllegalArgumentException(what + " is no JSON object.");
  }

  private static List<?> list(Object value, String key) {
    if (value instanceof List<?> values) {
      return values;
    }
    throw new IllegalArgumentException(key + " is no list.");
  }

  private static List<String> texts(Object value, String key) {
    for (Object each : list(value, key)) {
      if (!(each instanceof String)) {
        throw new IllegalArgumentException(key + " has something that is no text.");
      }
    }
    return list(value, key).stream().map(Object::toString).toList();
  }
}
