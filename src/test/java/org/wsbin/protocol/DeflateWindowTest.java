package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.wsbin.protocol.MessageDeflaterTest.deflated;
import static org.wsbin.protocol.MessageDeflaterTest.joined;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("RFC 7692 section 7.1.2: no reference leaves the window")
class DeflateWindowTest {

  static Stream<Arguments> windows() {
    return IntStream.rangeClosed(8, 15)
        .boxed()
        .flatMap(bits -> Stream.of(true, false).map(takeover -> Arguments.of(bits, takeover)));
  }

  @ParameterizedTest
  @MethodSource("windows")
  void everySizeComesBackFromAnInflaterOfThatWindow(int bits, boolean takeover) {
    int window = 1 << bits;
    List<byte[]> messages = new ArrayList<>();
    for (int size :
        List.of(1, 2, window / 4, window - 1, window, window + 1, 2 * window, 5 * window + 3)) {
      messages.add(text(size));
      messages.add(new byte[0]);
      messages.add(SentArbitraries.noise(size, size, 256));
      messages.add(SentArbitraries.noise(size, 1, 3));
    }
    assertComeBack(messages, bits, takeover, Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @MethodSource("windows")
  void slicesMakeNoDifference(int bits, boolean takeover) {
    byte[] message = text(3 * (1 << bits) + 17);
    for (int slice : List.of(1, 100, 255, 256, 257, 1000, 1 << bits)) {
      assertComeBack(List.of(message, message), bits, takeover, slice);
    }
  }

  /** The same bytes again at each distance up to the window and beyond. */
  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 11, 12})
  void repetitionsAtEveryDistance(int bits) {
    List<byte[]> messages = new ArrayList<>();
    for (int distance = 1; distance < (1 << bits) + 300; distance += 7) {
      byte[] noise = SentArbitraries.noise(distance, distance, 256);
      messages.add(noise);
      messages.add(noise);
    }
    assertComeBack(messages, bits, true, Integer.MAX_VALUE);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 12, 14})
  void mostOfTheWindowIsUsed(int bits) {
    WindowInflater inflater = new WindowInflater(bits);
    try (MessageDeflater deflater = new MessageDeflater(true, bits)) {
      inflater.message(joined(deflated(deflater, text(20 << bits))));
    }
    assertThat(inflater.farthest()).isBetween(9 * (1 << bits) / 10, 1 << bits);
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 10, 12, 14})
  void whatHasAnEarlierCopyInTheWindowIsSmaller(int bits) {
    byte[] noise = SentArbitraries.noise((1 << bits) / 4, 1, 256);
    try (MessageDeflater deflater = new MessageDeflater(true, bits)) {
      for (int i = 0; i < 20; i++) {
        int size = joined(deflated(deflater, noise)).length;
        assertThat(size).isLessThan(i == 0 ? 2 * noise.length : noise.length / 2);
      }
    }
  }

  @Test
  void theJdksOwnWindowIsTooLargeForTheOracle() {
    byte[] noise = SentArbitraries.noise(2000, 1, 256);
    try (MessageDeflater deflater = new MessageDeflater(true)) {
      WindowInflater inflater = new WindowInflater(10);
      inflater.message(joined(deflated(deflater, noise)));
      byte[] again = joined(deflated(deflater, noise));
      assertThatThrownBy(() -> inflater.message(again)).hasMessageContaining("distance 2000");
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {8, 9, 15})
  void eachEndHasItsOwnWindow(int bits) {
    PerMessageDeflate server =
        new PerMessageDeflate(false, false, OptionalInt.of(bits), OptionalInt.empty());
    PerMessageDeflate client =
        new PerMessageDeflate(false, false, OptionalInt.empty(), OptionalInt.of(bits));
    byte[] noise = SentArbitraries.noise(2000, 1, 256);
    assertThat(farthest(server, Role.SERVER, noise)).isEqualTo(bits == 15 ? 2000 : 0);
    assertThat(farthest(server, Role.CLIENT, noise)).isEqualTo(2000);
    assertThat(farthest(client, Role.SERVER, noise)).isEqualTo(2000);
    assertThat(farthest(client, Role.CLIENT, noise)).isEqualTo(bits == 15 ? 2000 : 0);
  }

  private static int farthest(PerMessageDeflate agreed, Role sender, byte[] noise) {
    WindowInflater oracle = new WindowInflater(15);
    try (MessageDeflater deflater = agreed.deflater(sender)) {
      assertThat(oracle.message(joined(deflated(deflater, noise)))).isEqualTo(noise);
      assertThat(oracle.message(joined(deflated(deflater, noise)))).isEqualTo(noise);
    }
    return oracle.farthest();
  }

  /** Read by the oracle and, as a peer would, by our inflater. */
  private static void assertComeBack(
      List<byte[]> messages, int bits, boolean takeover, int sliceSize) {
    WindowInflater oracle = new WindowInflater(bits);
    try (MessageDeflater deflater = new MessageDeflater(takeover, bits);
        MessageInflater inflater = new MessageInflater(takeover)) {
      for (byte[] message : messages) {
        byte[] compressed = joined(deflated(deflater, slices(message, sliceSize)));
        WindowInflater reader = takeover ? oracle : new WindowInflater(bits);
        assertThat(reader.message(compressed)).isEqualTo(message);
        ByteArrayOutputStream ours = new ByteArrayOutputStream();
        inflater.inflate(ByteBuffer.wrap(compressed), chunk -> ours.writeBytes(Hex.octets(chunk)));
        inflater.endMessage();
        assertThat(ours.toByteArray()).isEqualTo(message);
      }
    }
  }

  /** The last one is empty: a message's end may come after its data. */
  private static byte[][] slices(byte[] message, int size) {
    List<byte[]> slices = new ArrayList<>();
    for (int from = 0; from < message.length; from += Math.min(size, message.length - from)) {
      slices.add(Arrays.copyOfRange(message, from, from + Math.min(size, message.length - from)));
    }
    slices.add(new byte[0]);
    return slices.toArray(byte[][]::new);
  }

  private static byte[] text(int size) {
    Random random = new Random(size);
    StringBuilder text = new StringBuilder();
    while (text.length() < size) {
      text.append("{\"id\":").append(random.nextInt(10_000)).append(",\"name\":\"somebody\"}");
    }
    return Arrays.copyOf(text.toString().getBytes(UTF_8), size);
  }
}
