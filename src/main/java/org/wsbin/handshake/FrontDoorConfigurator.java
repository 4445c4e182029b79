package org.wsbin.handshake;

import jakarta.websocket.Extension;
import jakarta.websocket.HandshakeResponse;
import jakarta.websocket.server.HandshakeRequest;
import jakarta.websocket.server.ServerEndpointConfig;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.Origin;
import org.wsbin.protocol.Verdict.Accepted;

/**
 * Answers the container's questions during one upgrade from the verdict, whatever the container
 * would choose itself. It applies the version rule and the origin rule again, as a last line of
 * defence, in case an upgrade bypasses the front door.
 */
final class FrontDoorConfigurator extends ServerEndpointConfig.Configurator {
  private final HandshakeRules rules;
  private final Optional<Origin> own;
  private final Accepted accepted;
  private final Supplier<Object> endpoint;

  FrontDoorConfigurator(
      HandshakeRules rules, Optional<Origin> own, Accepted accepted, Supplier<Object> endpoint) {
    this.rules = rules;
    this.own = own;
    this.accepted = accepted;
    this.endpoint = endpoint;
  }

  @Override
  public boolean checkOrigin(String origin) {
    List<String> lines = Optional.ofNullable(origin).map(List::of).orElse(List.of());
    return rules.origins().objection(lines, own).isEmpty();
  }

  /** Containers read different lines of the header; the verdict considers all of them. */
  @Override
  public String getNegotiatedSubprotocol(List<String> supported, List<String> requested) {
    return accepted.subprotocol().orElse("");
  }

  /**
   * None: the containers differ in compression, and an idle inflater costs more than everything
   * else.
   */
  @Override
  public List<Extension> getNegotiatedExtensions(
      List<Extension> installed, List<Extension> requested) {
    return List.of();
  }

  @Override
  public void modifyHandshake(
      ServerEndpointConfig config, HandshakeRequest request, HandshakeResponse response) {
    List<String> versions =
        request.getHeaders().entrySet().stream()
            .filter(header -> header.getKey().equalsIgnoreCase("Sec-WebSocket-Version"))
            .map(Map.Entry::getValue)
            .flatMap(List::stream)
            .toList();
    HandshakeRules.versionObjection(versions)
        .ifPresent(
            sentence -> {
              throw new IllegalStateException(sentence);
            });
  }

  @Override
  public <T> T getEndpointInstance(Class<T> endpointClass) {
    return endpointClass.cast(endpoint.get());
  }
}
