package org.wsbin.fault;

import java.util.Optional;
import org.wsbin.fault.ConnectionStats.Awaits;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.HandshakeReply;
import org.wsbin.scenario.HandshakeStep;
import org.wsbin.scenario.OpeningRequest;

/**
 * A fault in the opening handshake.
 *
 * @param shape changes the response, by its value
 * @param acting its action on the connection, if the client continues
 * @param alone what follows if no step acts on the connection
 */
record HandshakeFault<T>(
    FaultPath<T> path,
    Declaration declaration,
    Shape<T> shape,
    Action acting,
    Optional<ConnectionStep> alone,
    FaultLog log)
    implements HandshakeStep {

  /** Changes the response. */
  @FunctionalInterface
  interface Shape<T> {
    HandshakeReply apply(HandshakeReply reply, T value, OpeningRequest opening);
  }

  @Override
  public HandshakeReply shape(HandshakeReply reply, Arguments arguments, OpeningRequest opening) {
    return shape.apply(reply, path.value(arguments), opening);
  }

  @Override
  public Optional<Action> action(Arguments arguments, OpeningRequest opening) {
    String label = path.label(path.value(arguments));
    return Optional.of(new FaultAction(label, acting, Awaits.REACTION, log));
  }

  @Override
  public void answered(Arguments arguments, int status) {
    log.answered(path.label(path.value(arguments)), status);
  }

  @Override
  public boolean exact() {
    return true;
  }
}
