package org.wsbin.conformance;

import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.scenario.RawBehaviour;

/** A connection of the suite: what its end does, whatever is played on it. */
abstract class SuiteConnection implements RawBehaviour, ReceivedMessages.Sink {
  /** The suite's end; there is one from the opening on. */
  abstract Endpoint endpoint();

  @Override
  public boolean listens() {
    return !endpoint().is(Endpoint.Phase.CLOSED);
  }

  @Override
  public void ping(byte[] payload) {
    endpoint().ping(payload);
  }

  @Override
  public void close(byte[] body) {
    endpoint().closeReceived(body);
  }

  @Override
  public void violation(int code, String why) {
    endpoint().fail(code, why);
  }

  @Override
  public void unreadable() {
    endpoint().drop();
  }

  @Override
  public void inputEnded() {
    endpoint().lost();
  }

  @Override
  public void ready() {
    endpoint().pump();
  }

  @Override
  public void close(CloseStatus status) {
    endpoint().fail(status.code(), status.reason());
  }

  @Override
  public void ended(EndOfStream how) {
    endpoint().lost();
  }
}
