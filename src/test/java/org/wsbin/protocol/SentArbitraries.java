package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Tuple;

/** What a peer may send: messages in fragments, with control frames between them. */
final class SentArbitraries {
  private SentArbitraries() {}

  /** Text of characters of one to four bytes. */
  static Arbitrary<String> text(int maxCharacters) {
    return Arbitraries.frequencyOf(
            Tuple.of(4, Arbitraries.integers().between(0x0, 0x7f)),
            Tuple.of(2, Arbitraries.integers().between(0x80, 0x7ff)),
            Tuple.of(1, Arbitraries.integers().between(0x800, 0xd7ff)),
            Tuple.of(1, Arbitraries.integers().between(0xe000, 0xffff)),
            Tuple.of(2, Arbitraries.integers().between(0x10000, 0x10ffff)))
        .list()
        .ofMaxSize(maxCharacters)
        .map(
            points -> {
              StringBuilder text = new StringBuilder();
              points.forEach(text::appendCodePoint);
              return text.toString();
            });
  }

  /** Up to eight messages. */
  static Arbitrary<List<Sent>> messages() {
    Arbitrary<Sent> message =
        Combinators.combine(
                Arbitraries.oneOf(textPayload(), binaryPayload()),
                Arbitraries.integers().between(0, 1000).list().ofMaxSize(5),
                control().list().ofMaxSize(3),
                Arbitraries.of(true, false))
            .as(
                (payload, cuts, between, compressed) ->
                    new Sent(
                        payload.get1(),
                        ByteBuffer.wrap(payload.get2()),
                        cuts,
                        between,
                        compressed));
    return message.list().ofMaxSize(8);
  }

  /** Sizes of the pieces in which bytes arrive. */
  static Arbitrary<List<Integer>> sizes() {
    return Arbitraries.frequencyOf(
            Tuple.of(2, Arbitraries.integers().between(1, 8)),
            Tuple.of(1, Arbitraries.integers().between(9, 70_000)))
        .list()
        .ofMinSize(1)
        .ofMaxSize(6);
  }

  private static Arbitrary<Tuple.Tuple2<MessageKind, byte[]>> textPayload() {
    return Combinators.combine(text(40), Arbitraries.of(1, 1, 1, 2, 10, 1500))
        .as((text, times) -> Tuple.of(MessageKind.TEXT, text.repeat(times).getBytes(UTF_8)));
  }

  private static Arbitrary<Tuple.Tuple2<MessageKind, byte[]>> binaryPayload() {
    Arbitrary<Integer> lengths =
        Arbitraries.frequencyOf(
            Tuple.of(6, Arbitraries.integers().between(0, 300)),
            Tuple.of(2, Arbitraries.of(125, 126, 127)),
            Tuple.of(1, Arbitraries.of(65_535, 65_536, 65_537, 140_000)));
    return Combinators.combine(lengths, Arbitraries.longs(), Arbitraries.of(1, 16, 256))
        .as((length, seed, values) -> Tuple.of(MessageKind.BINARY, noise(length, seed, values)));
  }

  /** Bytes that look random; the fewer values, the better they compress. */
  static byte[] noise(int length, long seed, int values) {
    Random random = new Random(seed);
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) random.nextInt(values);
    }
    return bytes;
  }

  private static Arbitrary<Sent.Control> control() {
    Arbitrary<byte[]> payloads =
        Arbitraries.frequencyOf(
            Tuple.of(3, Arbitraries.bytes().array(byte[].class).ofMaxSize(10)),
            Tuple.of(1, Arbitraries.bytes().array(byte[].class).ofSize(125)));
    return Combinators.combine(Arbitraries.of(Opcode.PING, Opcode.PONG), payloads)
        .as((opcode, payload) -> new Sent.Control(opcode, ByteBuffer.wrap(payload)));
  }
}
