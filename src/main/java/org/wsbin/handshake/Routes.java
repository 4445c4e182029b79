package org.wsbin.handshake;

import static java.util.Comparator.comparingInt;
import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
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

  /** Routes for all paths that begin alike. */
  public interface Below {
    /** The route of what comes behind the beginning. */
    Route route(String rest);
  }

  private final TreeMap<String, Route> byPath;
  private final Map<String, Below> byBeginning;
  private final Set<String> pages;

  /**
   * Routes by path.
   *
   * @param byPath each path below the context path, such as {@code /ws/echo}, compared as it is
   * @param byBeginning how the paths begin, with a slash at the end; the longest counts
   * @param pages paths, and beginnings with a slash at the end, that have a page as well, for a
   *     plain GET
   */
  public Routes(
      Map<String, Route> byPath, Map<String, Below> byBeginning, Collection<String> pages) {
    this.byPath = new TreeMap<>(byPath);
    this.byBeginning = new TreeMap<>(byBeginning);
    this.pages = Set.copyOf(pages);
  }

  Optional<Route> find(String path) {
    return Optional.ofNullable(byPath.get(path))
        .or(
            () ->
                beginning(path, byBeginning.keySet())
                    .map(start -> byBeginning.get(start).route(rest(path, start))));
  }

  /** Whether the path has a page besides its WebSocket. */
  boolean hasPage(String path) {
    return pages.contains(path)
        || beginning(path, pages).filter(start -> start.endsWith("/")).isPresent();
  }

  private static Optional<String> beginning(String path, Set<String> beginnings) {
    return beginnings.stream().filter((path + "/")::startsWith).max(comparingInt(String::length));
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
