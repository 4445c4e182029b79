package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.ClientHandshake.Deflate;
import org.wsbin.protocol.ClientHandshake.Outcome;
import org.wsbin.protocol.ClientHandshake.Outcome.Failed;
import org.wsbin.protocol.ClientHandshake.Outcome.Opened;

class ClientHandshakeTest {
  private static final String KEY = "E4WSEcseoWr4csPLS2QJHA==";
  private static final String ACCEPT = "7eQChgCtQMnVILefJAO6dK5JwPc=";

  private final ClientHandshake plain = new ClientHandshake(KEY, List.of(), Optional.empty());
  private final ClientHandshake chatting =
      new ClientHandshake(KEY, List.of("chat", "superchat"), Optional.of(new Deflate(true)));

  @Test
  @DisplayName("RFC 6455 section 4.1: the headers of a handshake")
  void headers() {
    assertThat(plain.headers())
        .containsExactly(
            Map.entry("Upgrade", "websocket"),
            Map.entry("Connection", "Upgrade"),
            Map.entry("Sec-WebSocket-Version", "13"),
            Map.entry("Sec-WebSocket-Key", KEY));
    assertThat(chatting.headers())
        .hasSize(6)
        .contains(
            Map.entry("Sec-WebSocket-Protocol", "chat, superchat"),
            Map.entry("Sec-WebSocket-Extensions", "permessage-deflate"));
  }

  @Test
  @DisplayName("RFC 6455 section 4.1 item 7: each handshake has a key of its own")
  void keysAreFresh() {
    ClientHandshake one = ClientHandshake.create(List.of(), Optional.empty());
    ClientHandshake other = ClientHandshake.create(List.of(), Optional.empty());
    assertThat(AcceptKey.isNonce(one.key())).isTrue();
    assertThat(one.key()).isNotEqualTo(other.key());
  }

  @Test
  @DisplayName("RFC 6455 section 4.1: what no client may send is refused")
  void illegalHandshakes() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClientHandshake("short", List.of(), Optional.empty()))
        .withMessage("The key is \"short\"; allowed is base64 of 16 bytes.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClientHandshake(KEY, List.of("super chat"), Optional.empty()))
        .withMessage("The subprotocol is \"super chat\"; allowed is a token, such as chat.");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> new ClientHandshake(KEY, List.of("a", "b", "a"), Optional.empty()))
        .withMessage("The subprotocols are [a, b, a]; each is allowed only once.");
  }

  @Test
  @DisplayName("RFC 6455 section 4.1: the server accepts")
  void opened() {
    assertThat(judge(plain, good())).isEqualTo(new Opened(Optional.empty(), Optional.empty()));
    assertThat(judge(chatting, good())).isEqualTo(new Opened(Optional.empty(), Optional.empty()));
  }

  @ParameterizedTest
  @CsvSource({
    "Upgrade,              WebSocket",
    "Upgrade,              ' websocket '",
    "Connection,           upgrade",
    "Connection,           'keep-alive, Upgrade'",
    "Sec-WebSocket-Accept, ' 7eQChgCtQMnVILefJAO6dK5JwPc= '"
  })
  @DisplayName("RFC 6455 section 4.1: what may be written in another way")
  void openedInOtherWords(String header, String value) {
    assertThat(judge(plain, good().with(header, value))).isInstanceOf(Opened.class);
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 200, 301, 401, 426, 500})
  @DisplayName("RFC 6455 section 4.1 item 1 of the answer: any other status is no WebSocket")
  void otherStatus(int status) {
    assertThat(plain.judge(status, good()::header))
        .isEqualTo(new Failed("The status is " + status + ": a WebSocket handshake needs 101."));
  }

  @Test
  @DisplayName("RFC 6455 section 4.1 items 2 to 4 of the answer: headers that are missing")
  void missingHeaders() {
    assertFailed(
        plain, good().with("Upgrade"), "The Upgrade header is missing: it must be websocket.");
    assertFailed(
        plain,
        good().with("Connection"),
        "The Connection header is missing: it must list upgrade.");
    assertFailed(
        plain,
        good().with("Sec-WebSocket-Accept"),
        "The Sec-WebSocket-Accept header is missing: for this key it must be " + ACCEPT + ".");
  }

  @Test
  @DisplayName("RFC 6455 section 4.1 items 2 to 4 of the answer: headers with something else")
  void otherHeaders() {
    assertFailed(
        plain,
        good().with("Upgrade", "websocket, h2c"),
        "The Upgrade header is \"websocket, h2c\": it must be websocket.");
    assertFailed(
        plain,
        good().with("Upgrade", "websocket", "websocket"),
        "The Upgrade header is \"websocket, websocket\": it must be websocket.");
    assertFailed(
        plain,
        good().with("Connection", "close"),
        "The Connection header is \"close\": it must list upgrade.");
    assertFailed(
        plain,
        good().with("Sec-WebSocket-Accept", "s3pPLMBiTxaQ9kYGzzhZRbK+xOo="),
        "The Sec-WebSocket-Accept header is \"s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\": for this key it must"
            + " be 7eQChgCtQMnVILefJAO6dK5JwPc=.");
    assertThat(judge(plain, good().with("Sec-WebSocket-Accept", ACCEPT, ACCEPT)))
        .isInstanceOf(Failed.class);
    assertThat(judge(plain, good().with("Sec-WebSocket-Accept", ACCEPT.toLowerCase(Locale.ROOT))))
        .isInstanceOf(Failed.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"chat", " superchat "})
  @DisplayName("RFC 6455 section 4.1 item 6 of the answer: a subprotocol that was offered")
  void offeredSubprotocol(String name) {
    assertThat(judge(chatting, good().with("Sec-WebSocket-Protocol", name)))
        .isEqualTo(new Opened(Optional.of(name.strip()), Optional.empty()));
  }

  @Test
  @DisplayName("RFC 6455 section 4.1 item 6 of the answer: a subprotocol that was not offered")
  void otherSubprotocol() {
    assertFailed(
        chatting,
        good().with("Sec-WebSocket-Protocol", "Chat"),
        "The Sec-WebSocket-Protocol header is \"Chat\": the client offered chat, superchat.");
    assertFailed(
        chatting,
        good().with("Sec-WebSocket-Protocol", "chat", "superchat"),
        "The Sec-WebSocket-Protocol header is \"chat, superchat\": the client offered chat, superchat.");
    assertFailed(
        plain,
        good().with("Sec-WebSocket-Protocol", "chat"),
        "The Sec-WebSocket-Protocol header is \"chat\": the client offered none.");
  }

  @Test
  @DisplayName("RFC 6455 section 4.1 item 5 of the answer: an extension that was offered")
  void offeredExtension() {
    PerMessageDeflate both = new PerMessageDeflate(true, true);
    assertThat(judge(chatting, deflating("permessage-deflate")))
        .isEqualTo(new Opened(Optional.empty(), Optional.of(new PerMessageDeflate(false, false))));
    ClientHandshake alone = new ClientHandshake(KEY, List.of(), Optional.of(new Deflate(false)));
    assertThat(judge(alone, deflating(both.answer())))
        .isEqualTo(new Opened(Optional.empty(), Optional.of(both)));
  }

  @Test
  @DisplayName("RFC 7692 section 7.1.2.1: a window that is too large fails the handshake")
  void tooLargeAWindow() {
    Optional<Deflate> offer = Optional.of(Deflate.of(true, 10, 15));
    assertFailed(
        new ClientHandshake(KEY, List.of(), offer),
        deflating("permessage-deflate; server_max_window_bits=11"),
        "The Sec-WebSocket-Extensions header is \"permessage-deflate; server_max_window_bits=11\":"
            + " server_max_window_bits must be 8 to 10.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "foo",
        "permessage-deflate, foo",
        "permessage-deflate, permessage-deflate",
        "permessage-deflate; client_max_window_bits=10",
        "permessage-deflate;",
        ""
      })
  @DisplayName("RFC 6455 section 4.1 item 5 of the answer: an extension that was not offered")
  void otherExtension(String line) {
    assertFailed(
        chatting,
        deflating(line),
        "The Sec-WebSocket-Extensions header is \""
            + line
            + "\": the client offered permessage-deflate.");
    assertFailed(
        plain,
        deflating(line),
        "The Sec-WebSocket-Extensions header is \"" + line + "\": the client offered none.");
  }

  /** A request's headers serve as an answer's. */
  private static FakeHandshakeRequest good() {
    return FakeHandshakeRequest.good().with("Sec-WebSocket-Accept", ACCEPT);
  }

  private static FakeHandshakeRequest deflating(String line) {
    return good().with("Sec-WebSocket-Extensions", line);
  }

  private static Outcome judge(ClientHandshake handshake, FakeHandshakeRequest answer) {
    return handshake.judge(101, answer::header);
  }

  private static void assertFailed(
      ClientHandshake handshake, FakeHandshakeRequest answer, String sentence) {
    assertThat(judge(handshake, answer)).isEqualTo(new Failed(sentence));
  }
}
