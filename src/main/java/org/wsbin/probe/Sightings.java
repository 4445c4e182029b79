package org.wsbin.probe;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import org.wsbin.client.HttpResponse;
import org.wsbin.symptom.SeenProduct;

/**
 * What stands between, as far as it says so in a response, or in a request that reaches the server;
 * and the facts of the connection. Any thread may add.
 */
final class Sightings {
  private static final int MOST_FACTS = 20;
  private static final int MOST_VALUE = 200;

  /** A product that gives its name in these words. */
  private record Named(Pattern words, String product) {}

  /** A product that alone writes headers whose names begin so. */
  private record Written(String beginning, String product) {}

  /** Headers in which software gives its name. */
  private static final List<String> NAMING = List.of("server", "via", "x-powered-by");

  private static final List<Named> BY_NAME =
      List.of(
          new Named(name("nginx|openresty"), "nginx"),
          new Named(name("haproxy"), "HAProxy"),
          new Named(name("envoy|istio-envoy"), "Envoy"),
          new Named(name("traefik"), "Traefik"),
          new Named(name("caddy"), "Caddy"),
          new Named(name("apache(?!-coyote|.?tomcat)"), "Apache"),
          new Named(name("awselb"), "AWS ALB"),
          new Named(name("cloudflare"), "Cloudflare"),
          new Named(name("azure|microsoft-azure-application-gateway"), "Azure"));

  private static final List<Written> BY_HEADER =
      List.of(
          new Written("cf-ray", "Cloudflare"),
          new Written("x-envoy-", "Envoy"),
          new Written("x-amz-apigw-id", "AWS API Gateway"),
          new Written("x-amzn-trace-id", "AWS ALB"),
          new Written("x-azure-", "Azure"),
          new Written("x-arr-log-id", "Azure"),
          new Written("x-appgw-trace-id", "Azure"));

  /** HAProxy says no name; these are its own pages. */
  private static final List<String> PAGES_OF_HAPROXY =
      List.of(
          "No server is available to handle this request.",
          "The server didn't respond in time.",
          "The server returned an invalid or incomplete response.",
          "Your browser sent an invalid request.");

  private final Map<String, SeenProduct> products = new LinkedHashMap<>();
  private final Map<String, String> facts = new LinkedHashMap<>();
  private int connections;

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
          .filter(each -> each.words.matcher(value).find())
          .forEach(each -> add(each.product, name + ": " + value));
    }
    BY_HEADER.stream()
        .filter(each -> key.startsWith(each.beginning))
        .forEach(each -> add(each.product, name + ": " + value));
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

  /** A WebSocket is open. */
  synchronized void opened() {
    connections++;
  }

  /** A WebSocket is open no more. */
  synchronized void ended() {
    connections--;
  }

  /** How many WebSockets of all checks are open now. */
  synchronized int connections() {
    return connections;
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
