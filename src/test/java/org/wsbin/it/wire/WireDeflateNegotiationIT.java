package org.wsbin.it.wire;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.handshake.RequestTemplate;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@DisplayName("RFC 7692 section 7.1: what is agreed on")
@ExtendWith(ServerExtension.class)
class WireDeflateNegotiationIT {
  private static final String HEADER = "Sec-WebSocket-Extensions";

  private final RunningServer server;

  WireDeflateNegotiationIT(RunningServer server) {
    this.server = server;
  }

  static Stream<Offer> offers() {
    return Offer.all();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("offers")
  void anOfferGetsItsAnswer(Offer offer) throws IOException {
    RawResponse answer =
        answerTo(
            upgrade("wire/echo" + offer.query())
                .with(HEADER, offer.lines().toArray(String[]::new)));

    assertThat(answer.status()).isEqualTo(101);
    assertThat(agreed(answer)).isEqualTo(offer.agreed());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "permessage-deflate;",
        "; client_max_window_bits",
        "permessage-deflate; =15",
        "permessage-deflate; server_max_window_bits=",
        "permessage-deflate; server_max_window_bits=\"15",
        "permessage-deflate; server_max_window_bits=15\"",
        "permessage-deflate client_max_window_bits",
        "permessage-deflate; server_max_window_bits==15",
        "permessage/deflate",
        "permessage-deflate;; client_max_window_bits"
      })
  @DisplayName("RFC 6455 section 9.1: a header that breaks its grammar")
  void aMalformedHeaderIsRefused(String value) throws IOException {
    RawResponse answer = answerTo(upgrade("wire/echo").with(HEADER, value));

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().utf8()).contains(HEADER).endsWith(".\n");
  }

  @Test
  void contextTakeoverIsTrueOrFalse() throws IOException {
    RawResponse off = answerTo(upgradeWith("context-takeover=false"));
    RawResponse bad = answerTo(upgradeWith("context-takeover=maybe"));

    assertThat(agreed(off).orElseThrow())
        .containsExactly("client_no_context_takeover", "server_no_context_takeover");
    assertThat(bad.status()).isEqualTo(400);
    assertThat(bad.body().utf8()).contains("context-takeover", "\"maybe\"");
  }

  private static RequestTemplate upgradeWith(String query) {
    return upgrade("wire/echo?" + query).with(HEADER, "permessage-deflate");
  }

  private RawResponse answerTo(RequestTemplate request) throws IOException {
    return RawHttp.once(server.base(), request.lines(server.base()), ANSWER);
  }

  /** The parameters; the client's window, which the server may leave open, is not compared. */
  private static Optional<Set<String>> agreed(RawResponse answer) {
    List<String> lines = answer.headers().all(HEADER);
    assertThat(lines).hasSizeLessThanOrEqualTo(1);
    return lines.stream().findFirst().map(WireDeflateNegotiationIT::parameters);
  }

  private static Set<String> parameters(String line) {
    List<String> parts = Arrays.stream(line.split(";", -1)).map(String::strip).toList();
    assertThat(parts.get(0)).isEqualTo("permessage-deflate");
    return parts.stream()
        .skip(1)
        .filter(parameter -> !parameter.startsWith("client_max_window_bits"))
        .collect(toCollection(TreeSet::new));
  }
}
