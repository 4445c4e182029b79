package org.wsbin.handshake;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.wsbin.scenario.Query;

/** What a path asks for. */
public final class Routes {

  /** What is done for one connection. */
  @FunctionalInterface
  public interface Route {
    /**
     * Prepares it.
     *
     * @throws org.wsbin.scenario.BadParameterException with a sentence, where the query asks for
     *     what is not on offer
     */
    Upgrade upgrade(Query query);
  }

  private final TreeMap<String, Route> byPath;

  /**
   * Routes by path.
   *
   * @param byPath each path below the context path, such as {@code /ws/echo}, compared as it is
   */
  public Routes(Map<String, Route> byPath) {
    this.byPath = new TreeMap<>(byPath);
  }

  Optional<Route> find(String path) {
    return Optional.ofNullable(byPath.get(path));
  }

  /** All paths in a row, for a sentence. */
  String listed() {
    return byPath.keySet().stream().collect(joining(", "));
  }
}
