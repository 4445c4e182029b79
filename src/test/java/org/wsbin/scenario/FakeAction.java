package org.wsbin.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.MessageKind;

/** Keeps what it is told, and is done when the test says so. */
final class FakeAction implements Action {
  private final String name;
  private final List<String> told;
  private Optional<StepContext> stage = Optional.empty();
  private int messages;
  private boolean bounded;
  private boolean listening;

  FakeAction(String name, List<String> told) {
    this.name = name;
    this.told = told;
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
  StepContext stage() {
    return stage.orElseThrow();
  }

  @Override
  public void start(StepContext at) {
    stage = Optional.of(at);
    told.add(name + " starts");
    if (listening) {
      at.listen((peer, kind, slice, last) -> told.add(name + " hears " + UTF_8.decode(slice)));
    }
  }

  @Override
  public int messages() {
    return messages;
  }

  @Override
  public void take(StepContext at, MessageKind kind, ByteBuffer slice, boolean last) {
    told.add(name + " takes " + UTF_8.decode(slice) + (last ? "" : "…"));
  }

  @Override
  public void taken(StepContext at) {
    told.add(name + " has all");
  }

  @Override
  public void roomAgain(StepContext at) {
    told.add(name + " has room");
  }

  @Override
  public boolean bounded() {
    return bounded;
  }

  @Override
  public void closed() {
    told.add(name + " closed");
  }
}
