package org.wsbin.fault;

import java.nio.ByteBuffer;
import java.util.HexFormat;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.StepContext;

/**
 * Sends raw bytes that violate the protocol.
 *
 * @param hex pairs of hexadecimal digits; spaces are for readers
 * @param then what follows if no other step follows
 */
record Octets(String hex, Aftermath then) implements Action {
  @Override
  public void start(StepContext context) {
    context.wire().raw(bytes());
    if (context.last()) {
      then.follow(context);
    } else {
      context.done();
    }
  }

  private ByteBuffer bytes() {
    return ByteBuffer.wrap(HexFormat.of().parseHex(digits()));
  }

  /** The digits without spaces. */
  String digits() {
    return hex.replace(" ", "");
  }
}
