package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.ClientHandshake.Deflate;

class PerMessageDeflateTest {
  private static final ByteBuffer HELLO = Hex.buffer("48656c6c6f");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          permessage-deflate                                    | permessage-deflate
          permessage-deflate; server_no_context_takeover        | permessage-deflate; server_no_context_takeover
          permessage-deflate; client_no_context_takeover        | permessage-deflate; client_no_context_takeover
          permessage-deflate; server_max_window_bits=15         | permessage-deflate; server_max_window_bits=15
          permessage-deflate; server_max_window_bits="15"       | permessage-deflate; server_max_window_bits=15
          permessage-deflate; client_max_window_bits            | permessage-deflate
          permessage-deflate; client_max_window_bits=8          | permessage-deflate
          permessage-deflate; client_max_window_bits=10         | permessage-deflate
          permessage-deflate; client_max_window_bits=15         | permessage-deflate
          permessage-deflate; server_max_window_bits=8          | permessage-deflate; server_max_window_bits=8
          permessage-deflate; server_max_window_bits=9; client_max_window_bits=12 | permessage-deflate; server_max_window_bits=9
          permessage-deflate; server_max_window_bits=10, permessage-deflate | permessage-deflate; server_max_window_bits=10
          permessage-deflate; server_max_window_bits=16, permessage-deflate; server_max_window_bits=14 | permessage-deflate; server_max_window_bits=14
          x-webkit-deflate-frame, permessage-deflate; client_max_window_bits | permessage-deflate
          permessage-deflate, permessage-deflate; server_no_context_takeover | permessage-deflate
          """)
  @DisplayName("RFC 7692 section 7.1: the first offer that can be honoured, and the answer to it")
  void acceptsTheFirstThatCanBeHonoured(String offers, String answer) {
    assertThat(accept(offers, true).map(PerMessageDeflate::answer)).contains(answer);
  }

  @Test
  @DisplayName("RFC 7692 section 7.1: all four parameters at once")
  void allFourParameters() {
    String offer =
        "permessage-deflate; client_max_window_bits; server_max_window_bits=15;"
            + " client_no_context_takeover; server_no_context_takeover";
    assertThat(accept(offer, true))
        .contains(new PerMessageDeflate(true, true, OptionalInt.of(15), OptionalInt.empty()));
    assertThat(accept(offer, true).map(PerMessageDeflate::answer))
        .contains(
            "permessage-deflate; server_no_context_takeover; client_no_context_takeover;"
                + " server_max_window_bits=15");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x-webkit-deflate-frame",
        "permessage-deflate; unknown",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover=true",
        "permessage-deflate; server_max_window_bits", // needs a value
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_max_window_bits=015",
        "permessage-deflate; client_max_window_bits=7",
        "permessage-deflate; client_max_window_bits=16",
        "permessage-deflate; client_max_window_bits=08",
        "permessage-deflate; client_max_window_bits=x",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover",
        "permessage-deflate; client_max_window_bits; client_max_window_bits=10"
      })
  @DisplayName("RFC 7692 section 7.1: an offer with anything else is declined")
  void declines(String offers) {
    assertThat(accept(offers, true)).isEmpty();
    assertThat(accept(offers, false)).isEmpty();
  }

  @Test
  @DisplayName("RFC 7692 section 7.1.1: a server that wants no context takeover says so for both")
  void serverWithoutTakeover() {
    assertThat(accept("permessage-deflate", false).map(PerMessageDeflate::answer))
        .contains("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
  }

  @Test
  @DisplayName("RFC 7692 section 7.1: a client offers only what it can keep")
  void offers() {
    assertThat(PerMessageDeflate.offer(new Deflate(true))).isEqualTo("permessage-deflate");
    assertThat(PerMessageDeflate.offer(new Deflate(false)))
        .isEqualTo("permessage-deflate; server_no_context_takeover; client_no_context_takeover");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          15 | 15 | permessage-deflate; client_max_window_bits
          9  | 15 | permessage-deflate; server_max_window_bits=9; client_max_window_bits
          8  | 8  | permessage-deflate; server_max_window_bits=8; client_max_window_bits=8
          15 | 12 | permessage-deflate; client_max_window_bits=12
          """)
  @DisplayName("RFC 7692 section 7.1.2: a client offers the windows that it was told to")
  void offersWindows(int server, int client, String offer) {
    assertThat(PerMessageDeflate.offer(Deflate.of(true, server, client))).isEqualTo(offer);
  }

  @ParameterizedTest
  @ValueSource(ints = {-1, 0, 7, 16})
  void otherBitsAreRefused(int bits) {
    OptionalInt wrong = OptionalInt.of(bits);
    OptionalInt none = OptionalInt.empty();
    String sentence = "The window bits are " + bits + "; allowed is 8 to 15.";
    List<ThrowingCallable> calls =
        List.of(
            () -> Deflate.of(true, bits, 15),
            () -> Deflate.of(true, 15, bits),
            () -> new PerMessageDeflate(true, true, wrong, none),
            () -> new PerMessageDeflate(true, true, none, wrong),
            () -> new MessageDeflater(true, bits));
    assertThat(calls)
        .allSatisfy(
            call ->
                assertThatThrownBy(call)
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessage(sentence));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          15 | 15 |                                                         | 15 | 15
          15 | 15 | ; client_max_window_bits=9                              | 15 | 9
          15 | 15 | ; client_max_window_bits=15                             | 15 | 15
          15 | 15 | ; server_max_window_bits=8                              | 8  | 15
          10 | 15 | ; server_max_window_bits=10; client_max_window_bits=8   | 10 | 8
          10 | 12 | ; server_max_window_bits=8                              | 8  | 12
          10 | 12 | ; server_max_window_bits=9; client_max_window_bits=12   | 9  | 12
          10 | 12 | ; server_max_window_bits=9; client_max_window_bits="11" | 9  | 11
          """)
  @DisplayName("RFC 7692 section 7.1.2: windows that a client agrees to")
  void clientTakesWindows(
      int server, int client, String parameters, int serverBits, int clientBits) {
    Extension answer = answer("permessage-deflate" + (parameters == null ? "" : parameters));
    Deflate offer = Deflate.of(true, server, client);
    assertThat(PerMessageDeflate.objection(answer, offer)).isEmpty();
    PerMessageDeflate agreed = PerMessageDeflate.agreed(answer, offer);
    assertThat(agreed.windowBits(Role.SERVER)).isEqualTo(serverBits);
    assertThat(agreed.windowBits(Role.CLIENT)).isEqualTo(clientBits);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          15 | 15 | server_max_window_bits=16 | server_max_window_bits must be 8 to 15
          15 | 15 | server_max_window_bits    | server_max_window_bits must be 8 to 15
          15 | 15 | client_max_window_bits    | client_max_window_bits must be 8 to 15
          15 | 15 | client_max_window_bits=7  | client_max_window_bits must be 8 to 15
          10 | 15 | server_max_window_bits=11 | server_max_window_bits must be 8 to 10
          8  | 15 | server_max_window_bits=9  | server_max_window_bits must be 8
          10 | 15 | client_max_window_bits=9  | server_max_window_bits is missing; the client asked for 8 to 10
          15 | 12 | client_max_window_bits=13 | client_max_window_bits must be 8 to 12
          15 | 12 | unknown                   | the client offered permessage-deflate; client_max_window_bits=12
          """)
  @DisplayName("RFC 7692 section 7.1.2: windows that fail the connection, and why")
  void clientRefusesWindows(int server, int client, String parameter, String why) {
    Extension answer = answer("permessage-deflate; " + parameter);
    assertThat(PerMessageDeflate.objection(answer, Deflate.of(true, server, client))).contains(why);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          permessage-deflate                                                          | true  | false | false
          permessage-deflate; server_no_context_takeover                              | true  | true  | false
          permessage-deflate; client_no_context_takeover                              | true  | false | true
          permessage-deflate; server_max_window_bits=8                                | true  | false | false
          permessage-deflate; server_max_window_bits=15                               | true  | false | false
          permessage-deflate; server_no_context_takeover                              | false | true  | true
          permessage-deflate; client_no_context_takeover; server_no_context_takeover  | false | true  | true
          """)
  @DisplayName("RFC 7692 section 7.1: answers that a client takes, and who then stands alone")
  void clientTakes(String answer, boolean takeover, boolean serverAlone, boolean clientAlone) {
    assertThat(agreed(answer, takeover))
        .hasValueSatisfying(
            agreed -> {
              assertThat(agreed.serverNoContextTakeover()).isEqualTo(serverAlone);
              assertThat(agreed.clientNoContextTakeover()).isEqualTo(clientAlone);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x-webkit-deflate-frame",
        "permessage-deflate; unknown",
        "permessage-deflate; client_max_window_bits=15", // was not offered
        "permessage-deflate; client_max_window_bits",
        "permessage-deflate; server_max_window_bits",
        "permessage-deflate; server_max_window_bits=7",
        "permessage-deflate; server_max_window_bits=16",
        "permessage-deflate; server_no_context_takeover=1",
        "permessage-deflate; client_no_context_takeover=1",
        "permessage-deflate; server_no_context_takeover; server_no_context_takeover"
      })
  @DisplayName("RFC 7692 section 7.1: answers that fail the connection")
  void clientRefuses(String answer) {
    assertThat(agreed(answer, true)).isEmpty();
    assertThat(agreed(answer, false)).isEmpty();
  }

  @Test
  @DisplayName("RFC 7692 section 7.1.1.1: a server must stand alone if the client wants it to")
  void serverMustStandAloneIfAsked() {
    assertThat(agreed("permessage-deflate", false)).isEmpty();
    assertThat(agreed("permessage-deflate; client_no_context_takeover", false)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({"true, true", "true, false", "false, true", "false, false"})
  @DisplayName("RFC 7692 section 7.1.1: each end's messages refer to earlier ones if they may")
  void eachEndHasItsOwnContext(boolean serverAlone, boolean clientAlone) {
    PerMessageDeflate agreed = new PerMessageDeflate(serverAlone, clientAlone);
    assertThat(secondHello(agreed, Role.SERVER, Role.CLIENT))
        .isEqualTo(serverAlone ? "f248cdc9c90700" : "f200110000");
    assertThat(secondHello(agreed, Role.CLIENT, Role.SERVER))
        .isEqualTo(clientAlone ? "f248cdc9c90700" : "f200110000");
  }

  /** Hello as the second message, after the other end has read it. */
  private static String secondHello(PerMessageDeflate agreed, Role sender, Role receiver) {
    ByteArrayOutputStream sent = new ByteArrayOutputStream();
    try (MessageDeflater deflater = agreed.deflater(sender);
        MessageInflater inflater = agreed.inflater(receiver)) {
      for (int i = 0; i < 2; i++) {
        sent.reset();
        deflater.deflate(
            HELLO.duplicate(), true, (payload, last) -> sent.writeBytes(Hex.octets(payload)));
        ByteArrayOutputStream got = new ByteArrayOutputStream();
        inflater.inflate(
            ByteBuffer.wrap(sent.toByteArray()), chunk -> got.writeBytes(Hex.octets(chunk)));
        inflater.endMessage();
        assertThat(got.toByteArray()).isEqualTo(Hex.octets(HELLO));
      }
    }
    return Hex.of(sent.toByteArray());
  }

  private static Optional<PerMessageDeflate> accept(String offers, boolean takeover) {
    return PerMessageDeflate.accept(Extension.parse(List.of(offers)).orElseThrow(), takeover);
  }

  private static Optional<PerMessageDeflate> agreed(String answer, boolean takeover) {
    Deflate offer = new Deflate(takeover);
    return PerMessageDeflate.objection(answer(answer), offer).isPresent()
        ? Optional.empty()
        : Optional.of(PerMessageDeflate.agreed(answer(answer), offer));
  }

  private static Extension answer(String header) {
    return Extension.parse(List.of(header)).orElseThrow().get(0);
  }
}
