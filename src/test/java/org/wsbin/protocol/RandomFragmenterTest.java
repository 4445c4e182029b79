package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Whatever the slices, the fragments (RFC 6455 section 5.4) are the message in exact pieces. */
class RandomFragmenterTest {
  private record Fragment(ByteBuffer payload, boolean last) {}

  @Property(tries = 1000)
  void theFragmentsJoinedAreTheMessageAndEachButTheLastIsFull(
      @ForAll @Size(max = 60) byte[] message,
      @ForAll @IntRange(min = 1, max = 70) int size,
      @ForAll @IntRange(min = 1, max = 20) int sliceBytes) {
    Fragmenter fragmenter = new Fragmenter(size, false);
    List<Fragment> fragments = new ArrayList<>();
    for (int at = 0; at < message.length; at += sliceBytes) {
      ByteBuffer slice =
          ByteBuffer.wrap(message, at, Math.min(sliceBytes, message.length - at)).slice();
      fragmenter.add(MessageKind.BINARY, slice, false, (part, end) -> keep(fragments, part, end));
    }
    fragmenter.add(
        MessageKind.BINARY,
        ByteBuffer.allocate(0),
        true,
        (part, end) -> keep(fragments, part, end));

    assertThat(joined(fragments)).isEqualTo(message);
    assertThat(fragments).hasSize(Math.max(1, (message.length + size - 1) / size));
    checkEnd(fragments);
    assertThat(fragments.subList(0, fragments.size() - 1))
        .allMatch(fragment -> fragment.payload().remaining() == size);
  }

  @Property(tries = 1000)
  void aTextIsCutBetweenCharactersAndNoFragmentIsShorterThanItHasToBe(
      @ForAll("texts") List<String> slices, @ForAll @IntRange(min = 1, max = 12) int size) {
    Fragmenter fragmenter = new Fragmenter(size, true);
    List<Fragment> fragments = new ArrayList<>();
    for (int i = 0; i < slices.size(); i++) {
      fragmenter.add(
          MessageKind.TEXT,
          ByteBuffer.wrap(slices.get(i).getBytes(UTF_8)),
          i == slices.size() - 1,
          (part, end) -> keep(fragments, part, end));
    }

    assertThat(new String(joined(fragments), UTF_8)).isEqualTo(String.join("", slices));
    checkEnd(fragments);
    for (int i = 0; i < fragments.size(); i++) {
      byte[] payload = fragments.get(i).payload().array();
      String text = new String(payload, UTF_8);
      assertThat(text.getBytes(UTF_8)).as("whole characters").isEqualTo(payload);
      assertThat(payload.length <= size || text.codePointCount(0, text.length()) == 1).isTrue();
      if (i > 0) {
        String next = Character.toString(text.codePointAt(0));
        assertThat(fragments.get(i - 1).payload().remaining() + next.getBytes(UTF_8).length)
            .as("the next character would not have fitted")
            .isGreaterThan(size);
      }
    }
  }

  @Provide
  static Arbitrary<List<String>> texts() {
    return SentArbitraries.text(10).list().ofMinSize(1).ofMaxSize(5);
  }

  private static void checkEnd(List<Fragment> fragments) {
    assertThat(fragments.stream().filter(Fragment::last)).hasSize(1);
    assertThat(fragments.get(fragments.size() - 1).last()).isTrue();
  }

  private static void keep(List<Fragment> fragments, ByteBuffer part, boolean last) {
    byte[] payload = new byte[part.remaining()];
    part.get(payload);
    fragments.add(new Fragment(ByteBuffer.wrap(payload), last));
  }

  private static byte[] joined(List<Fragment> fragments) {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    fragments.forEach(fragment -> all.writeBytes(fragment.payload().array()));
    return all.toByteArray();
  }
}
