package org.wsbin.it.server;

import static org.junit.jupiter.api.Assumptions.abort;

import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** Starts wsbin on a server of the caller's choice. */
public final class Servers {

  private static final Map<String, Kind> KINDS =
      Map.of(
          "standalone", new Standalone(),
          "jetty-embedded", new EmbeddedJetty(),
          "tomcat-10.1", new Tomcat("10.1."),
          "tomcat-11", new Tomcat("11."),
          "jetty-12.1-ee10", new Jetty("12.1.", 10),
          "jetty-12.1-ee11", new Jetty("12.1.", 11),
          "wildfly-39", new WildFly("39."));

  private Servers() {}

  /**
   * Starts a server and waits until wsbin answers, two minutes at most. Whoever starts it closes
   * it; the end of this JVM closes it too.
   *
   * @param name {@code standalone}, {@code jetty-embedded}, {@code tomcat-10.1}, {@code tomcat-11},
   *     {@code jetty-12.1-ee10}, {@code jetty-12.1-ee11}, {@code wildfly-39}, or {@code url:} and
   *     the base of a wsbin that somebody else runs
   * @param settings by option names, such as {@code send-timeout}; handed on as environment
   *     variables. A test that wants some is aborted on a {@code url:}
   * @throws IllegalStateException if wsbin does not answer; its message has the end of the log
   */
  public static RunningServer start(String name, Map<String, String> settings) {
    if (name.startsWith(ExternalServer.PREFIX)) {
      return settings.isEmpty() ? ExternalServer.named(name) : cannotStart(name);
    }
    if (!KINDS.containsKey(name)) {
      throw new IllegalArgumentException(
          "No server is called '%s'; there are %s, and url:http://host:port/context/."
              .formatted(name, String.join(", ", new TreeSet<>(KINDS.keySet()))));
    }
    return ServerProcess.start(name, KINDS.get(name), Build.war(), environment(settings));
  }

  /**
   * Starts another WAR than wsbin, on a container, and waits until its root answers with 200.
   *
   * @param name that of a container, as {@link #start} takes it
   */
  public static RunningServer startWar(String name, Path war) {
    return ServerProcess.start(name, KINDS.get(name), war, Map.of());
  }

  /** Starts another server of the same kind; on a {@code url:} aborts the test. */
  public static RunningServer startLike(RunningServer other, Map<String, String> settings) {
    return other.name().startsWith(ExternalServer.PREFIX)
        ? cannotStart(other.name())
        : start(other.name(), settings);
  }

  /**
   * The same, with a JVM of that heap where {@code java} is started without a script between.
   *
   * @param heap as behind {@code -Xmx}
   */
  public static RunningServer startLike(
      RunningServer other, String heap, Map<String, String> settings) {
    if (!Set.of("standalone", "jetty-embedded").contains(other.name())) {
      return startLike(other, settings);
    }
    Map<String, String> environment = environment(settings);
    environment.put("JDK_JAVA_OPTIONS", "-Xmx" + heap);
    return ServerProcess.start(other.name(), KINDS.get(other.name()), Build.war(), environment);
  }

  private static RunningServer cannotStart(String name) {
    return abort(
        "This test starts a server with settings of its own, which it cannot at '%s'."
            .formatted(name));
  }

  private static Map<String, String> environment(Map<String, String> settings) {
    Map<String, String> variables = new TreeMap<>();
    settings.forEach(
        (option, value) ->
            variables.put("WSBIN_" + option.toUpperCase(Locale.ROOT).replace('-', '_'), value));
    return variables;
  }
}
