package org.wsbin.it.wire;

import static java.util.stream.Collectors.toCollection;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A row of the negotiation of permessage-deflate (RFC 7692 section 7.1).
 *
 * @param query of the request
 * @param lines the values of Sec-WebSocket-Extensions, one a line
 * @param agreed the parameters of the answer; empty if the extension is not agreed on
 */
record Offer(String query, List<String> lines, Optional<Set<String>> agreed) {
  private static final String BY_DEFAULT = "server_no_context_takeover client_no_context_takeover";
  private static final String TAKEOVER = "?context-takeover=true";

  static Stream<Offer> all() {
    return Stream.of(acceptances(), windows(), refusals(), fallbacks(), takeovers())
        .flatMap(part -> part);
  }

  /** The server confirms the window that it is asked for (RFC 7692 section 7.1.2.1). */
  private static Stream<Offer> windows() {
    return IntStream.rangeClosed(8, 15)
        .mapToObj(bits -> "server_max_window_bits=" + bits)
        .map(window -> agreed(BY_DEFAULT + " " + window, "permessage-deflate; " + window));
  }

  private static Stream<Offer> acceptances() {
    return Stream.of(
            "",
            "; client_max_window_bits",
            "; client_max_window_bits=10",
            "; client_max_window_bits=\"10\"",
            "; server_no_context_takeover",
            "; client_no_context_takeover",
            "; client_no_context_takeover; server_no_context_takeover; client_max_window_bits",
            " ;\tclient_max_window_bits  =  12 ; server_no_context_takeover")
        .map(parameters -> agreed(BY_DEFAULT, "permessage-deflate" + parameters));
  }

  private static Stream<Offer> refusals() {
    return Stream.concat(
        Stream.of(declined(), declined("x-unknown"), declined("x-unknown; a=b, x-another")),
        Stream.of(
                "server_max_window_bits=7",
                "server_max_window_bits=16",
                "server_max_window_bits=015",
                "server_max_window_bits",
                "client_max_window_bits=7",
                "client_max_window_bits=16",
                "client_max_window_bits=ten",
                "server_no_context_takeover=1",
                "client_no_context_takeover=true",
                "server_no_context_takeover; server_no_context_takeover",
                "client_max_window_bits=9; client_max_window_bits=10",
                "x_unknown",
                "x_unknown=1")
            .map(parameters -> declined("permessage-deflate; " + parameters)));
  }

  /** The first offer that can be met is taken. */
  private static Stream<Offer> fallbacks() {
    return Stream.of(
        agreed(BY_DEFAULT, "permessage-deflate; server_max_window_bits=7, permessage-deflate"),
        agreed(BY_DEFAULT, "permessage-deflate; server_max_window_bits=7", "permessage-deflate"),
        agreed(
            BY_DEFAULT + " server_max_window_bits=10",
            "permessage-deflate; server_max_window_bits=10, permessage-deflate"),
        agreed(BY_DEFAULT, "x-unknown; a=\"b\", permessage-deflate; client_max_window_bits"),
        agreed(BY_DEFAULT, "permessage-deflate; x_unknown, permessage-deflate"),
        agreed(BY_DEFAULT, "permessage-deflate, permessage-deflate; server_max_window_bits=15"),
        agreed(
            BY_DEFAULT + " server_max_window_bits=15",
            "permessage-deflate; server_max_window_bits=15, permessage-deflate"),
        agreed(
            BY_DEFAULT + " server_max_window_bits=15",
            "permessage-deflate; server_max_window_bits=\"15\""));
  }

  private static Stream<Offer> takeovers() {
    return Stream.of(
            agreed("", "permessage-deflate"),
            agreed("", "permessage-deflate; client_max_window_bits"),
            agreed("server_no_context_takeover", "permessage-deflate; server_no_context_takeover"),
            agreed("client_no_context_takeover", "permessage-deflate; client_no_context_takeover"),
            agreed(
                BY_DEFAULT,
                "permessage-deflate; client_no_context_takeover; server_no_context_takeover"),
            agreed("server_max_window_bits=15", "permessage-deflate; server_max_window_bits=15"),
            agreed("server_max_window_bits=9", "permessage-deflate; server_max_window_bits=9"),
            declined())
        .map(offer -> new Offer(TAKEOVER, offer.lines, offer.agreed));
  }

  private static Offer agreed(String parameters, String... lines) {
    Set<String> agreed =
        Arrays.stream(parameters.split(" ", -1))
            .filter(parameter -> !parameter.isEmpty())
            .collect(toCollection(TreeSet::new));
    return new Offer("", List.of(lines), Optional.of(agreed));
  }

  private static Offer declined(String... lines) {
    return new Offer("", List.of(lines), Optional.empty());
  }

  @Override
  public String toString() {
    return lines + query;
  }
}
