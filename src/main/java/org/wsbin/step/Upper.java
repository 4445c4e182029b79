package org.wsbin.step;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.wsbin.scenario.Declaration.Group.MESSAGES;

import java.nio.ByteBuffer;
import java.util.Locale;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Arguments;
import org.wsbin.scenario.ConnectionStep;
import org.wsbin.scenario.Declaration;
import org.wsbin.scenario.OpeningRequest;
import org.wsbin.scenario.Peer;

/** Echoes texts in capitals, slice by slice. */
public final class Upper implements ConnectionStep {
  @Override
  public Declaration declaration() {
    return Declaration.of(
            "upper",
            MESSAGES,
            "From now on, sends back every text in capitals, and every binary message unchanged.")
        .example("upper", "> Straße", "< STRASSE", "> close 1000", "< close 1000")
        .done();
  }

  @Override
  public Action action(Arguments arguments, OpeningRequest opening) {
    return new ListenAction(Upper::send);
  }

  private static void send(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
    peer.send(kind, kind == MessageKind.TEXT ? upper(slice) : slice, last);
  }

  private static ByteBuffer upper(ByteBuffer slice) {
    return UTF_8.encode(UTF_8.decode(slice).toString().toUpperCase(Locale.ROOT));
  }
}
