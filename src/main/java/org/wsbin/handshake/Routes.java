package org.wsbin.handshake;

import static java.util.stream.Collectors.joining;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Stream;
import org.wsbin.protocol.Quoted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.Query;

/** The paths of the server. */
public final class Routes {
  private static final String ROOT = "/";

  private final Map<String, Function<Query, ? extends Target>> byPath;
  private final Map<String, BiFunction<String, Query, ? extends Target>> byBeginning;
  private final Set<String> pages;
  private final Set<String> changeable;
  private final Set<String> unlisted;

  /**
   * Routes by path. Their functions throw {@link org.wsbin.scenario.BadParameterException} with a
   * sentence if the path or the query is invalid.
   *
   * @param byPath each path below the context path, such as {@code /echo}, compared as it is
   * @param byBeginning the beginnings of other paths, with a slash at the end; none begins with
   *     another one. The function receives the rest of the path
   * @param pages paths, and beginnings with a slash at the end, that have a page as well, for a
   *     plain GET; the root is a path, not a beginning
   * @param changeable those of the pages that also take a POST or a DELETE
   */
  public Routes(
      Map<String, ? extends Function<Query, ? extends Target>> byPath,
      Map<String, ? extends BiFunction<String, Query, ? extends Target>> byBeginning,
      Collection<String> pages,
      Collection<String> changeable) {
    this(byPath, byBeginning, pages, changeable, Set.of());
  }

  private Routes(
      Map<String, ? extends Function<Query, ? extends Target>> byPath,
      Map<String, ? extends BiFunction<String, Query, ? extends Target>> byBeginning,
      Collection<String> pages,
      Collection<String> changeable,
      Collection<String> unlisted) {
    this.byPath = new TreeMap<>(byPath);
    this.byBeginning = new TreeMap<>(byBeginning);
    this.pages = Set.copyOf(pages);
    this.changeable = Set.copyOf(changeable);
    this.unlisted = Set.copyOf(unlisted);
  }

  /** The same, without these paths in the sentence about an unknown one. */
  public Routes withoutListing(Collection<String> paths) {
    return new Routes(byPath, byBeginning, pages, changeable, paths);
  }

  /** The route of a path, as a function of its query; empty if the path is unknown. */
  Optional<Function<Query, ? extends Target>> find(String path) {
    Optional<Function<Query, ? extends Target>> exact = Optional.ofNullable(byPath.get(path));
    return exact.or(() -> behindBeginning(path));
  }

  private Optional<Function<Query, ? extends Target>> behindBeginning(String path) {
    return byBeginning.entrySet().stream()
        .filter(entry -> (path + "/").startsWith(entry.getKey()))
        .findFirst()
        .map(entry -> query -> entry.getValue().apply(rest(path, entry.getKey()), query));
  }

  private static String rest(String path, String beginning) {
    return path.length() < beginning.length() ? "" : path.substring(beginning.length());
  }

  /** What is said of a path that leads nowhere. */
  Refused unknown(String path) {
    return new Refused(
        404,
        "There is nothing at " + Quoted.of(path) + "; the WebSocket paths are " + listed() + ".");
  }

  /**
   * Why a path selects nothing; empty if it selects something.
   *
   * @param target a path below the context path, perhaps with a query
   */
  Optional<Refused> objection(String target) {
    int mark = target.indexOf('?');
    String path = mark < 0 ? target : target.substring(0, mark);
    Optional<String> query = mark < 0 ? Optional.empty() : Optional.of(target.substring(mark + 1));
    try {
      return find(path).map(route -> route.apply(Query.parse(query))).isPresent()
          ? Optional.empty()
          : Optional.of(unknown(path));
    } catch (BadParameterException bad) {
      return Optional.of(new Refused(bad.status(), bad.getMessage()));
    }
  }

  /** Whether the path has a page besides its WebSocket. */
  boolean hasPage(String path) {
    return covers(pages, path);
  }

  /** Whether the page of the path takes a POST or a DELETE. */
  boolean hasChangeablePage(String path) {
    return covers(changeable, path);
  }

  private static boolean covers(Set<String> pages, String path) {
    return pages.contains(path)
        || pages.stream()
            .filter(page -> page.endsWith("/") && !page.equals(ROOT))
            .anyMatch(page -> (path + "/").startsWith(page));
  }

  /** All paths as a list, for a sentence; without the root, where people expect a page. */
  String listed() {
    return Stream.concat(
            byPath.keySet().stream().filter(path -> !path.equals(ROOT) && !unlisted.contains(path)),
            byBeginning.keySet().stream().map(s -> s + "…"))
        .collect(joining(", "));
  }
}
