package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import jakarta.websocket.Extension;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.Origin;
import org.wsbin.protocol.OriginPattern;
import org.wsbin.protocol.OriginRule;
import org.wsbin.protocol.Verdict.Accepted;

class FrontDoorConfiguratorTest {
  private final FrontDoorConfigurator configurator = configurator(Optional.of("chat"));

  @ParameterizedTest
  @NullSource // what a container passes if there is no such header
  @ValueSource(
      strings = {"https://wsbin.example", "http://localhost:3000", "https://welcome.example"})
  @DisplayName("RFC 6455 section 4.2.2 item 4: welcome origins pass the last line too")
  void welcomeOriginsPass(String origin) {
    assertThat(configurator.checkOrigin(origin)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://evil.example", "http://wsbin.example", "null", "nonsense", ""})
  @DisplayName("RFC 6455 section 4.2.2 item 4: foreign origins do not pass the last line")
  void foreignOriginsDoNot(String origin) {
    assertThat(configurator.checkOrigin(origin)).isFalse();
  }

  @ParameterizedTest
  @ValueSource(strings = {"Sec-WebSocket-Version", "sec-websocket-version"})
  @DisplayName("RFC 6455 section 4.4: version 13 passes the last line")
  void version13Passes(String header) {
    assertThatCode(() -> modifyHandshake(Map.of(header, List.of("13"), "Host", List.of("x"))))
        .doesNotThrowAnyException();
  }

  @Test
  @DisplayName("RFC 6455 section 4.4: another version, or none, does not pass the last line")
  void otherVersionsDoNot() {
    assertThatThrownBy(() -> modifyHandshake(Map.of("Sec-WebSocket-Version", List.of("8"))))
        .isInstanceOf(IllegalStateException.class)
        .hasMessage("The Sec-WebSocket-Version header is \"8\": the only version allowed is 13.");
    assertThatThrownBy(() -> modifyHandshake(Map.of("sec-websocket-version", List.of("13", "8"))))
        .isInstanceOf(IllegalStateException.class);
    assertThatThrownBy(() -> modifyHandshake(Map.of("Host", List.of("13"))))
        .isInstanceOf(IllegalStateException.class);
  }

  @Test
  @DisplayName("RFC 6455 section 4.2.2 item 5.5: the subprotocol is the one of the verdict")
  void theVerdictsSubprotocolCounts() {
    assertThat(configurator.getNegotiatedSubprotocol(List.of(), List.of("soap"))).isEqualTo("chat");
    assertThat(
            configurator(Optional.empty())
                .getNegotiatedSubprotocol(List.of("chat"), List.of("chat")))
        .isEmpty();
  }

  @Test
  @DisplayName("RFC 6455 section 9.1: no extension is agreed to")
  void noExtensions() {
    Extension compression = new Compression();
    assertThat(configurator.getNegotiatedExtensions(List.of(compression), List.of(compression)))
        .isEmpty();
  }

  @Test
  void theEndpointIsTheOneThatWasMadeForTheRequest() throws Exception {
    assertThat(configurator.getEndpointInstance(String.class)).isEqualTo("the endpoint");
  }

  private void modifyHandshake(Map<String, List<String>> headers) {
    configurator.modifyHandshake(
        ServerEndpointConfig.Builder.create(Object.class, "/ws").configurator(configurator).build(),
        new Request(headers),
        Map::of);
  }

  private static FrontDoorConfigurator configurator(Optional<String> subprotocol) {
    OriginRule origins =
        new OriginRule(List.of(OriginPattern.parse("https://welcome.example").orElseThrow()));
    return new FrontDoorConfigurator(
        new HandshakeRules(origins, Set.of("chat")),
        Origin.ofHost(true, "wsbin.example"),
        new Accepted("s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", subprotocol, List.of()),
        () -> "the endpoint");
  }

  private static final class Compression implements Extension {
    @Override
    public String getName() {
      return "permessage-deflate";
    }

    @Override
    public List<Parameter> getParameters() {
      return List.of();
    }
  }

  /** A container's request, of which the headers count. */
  private record Request(Map<String, List<String>> headers) implements HandshakeRequest {
    @Override
    public Map<String, List<String>> getHeaders() {
      return headers;
    }

    @Override
    public Principal getUserPrincipal() {
      throw new UnsupportedOperationException();
    }

    @Override
    public URI getRequestURI() {
      throw new UnsupportedOperationException();
    }

    @Override
    public boolean isUserInRole(String role) {
      throw new UnsupportedOperationException();
    }

    @Override
    public Object getHttpSession() {
      throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, List<String>> getParameterMap() {
      throw new UnsupportedOperationException();
    }

    @Override
    public String getQueryString() {
      throw new UnsupportedOperationException();
    }
  }
}
