package org.wsbin.handshake;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.websocket.DeploymentException;
import jakarta.websocket.server.ServerContainer;
import jakarta.websocket.server.ServerEndpointConfig;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.HandshakeReply;

/**
 * Upgrades to the container's own WebSocket implementation ({@link
 * ServerContainer#upgradeHttpToWebSocket}).
 */
public final class ContainerUpgrade implements Upgrade {
  private final Class<?> endpointClass;
  private final Function<Behaviour, Object> endpoint;
  private final HandshakeRules rules;

  /**
   * An engine for one endpoint class.
   *
   * @param endpointClass the annotated class
   * @param endpoint creates an instance of it that runs a behaviour
   * @param rules the rules of the front door, which the configurator applies again
   */
  public ContainerUpgrade(
      Class<?> endpointClass, Function<Behaviour, Object> endpoint, HandshakeRules rules) {
    this.endpointClass = endpointClass;
    this.endpoint = endpoint;
    this.rules = rules;
  }

  @Override
  public Optional<Refused> answer(
      HttpServletRequest request,
      HttpServletResponse response,
      HandshakeReply reply,
      Behaviour behaviour)
      throws IOException, ServletException {
    Accepted accepted = reply.accepted();
    if (!(request.getServletContext().getAttribute(ServerContainer.class.getName())
        instanceof ServerContainer container)) {
      return Optional.of(
          new Refused(
              501,
              "This container has no Jakarta WebSocket support: enable its WebSocket module."));
    }
    ServerEndpointConfig config =
        ServerEndpointConfig.Builder.create(endpointClass, "/ws")
            .subprotocols(accepted.subprotocol().map(List::of).orElse(List.of()))
            .configurator(
                new FrontDoorConfigurator(
                    rules,
                    ClientView.of(request).origin(),
                    accepted,
                    () -> endpoint.apply(behaviour)))
            .build();
    reply.headers().forEach(header -> response.addHeader(header.getKey(), header.getValue()));
    try {
      container.upgradeHttpToWebSocket(
          PlainUpgradeRequest.of(request), new PlainUpgradeResponse(response), config, Map.of());
      return Optional.empty();
    } catch (IllegalStateException strict) {
      // Jetty requires the last Upgrade line to be websocket alone
      if (isPlain(request)) {
        throw strict;
      }
      return Optional.of(strictContainer());
    } catch (DeploymentException refused) {
      throw new ServletException(refused);
    }
  }

  private static boolean isPlain(HttpServletRequest request) {
    List<String> lines = Collections.list(request.getHeaders("Upgrade"));
    return lines.size() == 1 && lines.get(0).equalsIgnoreCase("websocket");
  }

  private static Refused strictContainer() {
    return new Refused(
        501,
        "The Upgrade header is valid, but this container upgrades only if it is websocket alone, in"
            + " one line: send Upgrade: websocket.");
  }
}
