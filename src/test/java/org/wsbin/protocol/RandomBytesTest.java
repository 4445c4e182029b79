package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.Size;

/** Whatever bytes come, nothing is thrown but what says how they break the protocol. */
class RandomBytesTest {
  private static final int TRIES = 500;
  private static final MessageDecoder.Limits LIMITS = new MessageDecoder.Limits(200_000, 6);

  /** What happens to a stream on its way. */
  private record Mutation(int thousandth, byte with, int removed) {
    byte[] apply(byte[] stream) {
      int at = (int) ((long) thousandth * stream.length / 1000);
      int from = Math.min(stream.length, at + removed);
      ByteBuffer changed = ByteBuffer.allocate(at + 1 + stream.length - from);
      changed.put(stream, 0, at).put(with).put(stream, from, stream.length - from);
      return changed.array();
    }
  }

  @Provide
  Arbitrary<List<Sent>> messages() {
    return SentArbitraries.messages();
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return SentArbitraries.sizes();
  }

  @Provide
  Arbitrary<List<Mutation>> mutations() {
    return Combinators.combine(
            Arbitraries.integers().between(0, 999),
            Arbitraries.bytes(),
            Arbitraries.integers().between(0, 3))
        .as(Mutation::new)
        .list()
        .ofMinSize(1)
        .ofMaxSize(3);
  }

  /** Bytes that often begin like a frame. */
  @Provide
  Arbitrary<byte[]> nearlyFrames() {
    Arbitrary<byte[]> heads =
        Arbitraries.of("c1", "c2", "02", "00", "80", "81", "88", "89", "82 7e 00", "c1 04", "82 04")
            .map(Hex::bytes);
    Arbitrary<byte[]> tails = Arbitraries.bytes().array(byte[].class).ofMaxSize(12);
    return Combinators.combine(heads, tails)
        .as((head, tail) -> Hex.bytes(Hex.of(head) + Hex.of(tail)))
        .list()
        .ofMaxSize(12)
        .map(
            frames -> {
              StringBuilder all = new StringBuilder();
              frames.forEach(frame -> all.append(Hex.of(frame)));
              return Hex.bytes(all.toString());
            });
  }

  @Property(tries = TRIES)
  void anyBytes(@ForAll @Size(max = 200) byte[] bytes, @ForAll Role role) {
    takes(role, bytes, List.of(7));
  }

  @Property(tries = TRIES)
  void nearlyFrames(@ForAll("nearlyFrames") byte[] bytes, @ForAll("sizes") List<Integer> sizes) {
    takes(Role.CLIENT, bytes, sizes);
  }

  @Property(tries = TRIES)
  void mutatedStreams(
      @ForAll("messages") List<Sent> messages,
      @ForAll("mutations") List<Mutation> mutations,
      @ForAll("sizes") List<Integer> sizes,
      @ForAll Role role) {
    FrameEncoder encoder = role == Role.SERVER ? FrameEncoder.client() : FrameEncoder.server();
    try (MessageDeflater deflater = new MessageDeflater(true)) {
      byte[] stream = new Sender(encoder, Optional.of(deflater)).send(messages).bytes();
      for (Mutation mutation : mutations) {
        stream = mutation.apply(stream);
      }
      takes(role, stream, sizes);
    }
  }

  @Property(tries = TRIES)
  void anyCloseBody(@ForAll @Size(max = 125) byte[] body) {
    try {
      Optional<CloseStatus> status = CloseStatus.parse(ByteBuffer.wrap(body));
      byte[] again = status.map(CloseStatus::body).map(Hex::octets).orElse(new byte[0]);
      assertThat(again).isEqualTo(body);
    } catch (ViolationException refused) {
      assertThat(refused.violation().close().code()).isIn(1002, 1007);
    }
  }

  /** The same comes of the bytes in pieces as at once, and a refusal, if of another rule. */
  private static void takes(Role role, byte[] bytes, List<Integer> sizes) {
    assertThat(outcome(role, bytes, sizes))
        .isEqualTo(outcome(role, bytes, List.of(Math.max(1, bytes.length))));
  }

  private static List<String> outcome(Role role, byte[] bytes, List<Integer> sizes) {
    try (MessageInflater inflater = new MessageInflater(true)) {
      Receiver receiver = new Receiver(role, LIMITS, Optional.of(inflater));
      try {
        receiver.receiveInPieces(bytes, sizes);
      } catch (ViolationException refused) {
        assertThat(refused.violation().close().code()).isIn(1002, 1007, 1009);
        receiver.messages().add("refused");
      }
      return receiver.messages();
    }
  }
}
