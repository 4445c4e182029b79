package org.wsbin.recording;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.Opcode;

/** The pings of a connection, each with the pong that answers it (RFC 6455 section 5.5.3). */
public final class Pings {

  /**
   * A ping.
   *
   * @param pong the first one after it with its payload; empty if there is none
   */
  public record Ping(RecordedFrame ping, Optional<RecordedFrame> pong) {
    /** Whether the client sent it. */
    public boolean byClient() {
      return ping.received();
    }
  }

  private Pings() {}

  /**
   * All pings, in order. A pong answers one ping: the latest unanswered one with its payload, since
   * a client may answer only the latest of several.
   */
  public static List<Ping> of(List<RecordedFrame> frames) {
    List<Ping> pings = new ArrayList<>();
    for (RecordedFrame frame : frames) {
      if (frame.opcode() == Opcode.PING) {
        pings.add(new Ping(frame, Optional.empty()));
      } else if (frame.opcode() == Opcode.PONG) {
        answer(pings, frame);
      }
    }
    return pings;
  }

  private static void answer(List<Ping> pings, RecordedFrame pong) {
    for (int i = pings.size() - 1; i >= 0; i--) {
      Ping ping = pings.get(i);
      if (ping.pong().isEmpty()
          && ping.byClient() != pong.received()
          && ping.ping().payload().equals(pong.payload())) {
        pings.set(i, new Ping(ping.ping(), Optional.of(pong)));
        return;
      }
    }
  }
}
