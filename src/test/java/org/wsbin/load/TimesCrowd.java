package org.wsbin.load;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.ArrayList;
import java.util.List;

/**
 * Clients of {@code time/{count}/{interval}?format=epoch-millis}. How late a timestamp is shows in
 * the timestamp itself: it is made when it is sent, and due at a fixed time after the first step.
 */
final class TimesCrowd extends Crowd {
  private static final int TEXT = 0x81;
  private static final int PING = 0x89;
  private static final byte[] EMPTY_PONG = {(byte) 0x8a, (byte) 0x80, 1, 2, 3, 4};

  private final long intervalMillis;
  private final List<List<Long>> times = new ArrayList<>();
  private final ByteBuffer received = ByteBuffer.allocate(4096);

  TimesCrowd(long intervalMillis) throws IOException {
    super();
    this.intervalMillis = intervalMillis;
  }

  @Override
  int interest() {
    return SelectionKey.OP_READ;
  }

  @Override
  void ready(SelectionKey key, SocketChannel channel) throws IOException {
    if (key.attachment() == null) {
      List<Long> own = new ArrayList<>();
      key.attach(own);
      synchronized (times) {
        times.add(own);
      }
    }
    @SuppressWarnings("unchecked")
    List<Long> own = (List<Long>) key.attachment();
    if (channel.read(received.clear()) < 0) {
      throw new EOFException("The server has ended the connection.");
    }
    received.flip();
    while (received.hasRemaining()) {
      frame(own, channel);
    }
  }

  /** Small frames come whole. */
  private void frame(List<Long> own, SocketChannel channel) throws IOException {
    int first = received.get() & 0xff;
    byte[] payload = new byte[received.get()];
    received.get(payload);
    if (first == TEXT) {
      synchronized (times) {
        own.add(Long.parseLong(new String(payload, US_ASCII)));
      }
    } else if (first == PING) {
      channel.write(ByteBuffer.wrap(EMPTY_PONG));
    } else {
      throw new EOFException("Anything else ends the client.");
    }
  }

  /** Timestamps that have come, from all together. */
  long count() {
    synchronized (times) {
      return times.stream().mapToLong(List::size).sum();
    }
  }

  /** How late each was, in milliseconds, against the earliest of its own connection's schedule. */
  List<Double> lateness() {
    List<Double> late = new ArrayList<>();
    synchronized (times) {
      for (List<Long> own : times) {
        long start = Long.MAX_VALUE;
        for (int i = 0; i < own.size(); i++) {
          start = Math.min(start, own.get(i) - i * intervalMillis);
        }
        for (int i = 0; i < own.size(); i++) {
          late.add((double) (own.get(i) - i * intervalMillis - start));
        }
      }
    }
    return late;
  }
}
