package org.wsbin.it.wire;

import java.io.ByteArrayOutputStream;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.wsbin.it.raw.Bytes;

/** Compression as a client does it (RFC 7692 section 7.2). */
final class Deflation implements AutoCloseable {
  private static final Bytes TAIL = Bytes.hex("00 00 ff ff");
  private static final Bytes EMPTY_MESSAGE = Bytes.hex("00");

  private final Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
  private final Inflater inflater = new Inflater(true);
  private final boolean keepsClientContext;
  private final boolean keepsServerContext;

  /**
   * @param keepsClientContext whether what is sent may refer to earlier messages
   * @param keepsServerContext whether what is received may
   */
  Deflation(boolean keepsClientContext, boolean keepsServerContext) {
    this.keepsClientContext = keepsClientContext;
    this.keepsServerContext = keepsServerContext;
  }

  Bytes deflate(Bytes message) {
    if (message.length() == 0) {
      return EMPTY_MESSAGE;
    }
    deflater.setInput(message.toArray());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    int count = buffer.length;
    while (count == buffer.length) {
      count = deflater.deflate(buffer, 0, buffer.length, Deflater.SYNC_FLUSH);
      out.write(buffer, 0, count);
    }
    if (!keepsClientContext) {
      deflater.reset();
    }
    return Bytes.of(out.toByteArray()).slice(0, out.size() - TAIL.length());
  }

  Bytes inflate(Bytes payload) throws DataFormatException {
    inflater.setInput(payload.plus(TAIL).toArray());
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] buffer = new byte[8192];
    for (int count = inflater.inflate(buffer); count > 0; count = inflater.inflate(buffer)) {
      out.write(buffer, 0, count);
    }
    if (!keepsServerContext) {
      inflater.reset();
    }
    return Bytes.of(out.toByteArray());
  }

  @Override
  public void close() {
    deflater.end();
    inflater.end();
  }
}
