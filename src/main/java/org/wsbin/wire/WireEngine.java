package org.wsbin.wire;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.Function;
import org.wsbin.handshake.DelayedResponse;
import org.wsbin.handshake.Upgrade;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.MessageDecoder;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Compression;
import org.wsbin.scenario.HandshakeReply.Delivery;
import org.wsbin.scenario.OpeningHeads;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.RawReply;

/** The engine: upgrades accepted handshakes to wsbin's own protocol core. */
public final class WireEngine implements Upgrade {
  private static final Refused NO_NETWORK =
      new Refused(
          501,
          "This container has no network for /wire to take over: it works on Tomcat 10.1 and"
              + " 11, Jetty 12.1 and WildFly 39. The paths below /ws work here.");

  private static final Refused HEAD_OF_CONTAINER =
      new Refused(
          501,
          "This container writes the head of a 101 itself, and the case is about that head: run it"
              + " with java -jar wsbin.war conform serve --strict.");

  private final Connections connections;
  private final Map<ContainerAdapter, EngineResources> resources =
      new EnumMap<>(ContainerAdapter.class);

  /**
   * An engine for these connections.
   *
   * @param bulk threads for longer work
   * @param inflating threads for longer inflating
   */
  public WireEngine(Connections connections, Executor bulk, Executor inflating) {
    this.connections = connections;
    IoThreadScheduler ioThreads = new IoThreadScheduler(connections.timer());
    for (ContainerAdapter network : ContainerAdapter.values()) {
      resources.put(
          network, new EngineResources(connections, network.buffers(), ioThreads, bulk, inflating));
    }
  }

  @Override
  public Optional<Refused> answer(
      HttpServletRequest request,
      HttpServletResponse response,
      HandshakeReply reply,
      Behaviour behaviour)
      throws IOException, ServletException {
    Optional<PerMessageDeflate> deflate = deflate(reply);
    SwitchingResponse answer = SwitchingResponse.to(reply, deflate);
    return answer(
        request,
        response,
        reply,
        answer,
        network -> {
          WireConnection connection = connection(network, reply, behaviour, deflate);
          connection.observer.switching(answer.headers());
          return connection;
        });
  }

  @Override
  public Optional<Refused> answerRaw(
      HttpServletRequest request,
      HttpServletResponse response,
      RawReply raw,
      OpeningRequest opening,
      Optional<ConnectionObserver> observer)
      throws IOException, ServletException {
    SwitchingResponse answer = SwitchingResponse.to(raw.reply(), Optional.empty());
    return answer(
        request,
        response,
        raw.reply(),
        answer,
        network -> {
          ConnectionObserver observed = observer.orElse(ConnectionObserver.NONE);
          observed.switching(answer.headers());
          return new RawConnection(
              raw.behaviour().apply(new OpeningHeads(head(opening), answer.text())),
              resources.get(network),
              observed,
              opening.clientAddress());
        });
  }

  private static String head(OpeningRequest opening) {
    StringBuilder head = new StringBuilder();
    head.append(opening.method()).append(' ').append(opening.path());
    opening.query().ifPresent(query -> head.append('?').append(query));
    head.append(' ').append(opening.httpVersion()).append("\r\n");
    SwitchingResponse.appendTo(head, opening.headers());
    return head.toString();
  }

  private Optional<Refused> answer(
      HttpServletRequest request,
      HttpServletResponse response,
      HandshakeReply reply,
      SwitchingResponse answer,
      Function<ContainerAdapter, TransportListener> connect)
      throws IOException, ServletException {
    Optional<ContainerAdapter> network = ContainerAdapter.of(request);
    boolean silent =
        reply.delivery() != Delivery.FIRST
            && network.filter(adapter -> adapter.silence(request)).isPresent();
    if (reply.delivery() == Delivery.NEVER && !silent) {
      Duration time = connections.limits().maxFaultDuration();
      return DelayedResponse.start(connections, request, response, time);
    }
    if (network.isEmpty()) {
      return Optional.of(NO_NETWORK);
    }
    if (reply.delivery() == Delivery.BY_BEHAVIOUR && !silent) {
      return Optional.of(HEAD_OF_CONTAINER);
    }
    TransportListener connection = connect.apply(network.get());
    if (!silent) {
      answer.writeTo(response);
    } else if (reply.delivery() == Delivery.WITH_FIRST_FRAMES) {
      connection.openWith(answer.head());
    }
    network.get().takeOver(request, connection);
    if (!silent) {
      answer.mendAfterUpgrade(response);
    }
    return Optional.empty();
  }

  private static Optional<PerMessageDeflate> deflate(HandshakeReply reply) {
    return reply.compression() == Compression.NONE
        ? Optional.empty()
        : PerMessageDeflate.accept(
            reply.accepted().extensions(), reply.compression() == Compression.CONTEXT_TAKEOVER);
  }

  private WireConnection connection(
      ContainerAdapter network,
      HandshakeReply reply,
      Behaviour behaviour,
      Optional<PerMessageDeflate> deflate) {
    MessageDecoder.Limits limits = reply.messages().orElseGet(this::messages);
    return new WireConnection(behaviour, resources.get(network), deflate, limits);
  }

  /** The limits of a peer's messages, from the settings. */
  private MessageDecoder.Limits messages() {
    return new MessageDecoder.Limits(
        connections.limits().maxMessage(), connections.limits().maxFragments());
  }
}
