package org.wsbin.conformance;

import java.util.Iterator;
import java.util.NoSuchElementException;

/** Sends whole messages of a case, while the connection is open. */
record Messages(Endpoint endpoint) {
  void send(CaseStep.Message message) {
    send(message.opcode(), 0, message.payload(), message.fragment());
  }

  /**
   * Sends a message in frames.
   *
   * @param reserved the reserved bits of the first frame
   * @param fragment the size of the frames; 0 for a single one
   */
  void send(int opcode, int reserved, Payload payload, int fragment) {
    if (endpoint.is(Endpoint.Phase.OPEN)) {
      endpoint.send(new Fragments(opcode, reserved, payload, fragment));
    }
  }

  /**
   * The frames of a message. One whose length is a multiple of their size has an empty last one.
   */
  private static final class Fragments implements Iterator<CaseStep.Frame> {
    private final int opcode;
    private final int reserved;
    private final Payload payload;
    private final int size;
    private int at;
    private boolean over;

    Fragments(int opcode, int reserved, Payload payload, int size) {
      this.opcode = opcode;
      this.reserved = reserved;
      this.payload = payload;
      this.size = size == 0 || payload.length() <= size ? Integer.MAX_VALUE : size;
    }

    @Override
    public boolean hasNext() {
      return !over;
    }

    @Override
    public CaseStep.Frame next() {
      if (over) {
        throw new NoSuchElementException();
      }
      int left = payload.length() - at;
      over = left < size;
      Payload part = payload.part(at, over ? left : size);
      CaseStep.Frame frame =
          new CaseStep.Frame(over, at == 0 ? reserved : 0, at == 0 ? opcode : 0, 0, false, part);
      at += part.length();
      return frame;
    }
  }
}
