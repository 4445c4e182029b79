package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.conformance.Compression.Acceptance;
import org.wsbin.conformance.Compression.Agreed;
import org.wsbin.conformance.Compression.MalformedOfferException;
import org.wsbin.protocol.Extension;

@DisplayName("RFC 7692 7.1: the parameters of permessage-deflate")
class CompressionTest {
  private static final String SHORT =
      "permessage-deflate; client_no_context_takeover; client_max_window_bits";

  private static Compression of(String id) {
    return Compression.of(CaseId.of(id)).orElseThrow();
  }

  private static List<Extension> parsed(String header) {
    return Extension.parse(List.of(header)).orElseThrow();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "12.1.1, ''",
    "12.5.18, ''",
    "13.1.1, ''",
    "13.2.1, '; server_no_context_takeover'",
    "13.3.1, '; server_max_window_bits=9'",
    "13.4.1, '; server_max_window_bits=15'",
    "13.5.1, '; server_no_context_takeover; server_max_window_bits=9'",
    "13.6.1, '; server_no_context_takeover; server_max_window_bits=15'"
  })
  void offers(String id, String more) {
    assertThat(of(id).offer()).isEqualTo(SHORT + more);
  }

  @Test
  void offersThreeIn13Point7() {
    assertThat(of("13.7.1").offer())
        .isEqualTo(
            SHORT
                + "; server_no_context_takeover; server_max_window_bits=9, "
                + SHORT
                + "; server_no_context_takeover, "
                + SHORT);
  }

  @Test
  void onlyGroups12And13HaveAny() {
    assertThat(
            Played.CATALOGUE.all().stream()
                .filter(each -> each.compression().isPresent())
                .map(each -> each.id().numbers().get(0)))
        .hasSize(216)
        .containsOnly(12, 13);
  }

  @ParameterizedTest(name = "{0}: {1} -> {2}")
  @CsvSource(
      nullValues = "none",
      delimiter = '!',
      value = {
        "12.1.1 ! permessage-deflate ! permessage-deflate",
        "13.1.1 ! permessage-deflate; client_max_window_bits ! permessage-deflate",
        "13.2.1 ! permessage-deflate ! permessage-deflate; client_no_context_takeover",
        "13.3.1 ! permessage-deflate ! none",
        "13.3.1 ! permessage-deflate; client_max_window_bits; server_max_window_bits=10"
            + " ! permessage-deflate; server_max_window_bits=10; client_max_window_bits=9",
        "13.4.1 ! permessage-deflate, permessage-deflate; client_max_window_bits=12"
            + " ! permessage-deflate; client_max_window_bits=15",
        "13.5.1 ! permessage-deflate; client_max_window_bits"
            + " ! permessage-deflate; client_no_context_takeover; client_max_window_bits=9",
        "13.6.1 ! permessage-deflate; server_no_context_takeover; client_max_window_bits"
            + " ! permessage-deflate; server_no_context_takeover; client_no_context_takeover;"
            + " client_max_window_bits=15",
        "13.7.1 ! permessage-deflate; client_max_window_bits"
            + " ! permessage-deflate; client_no_context_takeover; client_max_window_bits=9",
        "13.7.1 ! permessage-deflate ! permessage-deflate; client_no_context_takeover",
        "12.1.1 ! permessage-bzip2, x-other; y=1 ! none",
        "12.1.1 ! x-other, permessage-deflate; server_no_context_takeover;"
            + " server_max_window_bits=8; client_no_context_takeover"
            + " ! permessage-deflate; server_no_context_takeover; server_max_window_bits=8"
      })
  void accepts(String id, String offers, String answer) throws MalformedOfferException {
    assertThat(of(id).accept(parsed(offers)).map(Acceptance::header))
        .isEqualTo(Optional.ofNullable(answer));
  }

  @Test
  void agreesOnWhatItAnswers() throws MalformedOfferException {
    String offer =
        "permessage-deflate; server_no_context_takeover; server_max_window_bits=10;"
            + " client_max_window_bits";
    for (String id : List.of("12.1.1", "13.2.1", "13.3.1", "13.4.1", "13.5.1", "13.6.1")) {
      Acceptance acceptance = of(id).accept(parsed(offer)).orElseThrow();
      assertThat(Compression.agreed(parsed(acceptance.header()).get(0)))
          .as(id)
          .isEqualTo(acceptance.agreed());
    }
    assertThat(of("13.5.1").accept(parsed(offer)).orElseThrow().agreed())
        .isEqualTo(new Agreed(true, true, 10, 9));
  }

  @Test
  void takesAnyValidAnswer() throws MalformedOfferException {
    assertThat(Compression.agreed(parsed("permessage-deflate").get(0)))
        .isEqualTo(new Agreed(false, false, 15, 15));
    assertThat(
            Compression.agreed(
                parsed(
                        "permessage-deflate; client_max_window_bits=8;"
                            + " client_no_context_takeover; server_max_window_bits=11")
                    .get(0)))
        .isEqualTo(new Agreed(false, true, 11, 8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "server_no_context_takeover=1",
        "client_no_context_takeover=true",
        "server_max_window_bits",
        "server_max_window_bits=7",
        "server_max_window_bits=16",
        "client_max_window_bits=0",
        "client_max_window_bits=x",
        "client_max_window_bits=100",
        "window=9",
        "server_no_context_takeover; server_no_context_takeover",
        "client_max_window_bits; client_max_window_bits=9"
      })
  void malformedParameterIsNamed(String parameters) {
    String name = parameters.split("[=;]", -1)[0];
    assertThatThrownBy(
            () ->
                of("13.1.1")
                    .accept(parsed("permessage-deflate, permessage-deflate; " + parameters)))
        .isInstanceOf(MalformedOfferException.class)
        .hasMessageStartingWith("permessage-deflate cannot have the parameter " + name)
        .hasMessageMatching(".*( twice\\.|: see RFC 7692 section 7\\.1\\.)");
    assertThatThrownBy(() -> Compression.agreed(parsed("permessage-deflate; " + parameters).get(0)))
        .isInstanceOf(MalformedOfferException.class);
  }
}
