package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.FRAMES;

import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Sends in fragments. */
public final class Fragment implements ConnectionStep {
  private static final Parameter<Integer> BYTES =
      Parameter.inPath("bytes", ValueType.integer("BYTES", 1, 32768));

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "fragment",
            FRAMES,
            "Sends what follows in fragments of that many bytes; the last one may be shorter. In a"
                + " text, /wire also cuts inside characters. The API of /ws cannot, so that a"
                + " fragment there may be shorter, or as long as one character.")
        .path(BYTES)
        .rfc("RFC 6455 section 5.4")
        .example("fragment/3/message/hello", "< hel|lo", "< close 1000")
        .example(
            "fragment/2/echo", "> 0x0102030405", "< 0x0102|0304|05", "> close 1000", "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return context -> {
      context.peer().fragment(arguments.get(BYTES));
      context.done();
    };
  }

  @Override
  public boolean exact() {
    return true;
  }
}
