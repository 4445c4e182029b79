package org.wsbin.scenario;

import java.util.List;

/** What one path asks for: steps that shape the handshake, then steps on the open connection. */
public final class Scenario {
  private final List<BoundStep<HandshakeStep>> handshake;
  private final List<BoundStep<ConnectionStep>> connection;

  Scenario(List<BoundStep<HandshakeStep>> handshake, List<BoundStep<ConnectionStep>> connection) {
    this.handshake = List.copyOf(handshake);
    this.connection = List.copyOf(connection);
  }

  /** One step, for a path of its own. */
  public static Scenario of(ConnectionStep step, Arguments arguments) {
    return new Scenario(List.of(), List.of(new BoundStep<>(step, arguments)));
  }

  /**
   * The answer that the steps make of this one.
   *
   * @throws BadParameterException with a sentence, if the request does not fit a step
   */
  public HandshakeReply shape(HandshakeReply reply, OpeningRequest opening) {
    boolean exact = connection.stream().anyMatch(step -> step.step().exact());
    HandshakeReply shaped = exact ? reply.with(HandshakeReply.Compression.NONE) : reply;
    for (BoundStep<HandshakeStep> step : handshake) {
      if (shaped.instead().isEmpty()) {
        shaped = step.step().shape(shaped, step.arguments(), opening);
      }
    }
    return shaped;
  }

  /** A run of the steps on one connection; to be called once for each. */
  public Behaviour run(OpeningRequest opening, SharedServices services) {
    List<Action> actions =
        connection.stream().map(step -> step.step().action(step.arguments(), opening)).toList();
    if (actions.stream().anyMatch(Action::listens)
        && actions.stream().anyMatch(Action::sendsSlices)) {
      throw new BadParameterException(
          "The path combines an echo with a step that sends messages of more than 32k, and the two"
              + " would mix: beside an echo, a message can have at most 32k.");
    }
    return new ScenarioRun(actions, services);
  }
}
