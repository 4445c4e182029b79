package org.wsbin.fault;

import java.util.Optional;
import java.util.function.Function;
import org.wsbin.fault.ConnectionStats.Awaits;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;

/**
 * A fault on an open connection.
 *
 * @param acting its action, by its value
 * @param alone what follows if no other step acts on the connection
 */
record ConnectionFault<T>(
    FaultPath<T> path,
    Declaration declaration,
    Function<T, Action> acting,
    Optional<ConnectionStep> alone,
    FaultLog log)
    implements ConnectionStep {

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    T value = path.value(arguments);
    Awaits awaits = declaration.ends() ? Awaits.NOTHING : Awaits.REACTION;
    return new FaultAction(path.label(value), acting.apply(value), awaits, log);
  }

  @Override
  public boolean exact() {
    return true;
  }
}
