package org.wsbin.handshake;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Scenario;
import org.wsbin.scenario.SharedServices;

/** Carries out scenarios: the answer to the handshake, and then the play, on either engine. */
public final class Scenarios {

  /** An engine, which answers with a 101 and plays a behaviour. */
  @FunctionalInterface
  public interface Player {
    /**
     * Answers the request.
     *
     * @return a refusal to be sent instead, where nothing was answered
     */
    Optional<Refused> answer(
        HttpServletRequest request,
        HttpServletResponse response,
        HandshakeReply reply,
        Behaviour behaviour)
        throws IOException, ServletException;
  }

  private final Map<Engine, Player> engines;
  private final Connections connections;
  private final SharedServices services;

  /** Scenarios on these engines. */
  public Scenarios(Map<Engine, Player> engines, Connections connections, SharedServices services) {
    this.engines = Map.copyOf(engines);
    this.connections = connections;
    this.services = services;
  }

  /** An upgrade to that engine, which plays that scenario. */
  public Upgrade playing(Engine engine, Scenario scenario, HandshakeReply.Compression compression) {
    return (request, response, accepted) ->
        answer(engine, scenario, compression, request, response, accepted);
  }

  private Optional<Refused> answer(
      Engine engine,
      Scenario scenario,
      HandshakeReply.Compression compression,
      HttpServletRequest request,
      HttpServletResponse response,
      Accepted accepted)
      throws IOException, ServletException {
    OpeningRequest opening = new ServletOpeningRequest(request, engine);
    HandshakeReply reply = scenario.shape(HandshakeReply.to(accepted).with(compression), opening);
    if (!reply.delay().isZero() && !DelayedResponse.hasWaited(request)) {
      DelayedResponse.start(connections, request, response, bounded(reply.delay()));
      return Optional.empty();
    }
    if (reply.instead().isPresent()) {
      return reply.instead();
    }
    Player player = Optional.ofNullable(engines.get(engine)).orElseThrow();
    return player.answer(request, response, reply, scenario.run(opening, services));
  }

  private Duration bounded(Duration delay) {
    Duration most = connections.limits().maxFaultDuration();
    return delay.compareTo(most) > 0 ? most : delay;
  }
}
