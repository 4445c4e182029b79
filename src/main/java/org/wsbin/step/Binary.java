package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Sends one binary message. */
public final class Binary implements ConnectionStep {
  private static final Parameter<Long> SIZE = Parameter.inPath("size", ValueType.size(0, 1L << 40));

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "binary",
            MESSAGES,
            "Sends one binary message of that size, with the bytes that generate makes from seed 0."
                + " The connection lasts at most --max-duration.")
        .path(SIZE)
        .example("binary/4", "< 0xafcd1d7b", "< close 1000")
        .example("binary/0", "< 0x", "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    long size = arguments.get(SIZE);
    return new Bulk(new Bulk.Plan(size, Math.max(1, size), 0, MessageKind.BINARY, false));
  }
}
