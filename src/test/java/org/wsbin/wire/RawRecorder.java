package org.wsbin.wire;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.scenario.RawBehaviour;
import org.wsbin.scenario.RawPeer;

/** A raw behaviour that keeps what it is told, and does what the test says. */
final class RawRecorder implements RawBehaviour {
  /** Each call in order, such as {@code "opened"} and {@code "end: FIN"}. */
  final List<String> told = new ArrayList<>();

  Consumer<RawPeer> opening = peer -> {};
  Consumer<ByteBuffer> reaction = bytes -> {};
  Runnable inputEnding = () -> {};
  Runnable room = () -> {};
  Consumer<CloseStatus> closing = status -> {};
  Runnable ending = () -> {};

  @Override
  public void opened(RawPeer peer) {
    told.add("opened");
    opening.accept(peer);
    told.add("after opened");
  }

  @Override
  public void received(ByteBuffer bytes) {
    told.add("received " + UTF_8.decode(bytes.duplicate()));
    reaction.accept(bytes);
    told.add("after received");
  }

  @Override
  public void inputEnded() {
    told.add("input ended");
    inputEnding.run();
  }

  @Override
  public void ready() {
    told.add("ready");
    room.run();
  }

  @Override
  public void close(CloseStatus status) {
    told.add("close " + status.code());
    closing.accept(status);
  }

  @Override
  public void ended(EndOfStream how) {
    told.add("end: " + how);
    ending.run();
  }
}
