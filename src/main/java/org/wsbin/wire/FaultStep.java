package org.wsbin.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.BadParameterException;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.scenario.StepContext;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.ValueType;
import org.wsbin.wire.Fault.Then;

/** A fault in the middle of a scenario, or at its end. */
final class FaultStep implements ConnectionStep {
  private final FaultEntry entry;
  private final Limits limits;
  private final FaultLog log;
  private final Optional<Parameter<Fault>> value;

  FaultStep(FaultEntry entry, Limits limits, FaultLog log) {
    this.entry = entry;
    this.limits = limits;
    this.log = log;
    this.value =
        entry
            .value()
            .map(
                given ->
                    Parameter.inPath(
                        "value",
                        new ValueType<>(
                            given.form(), given.placeholder(), given.allowed(), entry.fault())));
  }

  @Override
  public Declaration declaration() {
    Declaration.Builder declaration =
        Declaration.of(
                "fault/" + entry.name(),
                Declaration.Group.FAULT,
                entry.breaks() + " A correct client: " + entry.duty())
            .wireOnly()
            .rfc(entry.rfc());
    value.ifPresent(declaration::path);
    entry
        .fault()
        .apply(entry.value().map(FaultEntry.Value::example).orElse(""))
        .ifPresent(fault -> example(declaration, fault));
    return declaration.done();
  }

  private void example(Declaration.Builder declaration, Fault fault) {
    String path = "fault/" + entry.examplePath();
    if (fault instanceof Fault.Bytes bytes) {
      List<String> transcript = new ArrayList<>(List.of("< hello"));
      if (!bytes.hex().isEmpty()) {
        transcript.add("< octets " + bytes.hex().replace(" ", ""));
      }
      if (bytes.then() == Then.DROP) {
        declaration.ending();
        transcript.add("< end");
      }
      declaration.example("message/hello/" + path, transcript.toArray(String[]::new));
    } else if (fault instanceof Fault.Mute) {
      declaration.example(path + "/echo", "> hello", "< hello");
    } else {
      declaration.ending();
      declaration.example(path);
    }
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    Fault fault =
        value.isPresent() ? arguments.get(value.get()) : entry.fault().apply("").orElseThrow();
    if (fault instanceof Fault.Bytes bytes) {
      return new Acting() {
        @Override
        void act(StepContext stage, RawPeer wire) {
          wire.raw(Fault.octets(bytes.hex()));
          if (bytes.then() == Then.DROP || (stage.last() && bytes.then() != Then.ECHO)) {
            stage.stay();
            FaultPlay.then(bytes.then(), wire, limits);
          }
          stage.done();
        }
      };
    }
    if (fault instanceof Fault.Mute mute) {
      return new Acting() {
        @Override
        void act(StepContext stage, RawPeer wire) {
          wire.mute(mute.muting());
          wire.endAfter(limits.maxFaultDuration());
          stage.done();
        }
      };
    }
    throw new BadParameterException(
        "The fault "
            + entry.name()
            + " is one of the handshake, which allows no other steps: its path is /wire/fault/"
            + entry.pattern()
            + ".");
  }

  @Override
  public boolean exact() {
    return true;
  }

  /** Keeps the peer, for the line of the log. */
  private abstract class Acting implements Action {
    private Optional<RawPeer> acted = Optional.empty();

    @Override
    public void start(StepContext stage) {
      // only this engine plays this step
      RawPeer wire = (RawPeer) stage.wire();
      acted = Optional.of(wire);
      act(stage, wire);
    }

    abstract void act(StepContext stage, RawPeer wire);

    @Override
    public void closed() {
      acted.ifPresent(wire -> log.ended(entry.name(), wire.seen()));
    }
  }
}
