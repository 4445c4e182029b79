package org.wsbin.settings;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.net.URLDecoder;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Where Redis, or Valkey, is: {@code redis://HOST:PORT/DATABASE}, {@code
 * redis-sentinel://HOST:PORT,…/NAME} or {@code redis-cluster://HOST:PORT,…}; {@code rediss} for
 * TLS. Before the hosts may stand {@code USER:PASSWORD@}.
 *
 * @param name of what the sentinels watch; empty without sentinels
 * @param database 0, but for a single server
 */
public record RedisUrl(
    Form form,
    boolean tls,
    Optional<String> user,
    Optional<String> password,
    List<Address> addresses,
    String name,
    int database) {
  /** What stands there, for people. */
  public static final String ALLOWED =
      "redis://HOST:PORT/DATABASE, redis-sentinel://HOST:PORT,…/NAME or redis-cluster://HOST:PORT,…"
          + " (rediss… for TLS), with USER:PASSWORD@ before the hosts if needed";

  private static final Pattern URL =
      Pattern.compile(
          "(redis|rediss)(|-sentinel|-cluster)://(?:([^:@/]*)(?::([^@/]*))?@)?([^@/?#]+)(?:/([\\w.-]*))?");
  private static final Pattern ADDRESS =
      Pattern.compile("([\\w.-]+|\\[[0-9A-Fa-f:.]+])(?::(\\d{1,5}))?");
  private static final int PORT = 6379;
  private static final int SENTINEL_PORT = 26379;
  private static final int MOST_PORT = 65535;

  /** What is there. */
  public enum Form {
    SINGLE,
    SENTINEL,
    CLUSTER
  }

  /** Where one server is. */
  public record Address(String host, int port) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  public RedisUrl {
    addresses = List.copyOf(addresses);
  }

  /** Reads one; empty if it is none. */
  public static Optional<RedisUrl> parse(String text) {
    Matcher url = URL.matcher(text);
    if (!url.matches()) {
      return Optional.empty();
    }
    Form form =
        switch (url.group(2)) {
          case "-sentinel" -> Form.SENTINEL;
          case "-cluster" -> Form.CLUSTER;
          default -> Form.SINGLE;
        };
    Optional<List<Address>> addresses =
        addresses(url.group(5), form == Form.SENTINEL ? SENTINEL_PORT : PORT);
    String path = Optional.ofNullable(url.group(6)).orElse("");
    boolean fits =
        switch (form) {
          case SINGLE -> path.matches("\\d{0,4}");
          case SENTINEL -> !path.isEmpty();
          case CLUSTER -> path.isEmpty() || path.equals("0");
        };
    return addresses
        .filter(all -> fits && (form != Form.SINGLE || all.size() == 1))
        .map(
            all ->
                new RedisUrl(
                    form,
                    url.group(1).equals("rediss"),
                    decoded(url.group(3)),
                    decoded(url.group(4)),
                    all,
                    form == Form.SENTINEL ? path : "",
                    form == Form.SINGLE && !path.isEmpty() ? Integer.parseInt(path) : 0));
  }

  private static Optional<List<Address>> addresses(String list, int port) {
    List<Address> all = new ArrayList<>();
    for (String one : list.split(",", -1)) {
      Matcher address = ADDRESS.matcher(one);
      if (!address.matches()) {
        return Optional.empty();
      }
      int at = address.group(2) == null ? port : Integer.parseInt(address.group(2));
      if (at == 0 || at > MOST_PORT) {
        return Optional.empty();
      }
      all.add(new Address(address.group(1).replaceAll("[\\[\\]]", ""), at));
    }
    return Optional.of(all);
  }

  private static Optional<String> decoded(String text) {
    return Optional.ofNullable(text)
        .filter(some -> !some.isEmpty())
        .map(some -> URLDecoder.decode(some.replace("+", "%2B"), UTF_8));
  }

  /** With that password. */
  RedisUrl withPassword(String secret) {
    return new RedisUrl(form, tls, user, Optional.of(secret), addresses, name, database);
  }

  /** For logs: without user and password. */
  @Override
  public String toString() {
    String scheme =
        (tls ? "rediss" : "redis")
            + switch (form) {
              case SINGLE -> "";
              case SENTINEL -> "-sentinel";
              case CLUSTER -> "-cluster";
            };
    String hosts = String.join(",", addresses.stream().map(Address::toString).toList());
    String path = form == Form.SENTINEL ? "/" + name : database == 0 ? "" : "/" + database;
    return scheme + "://" + hosts + path;
  }
}
