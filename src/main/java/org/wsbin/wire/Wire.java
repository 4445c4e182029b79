package org.wsbin.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.Query;
import org.wsbin.settings.ValueType;

/** The engine: upgrades accepted handshakes to wsbin's own protocol core. */
public final class Wire {

  /** What is agreed to of permessage-deflate (RFC 7692). */
  public enum Compression {
    NONE,
    /** Each message stands alone, so that an idle connection holds no memory for it. */
    EACH_MESSAGE,
    /** Messages refer to earlier ones, where the client has nothing against it. */
    CONTEXT_TAKEOVER;

    private static final Parameter<Boolean> TAKEOVER =
        new Parameter<>("context-takeover", ValueType.flag(), "false");

    /**
     * Reads {@code context-takeover}; other parameters are ignored.
     *
     * @throws org.wsbin.scenario.BadParameterException where its value is neither true nor false
     */
    public static Compression read(Query query) {
      return TAKEOVER.read(query) ? CONTEXT_TAKEOVER : EACH_MESSAGE;
    }
  }

  private final Connections connections;
  private final Map<Network, Buffers> buffers = new EnumMap<>(Network.class);

  public Wire(Connections connections) {
    this.connections = connections;
    for (Network network : Network.values()) {
      buffers.put(network, network.buffers());
    }
  }

  /**
   * Answers a request with 101 and plays the behaviour to whoever sent it.
   *
   * @return a refusal to be sent instead, where the container gives no network to take over
   */
  public Optional<Refused> answer(
      HttpServletRequest request,
      HttpServletResponse response,
      Accepted accepted,
      Behaviour behaviour,
      Compression compression)
      throws IOException, ServletException {
    Optional<PerMessageDeflate> deflate =
        compression == Compression.NONE
            ? Optional.empty()
            : PerMessageDeflate.accept(
                accepted.extensions(), compression == Compression.CONTEXT_TAKEOVER);
    return upgrade(request, response, Answer.to(accepted, deflate), behaviour, deflate);
  }

  Optional<Refused> upgrade(
      HttpServletRequest request,
      HttpServletResponse response,
      Answer answer,
      Behaviour behaviour,
      Optional<PerMessageDeflate> deflate)
      throws IOException, ServletException {
    Optional<Network> network = Network.of(request);
    if (network.isEmpty()) {
      return Optional.of(
          new Refused(
              501,
              "This container has no network for /wire to take over: it works on Tomcat 10.1 and"
                  + " 11, Jetty 12.1 and WildFly 39. The paths below /ws work here."));
    }
    answer.writeTo(response);
    WireConnection connection = connection(network.get(), behaviour, deflate);
    network.get().takeOver(request, connection);
    answer.mendAfterUpgrade(response);
    return Optional.empty();
  }

  /**
   * The same, but head and first bytes leave in one write, where the container can be kept from
   * writing the head; elsewhere they follow it at once.
   */
  Optional<Refused> upgradeAtOnce(
      HttpServletRequest request, HttpServletResponse response, Answer answer, Behaviour behaviour)
      throws IOException, ServletException {
    Optional<Network> network = Network.of(request);
    if (network.isEmpty() || !network.get().silence(request)) {
      return upgrade(request, response, answer, behaviour, Optional.empty());
    }
    WireConnection connection = connection(network.get(), behaviour, Optional.empty());
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
    Optional<Network> network = Network.of(request).filter(n -> n.silence(request));
    if (network.isPresent()) {
      network.get().takeOver(request, connection(network.get(), behaviour, Optional.empty()));
    }
    return network.isPresent();
  }

  private WireConnection connection(
      Network network, Behaviour behaviour, Optional<PerMessageDeflate> deflate) {
    return new WireConnection(behaviour, connections, buffers.get(network), deflate);
  }
}
