package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.FRAMES;

import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;

/** Sends an unsolicited pong. */
public final class Pong implements ConnectionStep {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "pong", FRAMES, "Sends an unsolicited pong, which is allowed. A client ignores it.")
        .rfc("RFC 6455 section 5.5.3")
        .example("pong/message/hello", "< pong unasked", "< hello", "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return action();
  }

  /** The action of this step. */
  public static Action action() {
    return stage -> {
      stage.peer().pongUnasked(UTF_8.encode("unasked"));
      stage.done();
    };
  }
}
