package org.wsbin.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;

/** The engine: upgrades accepted handshakes to wsbin's own protocol core. */
public final class WireEngine {

  private final Connections connections;
  private final Map<ContainerAdapter, EngineResources> resources =
      new EnumMap<>(ContainerAdapter.class);

  public WireEngine(Connections connections) {
    this.connections = connections;
    IoThreadScheduler ioThreads = new IoThreadScheduler(connections.timer());
    for (ContainerAdapter network : ContainerAdapter.values()) {
      resources.put(network, new EngineResources(connections, network.buffers(), ioThreads));
    }
  }

  /** How large a message of a peer may be, by the settings. */
  public MessageDecoder.Limits messages() {
    return new MessageDecoder.Limits(
        connections.limits().maxMessage(), connections.limits().maxFragments());
  }

  /**
   * Answers a request with 101 and plays the behaviour to whoever sent it.
   *
   * @param most how large a message of the peer's may be
   * @return a refusal to be sent instead, where the container gives no network to take over
   */
  public Optional<Refused> answer(
      HttpServletRequest request,
      HttpServletResponse response,
      HandshakeReply reply,
      Behaviour behaviour,
      MessageDecoder.Limits most)
      throws IOException, ServletException {
    Optional<PerMessageDeflate> deflate =
        reply.compression() == Compression.NONE
            ? Optional.empty()
            : PerMessageDeflate.accept(
                reply.accepted().extensions(), reply.compression() == Compression.CONTEXT_TAKEOVER);
    SwitchingResponse answer =
        SwitchingResponse.to(reply.accepted(), deflate).with(reply.headers());
    return upgrade(
        request, response, answer, network -> connection(network, behaviour, deflate, most));
  }

  /** Answers a request with 101 as this says, and plays the behaviour. */
  Optional<Refused> upgrade(
      HttpServletRequest request,
      HttpServletResponse response,
      SwitchingResponse answer,
      Behaviour behaviour)
      throws IOException, ServletException {
    return upgrade(request, response, answer, network -> connection(network, behaviour));
  }

  private Optional<Refused> upgrade(
      HttpServletRequest request,
      HttpServletResponse response,
      SwitchingResponse answer,
      Function<ContainerAdapter, WireConnection> opening)
      throws IOException, ServletException {
    Optional<ContainerAdapter> network = ContainerAdapter.of(request);
    if (network.isEmpty()) {
      return Optional.of(
          new Refused(
              501,
              "This container has no network for /wire to take over: it works on Tomcat 10.1 and"
                  + " 11, Jetty 12.1 and WildFly 39. The paths below /ws work here."));
    }
    answer.writeTo(response);
    network.get().takeOver(request, opening.apply(network.get()));
    answer.mendAfterUpgrade(response);
    return Optional.empty();
  }

  /**
   * The same, but head and first bytes leave in one write, where the container can be kept from
   * writing the head; elsewhere they follow it at once.
   */
  Optional<Refused> upgradeAtOnce(
      HttpServletRequest request,
      HttpServletResponse response,
      SwitchingResponse answer,
      Behaviour behaviour)
      throws IOException, ServletException {
    Optional<ContainerAdapter> network = ContainerAdapter.of(request);
    if (network.isEmpty() || !network.get().silence(request)) {
      return upgrade(request, response, answer, behaviour);
    }
    WireConnection connection = connection(network.get(), behaviour);
    connection.openWith(answer.head());
    network.get().takeOver(request, connection);
    return Optional.empty();
  }

  /**
   * Takes the network over without any answer, where the container can be kept from writing one.
   *
   * @return whether it has; else nothing has happened
   */
  boolean takeInSilence(HttpServletRequest request, Behaviour behaviour)
      throws IOException, ServletException {
    Optional<ContainerAdapter> network =
        ContainerAdapter.of(request).filter(n -> n.silence(request));
    if (network.isPresent()) {
      network.get().takeOver(request, connection(network.get(), behaviour));
    }
    return network.isPresent();
  }

  private WireConnection connection(ContainerAdapter network, Behaviour behaviour) {
    return connection(network, behaviour, Optional.empty(), messages());
  }

  private WireConnection connection(
      ContainerAdapter network,
      Behaviour behaviour,
      Optional<PerMessageDeflate> deflate,
      MessageDecoder.Limits most) {
    return new WireConnection(behaviour, resources.get(network), deflate, most);
  }
}
