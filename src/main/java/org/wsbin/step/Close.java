package org.wsbin.step;

import static org.wsbin.scenario.Declaration.Group.END;

import java.util.Optional;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Parameter;
import org.wsbin.settings.ValueType;

/** Closes with a code. */
public final class Close implements ConnectionStep {
  private static final Parameter<Integer> CODE =
      Parameter.inPath(
          "code",
          new ValueType<>(
              "CODE",
              "1000 to 1003, 1007 to 1014 or 3000 to 4999; for others use /wire/fault/close-code",
              text ->
                  Optional.of(text)
                      .filter(t -> t.matches("\\d{4}"))
                      .map(Integer::valueOf)
                      .filter(CloseStatus::mayBeSent)));

  private static final Parameter<String> REASON =
      new Parameter<>(
          "reason",
          new ValueType<>(
              "TEXT",
              "at most " + CloseStatus.MAX_REASON_BYTES + " bytes of text",
              text -> Optional.of(text).filter(CloseStatus::fits)),
          "");

  @Override
  public Declaration declaration() {
    return Declaration.of(
            "close", END, "Closes with this code and reason, after sending everything before it.")
        .path(CODE)
        .query(REASON)
        .ending()
        .rfc("RFC 6455 section 7.4")
        .example("close/1000", "< close 1000")
        .example("close/4001?reason=enough", "< close 4001 enough")
        .example("close/1013", "< close 1013")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    CloseStatus status = new CloseStatus(arguments.get(CODE), arguments.get(REASON));
    return context -> context.peer().close(status);
  }
}
