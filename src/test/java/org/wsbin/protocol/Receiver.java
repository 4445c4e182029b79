package org.wsbin.protocol;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** What one end of a connection makes of the bytes that it gets, in any split. */
final class Receiver {
  static final MessageDecoder.Limits NO_LIMITS =
      new MessageDecoder.Limits(Long.MAX_VALUE, Integer.MAX_VALUE);

  private static final int MAX_SLICE = 16 * 1024;

  private final MessageLog log = new MessageLog();
  private final FrameDecoder decoder;

  Receiver(Role role, MessageDecoder.Limits limits, Optional<MessageInflater> inflater) {
    MessageDecoder messages = new MessageDecoder(limits, inflater, log);
    decoder = new FrameDecoder(role, inflater.isPresent(), MAX_SLICE, messages);
  }

  static Receiver client() {
    return new Receiver(Role.CLIENT, NO_LIMITS, Optional.empty());
  }

  static Receiver client(MessageDecoder.Limits limits) {
    return new Receiver(Role.CLIENT, limits, Optional.empty());
  }

  /** A client that has agreed on compression. */
  static Receiver inflating(MessageDecoder.Limits limits, boolean contextTakeover) {
    return new Receiver(Role.CLIENT, limits, Optional.of(new MessageInflater(contextTakeover)));
  }

  /** Takes the bytes at once; the array stays as it is. */
  Receiver receive(byte[] bytes) {
    decoder.decode(ByteBuffer.wrap(bytes.clone()));
    return this;
  }

  Receiver receive(String hex) {
    return receive(Hex.bytes(hex));
  }

  Receiver receiveByteByByte(byte[] bytes) {
    return receiveInPieces(bytes, List.of(1));
  }

  /** Takes the bytes in pieces of those sizes, again and again. */
  Receiver receiveInPieces(byte[] bytes, List<Integer> sizes) {
    int from = 0;
    for (int i = 0; from < bytes.length; i++) {
      int to = Math.min(bytes.length, from + sizes.get(i % sizes.size()));
      receive(Arrays.copyOfRange(bytes, from, to));
      from = to;
    }
    return this;
  }

  /** What has come so far. */
  List<String> messages() {
    return log.messages();
  }

  /** How many bytes of data came in each slice. */
  List<Integer> slices() {
    return log.slices();
  }

  /** How many bytes of data have come. */
  int delivered() {
    return log.slices().stream().mapToInt(Integer::intValue).sum();
  }
}
