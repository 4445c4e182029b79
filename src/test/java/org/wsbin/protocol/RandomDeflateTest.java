package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.MessageDeflaterTest.deflated;
import static org.wsbin.protocol.MessageDeflaterTest.inflatedByTheJdk;
import static org.wsbin.protocol.MessageDeflaterTest.joined;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.zip.DataFormatException;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** What is deflated is inflated, in whatever slices, by us and by others. */
class RandomDeflateTest {

  @Provide
  Arbitrary<List<Sent>> messages() {
    return SentArbitraries.messages();
  }

  @Provide
  Arbitrary<List<Integer>> sizes() {
    return SentArbitraries.sizes();
  }

  @Property(tries = 200)
  void whatIsDeflatedIsInflated(
      @ForAll("messages") List<Sent> messages,
      @ForAll("sizes") List<Integer> sizes,
      @ForAll boolean takeover,
      @ForAll @IntRange(min = 8, max = 15) int windowBits) {
    WindowInflater oracle = new WindowInflater(windowBits);
    try (MessageDeflater deflater = new MessageDeflater(takeover, windowBits);
        MessageInflater inflater = new MessageInflater(takeover)) {
      for (Sent message : messages) {
        byte[][] slices = message.fragments(message.octets()).toArray(byte[][]::new);
        byte[] compressed = joined(deflated(deflater, slices));
        assertThat(oracle.message(compressed)).isEqualTo(message.octets());
        assertThat(inflated(inflater, compressed, sizes)).isEqualTo(message.octets());
      }
    }
  }

  @Property(tries = 200)
  void messagesThatStandAloneAreReadByAnyInflater(@ForAll("messages") List<Sent> messages)
      throws DataFormatException {
    try (MessageDeflater deflater = new MessageDeflater(false)) {
      for (Sent message : messages) {
        byte[] compressed = joined(deflated(deflater, message.octets()));
        assertThat(inflatedByTheJdk(compressed)).isEqualTo(message.octets());
      }
    }
  }

  private static byte[] inflated(MessageInflater inflater, byte[] compressed, List<Integer> sizes) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    int from = 0;
    for (int i = 0; from < compressed.length; i++) {
      int count = Math.min(sizes.get(i % sizes.size()), compressed.length - from);
      inflater.inflate(
          ByteBuffer.wrap(compressed, from, count), chunk -> out.writeBytes(Hex.octets(chunk)));
      from += count;
    }
    inflater.endMessage();
    return out.toByteArray();
  }
}
