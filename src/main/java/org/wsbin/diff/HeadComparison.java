package org.wsbin.diff;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.joining;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.wsbin.diff.Side.Header;

/** Compares the request and the response of the opening handshake. */
record HeadComparison(Findings findings, Side client, Side server) {
  /** A container adds them to the 101 after the server has recorded it. */
  private static final Set<String> CONTAINERS = Set.of("date", "server");

  void compare() {
    requestLine();
    headers(Way.FROM_CLIENT, client.request(), server.request());
    if (server.notShown().isEmpty()) {
      headers(Way.FROM_SERVER, server.response(), client.response());
    } else {
      findings.unknown(
          "response headers",
          client.response().size() + " headers",
          "not shown",
          "On /ws the server does not see the headers of its 101.");
    }
  }

  private void requestLine() {
    if (client.requestLine().equals(server.requestLine())) {
      findings.same("request", client.requestLine());
    } else {
      findings.different(
          "request-target",
          "request",
          Way.FROM_CLIENT,
          client.requestLine(),
          server.requestLine(),
          "The request line was changed.",
          "A proxy that maps paths, or speaks another version of HTTP to the server.");
    }
  }

  private void headers(Way way, List<Header> sent, List<Header> arrived) {
    Map<String, List<Header>> before = byName(sent);
    Map<String, List<Header>> after = byName(arrived);
    int same = 0;
    for (Map.Entry<String, List<Header>> header : before.entrySet()) {
      List<Header> now = after.getOrDefault(header.getKey(), List.of());
      if (values(header.getValue()).equals(values(now))) {
        same++;
      } else {
        changed(way, header.getValue(), now);
      }
    }
    after.forEach(
        (name, now) -> {
          boolean containers = way == Way.FROM_SERVER && CONTAINERS.contains(name);
          if (!before.containsKey(name) && !containers) {
            added(way, now);
          }
        });
    names(way, before, after);
    if (way == Way.FROM_CLIENT) {
      order(before, after);
    }
    findings.same(kind(way) + " headers", same + " the same");
    if (sent.stream().anyMatch(header -> header.value().equals("***"))) {
      findings.note("Values that are *** in both transcripts cannot be compared.");
    }
  }

  private static String kind(Way way) {
    return way == Way.FROM_CLIENT ? "request" : "response";
  }

  private static Map<String, List<Header>> byName(List<Header> headers) {
    return headers.stream()
        .collect(groupingBy(Header::key, LinkedHashMap::new, Collectors.toList()));
  }

  private static List<String> values(List<Header> headers) {
    return headers.stream().map(header -> header.value().strip()).toList();
  }

  private static String joined(List<Header> headers) {
    return headers.isEmpty()
        ? Findings.NONE
        : headers.stream().map(Header::value).collect(joining(", "));
  }

  private void added(Way way, List<Header> now) {
    String name = now.get(0).name();
    findings.different(
        "header-added",
        name,
        way,
        Findings.NONE,
        joined(now),
        "The " + kind(way) + " header " + name + " was added.",
        HeaderCauses.added(now.get(0).key()));
  }

  private void changed(Way way, List<Header> before, List<Header> now) {
    String name = before.get(0).name();
    String key = before.get(0).key();
    String was = joined(before);
    String is = joined(now);
    String the = "The " + kind(way) + " header " + name + " ";
    if (now.isEmpty()) {
      findings.different(
          "header-removed", name, way, was, is, the + "was removed.", HeaderCauses.removed(key));
    } else if (was.equals(is)) {
      findings.different(
          "header-joined",
          name,
          way,
          before.size() + " lines",
          now.size() + " lines",
          the + "has its values in another number of lines.",
          "");
    } else if (was.equalsIgnoreCase(is)) {
      findings.different(
          "header-case",
          name,
          way,
          was,
          is,
          the + "has small letters for capital ones, or the reverse.",
          HeaderCauses.changed(key));
    } else {
      findings.different(
          "header-changed", name, way, was, is, the + "was changed.", HeaderCauses.changed(key));
    }
  }

  /** Small and capital letters of names. */
  private void names(Way way, Map<String, List<Header>> before, Map<String, List<Header>> after) {
    boolean small =
        after.values().stream()
            .flatMap(List::stream)
            .allMatch(h -> h.name().equals(h.name().toLowerCase(Locale.ROOT)));
    for (Map.Entry<String, List<Header>> header : before.entrySet()) {
      String was = header.getValue().get(0).name();
      String is = after.getOrDefault(header.getKey(), header.getValue()).get(0).name();
      if (!was.equals(is) && small) {
        findings.note(
            "All names of "
                + kind(way)
                + " headers arrived in small letters: the container of the "
                + "server, or something between, writes them so.");
        return;
      }
      if (!was.equals(is)) {
        findings.different(
            "header-name-case",
            was,
            way,
            was,
            is,
            "The name of the " + kind(way) + " header " + was + " arrived as " + is + ".",
            "");
      }
    }
  }

  private void order(Map<String, List<Header>> before, Map<String, List<Header>> after) {
    List<String> was = before.keySet().stream().filter(after::containsKey).toList();
    List<String> is = after.keySet().stream().filter(before::containsKey).toList();
    if (!was.equals(is)) {
      int first = 0;
      while (was.get(first).equals(is.get(first))) {
        first++;
      }
      findings.different(
          "header-order",
          "header order",
          Way.FROM_CLIENT,
          before.get(was.get(first)).get(0).name() + " is number " + (first + 1),
          after.get(is.get(first)).get(0).name() + " is number " + (first + 1),
          "The request headers are in another order.",
          "A proxy that writes the request anew.");
    }
  }
}
