package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;

/** Sends a text. */
public final class Message implements ConnectionStep {
  private static final Parameter<String> TEXT = Parameter.inPath("text", StepValues.text());

  @Override
  public Declaration declaration() {
    return Declaration.of("message", MESSAGES, "Sends this text as one message.")
        .path(TEXT)
        .example("message/hello", "< hello", "< close 1000")
        .example("message/Gr%C3%BC%C3%9Fe/message/2", "< Grüße", "< 2", "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return context ->
        context.say(MessageKind.TEXT, UTF_8.encode(arguments.get(TEXT)), context::done);
  }
}
