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
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Delivery;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.TranscriptName;

/** Runs scenarios: the response to the handshake, then the steps, on either engine. */
public final class Scenarios {
  private static final Refused SILENCE_IS_OVER =
      new Refused(
          503,
          Map.of("Connection", "close"),
          "The path asks for no answer, for as long as --max-fault-duration allows; that is over.");

  /** Names the connection in its transcript. */
  private static final String ID = "wsbin-connection";

  private final Map<Engine, Upgrade> engines;
  private final Connections connections;
  private final SharedServices services;

  /** Scenarios on these engines. */
  public Scenarios(Map<Engine, Upgrade> engines, Connections connections, SharedServices services) {
    this.engines = Map.copyOf(engines);
    this.connections = connections;
    this.services = services;
  }

  /**
   * Answers the request according to its route. No thread waits: a request with a delayed response
   * returns to the front door when its time has come.
   *
   * @return a refusal to send, if nothing was answered and the request does not wait
   */
  Optional<Refused> answer(
      Route route, HttpServletRequest request, HttpServletResponse response, Accepted accepted)
      throws IOException, ServletException {
    OpeningRequest opening = new ServletOpeningRequest(request, route.engine());
    HandshakeReply reply = route.scenario().shape(route.reply(accepted), opening);
    boolean hasWaited = DelayedResponse.hasWaited(request);
    boolean never = reply.delivery() == Delivery.NEVER;
    if (!reply.delay().isZero() && !never && !hasWaited) {
      return DelayedResponse.start(connections, request, response, bounded(reply.delay()));
    }
    Optional<Refused> instead = never && hasWaited ? Optional.of(SILENCE_IS_OVER) : reply.instead();
    if (instead.isPresent()) {
      route.scenario().answered(instead.get().status());
      return instead;
    }
    Upgrade engine = Optional.ofNullable(engines.get(route.engine())).orElseThrow();
    HandshakeReply named =
        TranscriptName.of(opening).isPresent() ? reply.withHeader(ID, opening.id()) : reply;
    return engine.answer(request, response, named, route.scenario().run(opening, services));
  }

  private Duration bounded(Duration delay) {
    Duration most = connections.limits().maxFaultDuration();
    return delay.compareTo(most) > 0 ? most : delay;
  }
}
