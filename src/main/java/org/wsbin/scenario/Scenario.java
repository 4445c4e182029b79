package org.wsbin.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The steps of one path: first those that change the handshake, then those on the open connection.
 */
public final class Scenario {
  private final List<BoundStep<HandshakeStep>> handshake;
  private final List<BoundStep<ConnectionStep>> connection;
  private final Optional<Duration> pingInterval;

  Scenario(
      List<BoundStep<HandshakeStep>> handshake,
      List<BoundStep<ConnectionStep>> connection,
      Optional<Duration> pingInterval) {
    this.handshake = List.copyOf(handshake);
    this.connection = List.copyOf(connection);
    this.pingInterval = pingInterval;
  }

  /** A scenario of one step, which has its own path. */
  public static Scenario of(ConnectionStep step, Arguments arguments) {
    return new Scenario(List.of(), List.of(new BoundStep<>(step, arguments)), Optional.empty());
  }

  /**
   * Returns the response after the changes of the steps.
   *
   * @throws BadParameterException with a sentence, if the request does not fit a step
   */
  public HandshakeReply shape(HandshakeReply reply, OpeningRequest opening) {
    boolean exact =
        Stream.concat(handshake.stream(), connection.stream()).anyMatch(s -> s.step().exact());
    HandshakeReply shaped = exact ? reply.with(HandshakeReply.Compression.NONE) : reply;
    for (BoundStep<HandshakeStep> step : handshake) {
      if (shaped.instead().isEmpty()) {
        shaped = step.step().shape(shaped, step.arguments(), opening);
      }
    }
    return shaped;
  }

  /** The request got this status instead of a 101. */
  public void answered(int status) {
    handshake.forEach(step -> step.step().answered(step.arguments(), status));
  }

  /** A run of the steps on one connection; call it once for each connection. */
  public Behaviour run(OpeningRequest opening, SharedServices services) {
    Stream<Action> early =
        handshake.stream().flatMap(s -> s.step().action(s.arguments(), opening).stream());
    Stream<Action> later = connection.stream().map(s -> s.step().action(s.arguments(), opening));
    List<Action> actions = Stream.concat(early, later).toList();
    if (actions.stream().anyMatch(Action::listens)
        && actions.stream().anyMatch(Action::sendsSlices)) {
      throw new BadParameterException(
          "The path combines an echo with a step that sends messages of more than 32k, and the two"
              + " would mix: beside an echo, a message can have at most 32k.");
    }
    return new ScenarioRun(
        actions,
        services,
        opening.clientAddress(),
        pingInterval,
        services.observer().accepted(opening, name()));
  }

  /** The name of the first step that acts on the connection, or else on the handshake. */
  private String name() {
    return Stream.<BoundStep<? extends Step>>concat(connection.stream(), handshake.stream())
        .findFirst()
        .map(bound -> bound.step().declaration().name())
        .orElse("");
  }
}
