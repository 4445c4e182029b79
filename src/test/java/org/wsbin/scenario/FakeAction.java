package org.wsbin.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.MessageKind;

/** Logs what is called, and is done when the test says so. */
final class FakeAction implements Action {
  private final String name;
  private final List<String> log;
  private Optional<StepContext> context = Optional.empty();
  private int messages;
  private boolean bounded;
  private boolean listening;

  FakeAction(String name, List<String> log) {
    this.name = name;
    this.log = log;
  }

  FakeAction taking(int most) {
    messages = most;
    return this;
  }

  FakeAction limited() {
    bounded = true;
    return this;
  }

  /** It also listens, from its start on. */
  FakeAction listening() {
    listening = true;
    return this;
  }

  /** Where it has started. */
  StepContext context() {
    return context.orElseThrow();
  }

  @Override
  public void start(StepContext at) {
    context = Optional.of(at);
    log.add(name + " starts");
    if (listening) {
      at.listen((peer, kind, slice, last) -> log.add(name + " hears " + UTF_8.decode(slice)));
    }
  }

  @Override
  public int messages() {
    return messages;
  }

  @Override
  public void receive(StepContext at, MessageKind kind, ByteBuffer slice, boolean last) {
    log.add(name + " takes " + UTF_8.decode(slice) + (last ? "" : "…"));
  }

  @Override
  public void receivedAll(StepContext at) {
    log.add(name + " has all");
  }

  @Override
  public void roomAgain(StepContext at) {
    log.add(name + " has room");
  }

  @Override
  public boolean bounded() {
    return bounded;
  }

  @Override
  public void closed() {
    log.add(name + " closed");
  }
}
