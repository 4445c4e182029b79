package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HeaderChange;
import org.wsbin.scenario.HeaderChange.Remove;
import org.wsbin.scenario.HeaderChange.Repeat;

class SwitchingResponseTest {
  private static final String ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
  private static final HandshakeReply REPLY = reply(Optional.empty());
  private static final SwitchingResponse ANSWER = SwitchingResponse.to(REPLY, Optional.empty());

  private final List<String> calls = new ArrayList<>();

  @Test
  @DisplayName("RFC 6455 section 1.3: the head of the 101, byte by byte")
  void theHead() {
    SwitchingResponse answer = SwitchingResponse.to(reply(Optional.of("chat")), Optional.empty());
    assertThat(ISO_8859_1.decode(answer.head()).toString())
        .isEqualTo(
            """
            HTTP/1.1 101 Switching Protocols\r
            Upgrade: websocket\r
            Connection: Upgrade\r
            Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r
            Sec-WebSocket-Protocol: chat\r
            \r
            """);
  }

  @Test
  @DisplayName("RFC 7692 section 5.1: what was agreed on is in the answer")
  void compression() {
    SwitchingResponse answer = SwitchingResponse.to(REPLY, Optional.of(Wired.DEFLATE));
    assertThat(answer.headers())
        .last()
        .isEqualTo(
            Map.entry(
                "Sec-WebSocket-Extensions",
                "permessage-deflate; server_no_context_takeover; client_no_context_takeover"));
  }

  @Test
  void headersOfTheStepsComeBehindAndChangesLast() {
    HandshakeReply reply =
        REPLY.withHeader("X-A", "1").with(new Remove("Upgrade")).with(new Repeat("X-A"));
    assertThat(SwitchingResponse.to(reply, Optional.empty()).headers())
        .containsExactly(
            Map.entry("Connection", "Upgrade"),
            Map.entry("Sec-WebSocket-Accept", ACCEPT),
            Map.entry("X-A", "1"),
            Map.entry("X-A", "1"));
  }

  @Test
  void aResponseGetsStatusAndHeadersInOrder() {
    changed(new Repeat("Upgrade")).writeTo(response());
    assertThat(calls)
        .containsExactly(
            "setStatus 101",
            "addHeader Upgrade websocket",
            "addHeader Connection Upgrade",
            "addHeader Sec-WebSocket-Accept " + ACCEPT,
            "addHeader Upgrade websocket");
  }

  @Test
  void unwantedHeadersOfTheContainerAreRemoved() {
    ANSWER.mendAfterUpgrade(response());
    assertThat(calls).isEmpty();
    changed(new Remove("Connection")).mendAfterUpgrade(response());
    assertThat(calls).containsExactly("setHeader Connection null");
  }

  private static HandshakeReply reply(Optional<String> subprotocol) {
    return HandshakeReply.to(new Accepted(ACCEPT, subprotocol, List.of()));
  }

  private static SwitchingResponse changed(HeaderChange change) {
    return SwitchingResponse.to(REPLY.with(change), Optional.empty());
  }

  private HttpServletResponse response() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (self, method, arguments) -> {
              StringBuilder call = new StringBuilder(method.getName());
              Arrays.stream(arguments).forEach(argument -> call.append(' ').append(argument));
              calls.add(call.toString());
              return null;
            });
  }
}
