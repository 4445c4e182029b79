package org.wsbin.handshake;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntConsumer;
import org.wsbin.protocol.Verdict.Accepted;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Engine;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeReply.Delivery;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.RawReply;
import org.wsbin.scenario.SharedServices;
import org.wsbin.scenario.TranscriptName;

/**
 * Runs scenarios: the response to the handshake, then the steps, on either engine. Answers raw
 * routes as well.
 */
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
   * Answers the request according to its target. No thread waits: a request with a delayed response
   * returns to the front door when its time has come.
   *
   * @return a refusal to send, if nothing was answered and the request does not wait
   */
  Optional<Refused> answer(
      Target target, HttpServletRequest request, HttpServletResponse response, Accepted accepted)
      throws IOException, ServletException {
    return target instanceof RawRoute raw
        ? answerRaw(raw, request, response, accepted)
        : answerScenario((Route) target, request, response, accepted);
  }

  private Optional<Refused> answerScenario(
      Route route, HttpServletRequest request, HttpServletResponse response, Accepted accepted)
      throws IOException, ServletException {
    OpeningRequest opening = new ServletOpeningRequest(request, route.engine());
    HandshakeReply reply = route.scenario().shape(route.reply(accepted), opening);
    return finish(
        request,
        response,
        reply,
        route.scenario()::answered,
        () ->
            engine(route.engine())
                .answer(
                    request,
                    response,
                    named(reply, opening),
                    route.scenario().run(opening, services)));
  }

  private Optional<Refused> answerRaw(
      RawRoute route, HttpServletRequest request, HttpServletResponse response, Accepted accepted)
      throws IOException, ServletException {
    OpeningRequest opening = new ServletOpeningRequest(request, Engine.WIRE);
    RawReply raw = route.reply(opening, accepted);
    return finish(
        request,
        response,
        raw.reply(),
        status -> {},
        () ->
            engine(Engine.WIRE)
                .answerRaw(
                    request,
                    response,
                    new RawReply(named(raw.reply(), opening), raw.behaviour()),
                    opening,
                    services.observer().accepted(opening, route.step())));
  }

  /** The last part of an answer. */
  private interface Switching {
    Optional<Refused> answer() throws IOException, ServletException;
  }

  /** Delays the response, answers something else, or switches protocols. */
  private Optional<Refused> finish(
      HttpServletRequest request,
      HttpServletResponse response,
      HandshakeReply reply,
      IntConsumer answered,
      Switching switching)
      throws IOException, ServletException {
    boolean hasWaited = DelayedResponse.hasWaited(request);
    boolean never = reply.delivery() == Delivery.NEVER;
    if (!reply.delay().isZero() && !never && !hasWaited) {
      return DelayedResponse.start(connections, request, response, bounded(reply.delay()));
    }
    Optional<Refused> instead = never && hasWaited ? Optional.of(SILENCE_IS_OVER) : reply.instead();
    if (instead.isPresent()) {
      answered.accept(instead.get().status());
      return instead;
    }
    return switching.answer();
  }

  private Upgrade engine(Engine engine) {
    return Optional.ofNullable(engines.get(engine)).orElseThrow();
  }

  private static HandshakeReply named(HandshakeReply reply, OpeningRequest opening) {
    return TranscriptName.of(opening).isPresent() ? reply.withHeader(ID, opening.id()) : reply;
  }

  private Duration bounded(Duration delay) {
    Duration most = connections.limits().maxFaultDuration();
    return delay.compareTo(most) > 0 ? most : delay;
  }
}
