package org.wsbin.handshake;

import static java.util.stream.Collectors.joining;

import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
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

  /** Routes for all paths that begin alike; where a plain GET asks for one, it is a page. */
  public interface Below {
    /** The route of what comes behind the beginning. */
    Route route(String rest);
  }

  private final TreeMap<String, Route> byPath;
  private final Map<String, Below> byBeginning;

  /**
   * Routes by path.
   *
   * @param byPath each path below the context path, such as {@code /ws/echo}, compared as it is
   * @param byBeginning how the paths begin, with a slash at the end
   */
  public Routes(Map<String, Route> byPath, Map<String, Below> byBeginning) {
    this.byPath = new TreeMap<>(byPath);
    this.byBeginning = Map.copyOf(byBeginning);
  }

  Optional<Route> find(String path) {
    return Optional.ofNullable(byPath.get(path))
        .or(() -> beginning(path).map(start -> byBeginning.get(start).route(rest(path, start))));
  }

  /** Whether the path has a page besides its WebSocket. */
  boolean hasPage(String path) {
    return beginning(path).isPresent();
  }

  private Optional<String> beginning(String path) {
    return byBeginning.keySet().stream().filter((path + "/")::startsWith).findFirst();
  }

  private static String rest(String path, String beginning) {
    return path.length() < beginning.length() ? "" : path.substring(beginning.length());
  }

  /** All paths in a row, for a sentence. */
  String listed() {
    return Stream.concat(byPath.keySet().stream(), byBeginning.keySet().stream().map(s -> s + "…"))
        .collect(joining(", "));
  }
}
