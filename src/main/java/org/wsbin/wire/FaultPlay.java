package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Peer;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.wire.Fault.Then;
import org.wsbin.wire.RawPeer.Muting;

/** Plays what a fault does on an open connection, and logs how the client has taken it. */
final class FaultPlay implements Behaviour {
  private final String name;
  private final Fault fault;
  private final Limits limits;
  private final FaultLog log;
  private Optional<RawPeer> played = Optional.empty();
  private boolean echoing = true;

  FaultPlay(String name, Fault fault, Limits limits, FaultLog log) {
    this.name = name;
    this.fault = fault;
    this.limits = limits;
    this.log = log;
  }

  @Override
  public void opened(Peer peer) {
    // only the wire engine plays faults
    RawPeer wire = (RawPeer) peer;
    played = Optional.of(wire);
    if (fault instanceof Fault.Bytes bytes) {
      echoing = bytes.then() == Then.ECHO;
      wire.raw(Fault.octets(bytes.hex()));
      then(bytes.then(), wire, limits);
    } else if (fault instanceof Fault.AtOnce atOnce) {
      wire.raw(Fault.octets(atOnce.hex()));
    } else if (fault instanceof Fault.Silent) {
      wire.mute(Muting.DEAF);
      wire.endAfter(limits.maxFaultDuration());
    } else if (fault instanceof Fault.Mute mute) {
      wire.mute(mute.muting());
      wire.endAfter(limits.maxFaultDuration());
    }
  }

  /** What follows the bytes of a fault. */
  static void then(Then then, RawPeer wire, Limits limits) {
    switch (then) {
      case ECHO -> {}
      case AWAIT_REACTION -> wire.endAfter(limits.faultWait());
      case AWAIT_IN_SILENCE -> {
        wire.mute(Muting.ALL);
        wire.endAfter(limits.faultWait());
      }
      case CLOSED -> {
        wire.closeSent();
        wire.endAfter(limits.faultWait());
      }
      case DROP -> wire.drop();
      case SILENCE -> {
        wire.mute(Muting.ALL);
        wire.endAfter(limits.maxFaultDuration());
      }
    }
  }

  @Override
  public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
    if (echoing) {
      peer.send(kind, slice, last);
    }
  }

  @Override
  public void closed() {
    played.ifPresent(wire -> log.ended(name, wire.seen()));
  }
}
