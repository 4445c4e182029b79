package org.wsbin.workload;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLEngineResult;
import javax.net.ssl.SSLEngineResult.HandshakeStatus;
import javax.net.ssl.SSLEngineResult.Status;
import javax.net.ssl.SSLException;

/** With TLS. */
final class TlsLink extends Link {
  /** The most that a record can hold, and more. */
  static final int ROOM_BYTES = 32 * 1024;

  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

  private final SSLEngine engine;
  private final ByteBuffer received;
  private final ByteBuffer wrapped;
  private boolean ended;

  TlsLink(SocketChannel channel, SSLEngine engine) throws SSLException {
    super(channel);
    this.engine = engine;
    engine.setUseClientMode(true);
    int packet = engine.getSession().getPacketBufferSize();
    this.received = ByteBuffer.allocate(packet).limit(0);
    this.wrapped = ByteBuffer.allocate(packet);
    engine.beginHandshake();
  }

  @Override
  boolean secure() throws IOException {
    ByteBuffer none = ByteBuffer.allocate(ROOM_BYTES);
    while (true) {
      switch (engine.getHandshakeStatus()) {
        case NEED_WRAP -> wrap(NOTHING.duplicate());
        case NEED_TASK -> runTasks();
        case NEED_UNWRAP, NEED_UNWRAP_AGAIN -> {
          if (!unwrap(none)) {
            if (ended) {
              throw new EOFException("The server ended TCP during the TLS handshake.");
            }
            return false;
          }
        }
        default -> {
          return true;
        }
      }
    }
  }

  @Override
  int read(ByteBuffer into) throws IOException {
    int from = into.position();
    while (into.remaining() >= ROOM_BYTES && unwrap(into)) {
      answerHandshake();
    }
    int count = into.position() - from;
    return count == 0 && ended ? END : count;
  }

  /** Later handshake messages may want an answer: a new key in TLS 1.3. */
  private void answerHandshake() throws IOException {
    runTasks();
    if (engine.getHandshakeStatus() == HandshakeStatus.NEED_WRAP) {
      wrap(NOTHING.duplicate());
    }
  }

  @Override
  void write(ByteBuffer bytes) throws IOException {
    while (bytes.hasRemaining()) {
      wrap(bytes);
    }
  }

  private void wrap(ByteBuffer bytes) throws IOException {
    SSLEngineResult result = engine.wrap(bytes, wrapped.clear());
    send(wrapped.flip());
    if (result.getStatus() == Status.CLOSED && bytes.hasRemaining()) {
      throw new EOFException("The server ended TLS.");
    }
  }

  /** Unwraps one record; returns whether there was one. */
  private boolean unwrap(ByteBuffer into) throws IOException {
    while (!ended) {
      SSLEngineResult result = engine.unwrap(received, into);
      switch (result.getStatus()) {
        case OK -> {
          return true;
        }
        case CLOSED -> ended = true;
        case BUFFER_UNDERFLOW -> {
          received.compact();
          int count = channel().read(received);
          received.flip();
          ended = count < 0;
          if (count == 0) {
            return false;
          }
        }
        default -> throw new SSLException("A record is larger than TLS allows.");
      }
    }
    return false;
  }

  private void runTasks() {
    for (Runnable task = engine.getDelegatedTask();
        task != null;
        task = engine.getDelegatedTask()) {
      task.run();
    }
  }
}
