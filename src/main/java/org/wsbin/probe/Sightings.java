package org.wsbin.probe;

import static java.util.Map.entry;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.wsbin.client.HttpResponse;

/**
 * What stands between, as far as it says so in a response, or in a request that reaches the server;
 * and the facts of the connection. Any thread may add.
 */
final class Sightings {
  private static final int MOST_FACTS = 20;
  private static final int MOST_VALUE = 200;

  /** Headers in which software gives its name. */
  private static final List<String> NAMING = List.of("server", "via", "x-powered-by");

  private static final List<Map.Entry<Pattern, String>> BY_NAME =
      List.of(
          entry(name("nginx|openresty"), "nginx"),
          entry(name("haproxy"), "HAProxy"),
          entry(name("envoy|istio-envoy"), "Envoy"),
          entry(name("traefik"), "Traefik"),
          entry(name("caddy"), "Caddy"),
          entry(name("apache(?!-coyote|.?tomcat)"), "Apache"),
          entry(name("awselb"), "AWS ALB"),
          entry(name("cloudflare"), "Cloudflare"),
          entry(name("azure|microsoft-azure-application-gateway"), "Azure"));

  /** Beginnings of the names of headers that only one product writes. */
  private static final List<Map.Entry<String, String>> BY_HEADER =
      List.of(
          entry("cf-ray", "Cloudflare"),
          entry("x-envoy-", "Envoy"),
          entry("x-amz-apigw-id", "AWS API Gateway"),
          entry("x-amzn-trace-id", "AWS ALB"),
          entry("x-azure-", "Azure"),
          entry("x-arr-log-id", "Azure"),
          entry("x-appgw-trace-id", "Azure"));

  /** HAProxy says no name; these are its own pages. */
  private static final List<String> PAGES_OF_HAPROXY =
      List.of(
          "No server is available to handle this request.",
          "The server didn't respond in time.",
          "The server returned an invalid or incomplete response.",
          "Your browser sent an invalid request.");

  private final Map<String, SeenProduct> products = new LinkedHashMap<>();
  private final Map<String, String> facts = new LinkedHashMap<>();

  private static Pattern name(String words) {
    return Pattern.compile("(?i)(^|[^a-z])(" + words + ")($|[^a-z])");
  }

  synchronized void response(HttpResponse response) {
    response.headers().forEach(line -> header(line.getKey(), line.getValue()));
    PAGES_OF_HAPROXY.stream()
        .filter(response.body()::contains)
        .findFirst()
        .ifPresent(page -> add("HAProxy", "page \"" + page + "\""));
  }

  /** A header of a response, or of a request as the server saw it. */
  synchronized void header(String name, String value) {
    String key = name.toLowerCase(Locale.ROOT);
    if (NAMING.contains(key)) {
      BY_NAME.stream()
          .filter(each -> each.getKey().matcher(value).find())
          .forEach(each -> add(each.getValue(), name + ": " + value));
    }
    BY_HEADER.stream()
        .filter(each -> key.startsWith(each.getKey()))
        .forEach(each -> add(each.getValue(), name + ": " + value));
  }

  private void add(String product, String said) {
    products.putIfAbsent(product, new SeenProduct(product, cut(said)));
  }

  /** Something about the connection, such as its TLS; the first value counts. */
  synchronized void fact(String name, String value) {
    if (facts.size() < MOST_FACTS) {
      facts.putIfAbsent(name, cut(value));
    }
  }

  private static String cut(String text) {
    return text.length() <= MOST_VALUE ? text : text.substring(0, MOST_VALUE) + "…";
  }

  /** Those of any response until now. */
  synchronized List<SeenProduct> products() {
    return List.copyOf(products.values());
  }

  /** Names and values, in the order in which they were found. */
  synchronized List<Map.Entry<String, String>> facts() {
    return facts.entrySet().stream().map(Map.Entry::copyOf).toList();
  }
}
