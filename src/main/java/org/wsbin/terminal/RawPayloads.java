package org.wsbin.terminal;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;

/** Writes messages unchanged, with a newline after each text, and keeps nothing. */
record RawPayloads(OutputStream out, Optional<Progress> progress) implements PayloadSink {

  @Override
  public void data(boolean text, ByteBuffer bytes, boolean last) throws IOException {
    int count = bytes.remaining();
    out.write(bytes.array(), bytes.arrayOffset() + bytes.position(), count);
    if (text && last) {
      out.write('\n');
    }
    out.flush();
    progress.ifPresent(shown -> shown.add(count));
  }
}
