package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Behaviour;
import org.wsbin.scenario.Peer;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.wire.Fault.Then;
import org.wsbin.wire.WirePeer.Muting;

/** Plays what a fault does on an open connection, and logs how the client has taken it. */
final class FaultPlay implements Behaviour {
  private final String name;
  private final Fault fault;
  private final Limits limits;
  private final FaultLog log;
  private Optional<WirePeer> played = Optional.empty();
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
    WirePeer wire = (WirePeer) peer;
    played = Optional.of(wire);
    if (fault instanceof Fault.Bytes bytes) {
      echoing = bytes.then() == Then.ECHO;
      wire.raw(Fault.octets(bytes.hex()));
      then(bytes.then(), wire);
    } else if (fault instanceof Fault.AtOnce atOnce) {
      wire.raw(Fault.octets(atOnce.hex()));
    } else if (fault instanceof Fault.Silent) {
      wire.mute(Muting.DEAF);
      endAfter(limits.maxFaultDuration(), wire);
    } else if (fault instanceof Fault.Mute mute) {
      wire.mute(mute.muting());
      endAfter(limits.maxFaultDuration(), wire);
    }
  }

  private void then(Then then, WirePeer wire) {
    switch (then) {
      case ECHO -> {}
      case AWAIT_REACTION -> endAfter(limits.faultWait(), wire);
      case AWAIT_IN_SILENCE -> {
        wire.mute(Muting.ALL);
        endAfter(limits.faultWait(), wire);
      }
      case CLOSED -> {
        wire.closeSent();
        endAfter(limits.faultWait(), wire);
      }
      case DROP -> wire.drop();
      case SILENCE -> {
        wire.mute(Muting.ALL);
        endAfter(limits.maxFaultDuration(), wire);
      }
    }
  }

  private static void endAfter(Duration time, WirePeer wire) {
    wire.endAfter(time.toNanos());
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
