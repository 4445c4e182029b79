package org.wsbin.wire;

import java.io.IOException;

/** Something that happens on a connection. */
@FunctionalInterface
interface WireEvent {
  void happen() throws IOException;
}
