package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.protocol.MaskingTest.reference;

import java.nio.ByteBuffer;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;

/** Masking is what RFC 6455 section 5.3 says of each byte, in one part or in several. */
class RandomMaskingTest {

  @Property(tries = 300)
  void masksByteByByte(@ForAll @Size(max = 100) byte[] plain, @ForAll int key) {
    ByteBuffer buffer = ByteBuffer.wrap(plain.clone());

    Masking.apply(buffer, key);

    assertThat(buffer.array()).isEqualTo(reference(plain, 0, plain.length, key));
    Masking.apply(buffer, key);
    assertThat(buffer.array()).as("unmasked").isEqualTo(plain);
  }

  @Property(tries = 300)
  void partsAreMaskedAsTheWhole(
      @ForAll @Size(min = 40, max = 60) byte[] plain,
      @ForAll int key,
      @ForAll @IntRange(max = 20) int first,
      @ForAll @IntRange(max = 20) int second) {
    ByteBuffer buffer = ByteBuffer.wrap(plain.clone());
    int then = Masking.after(key, first);

    Masking.apply(buffer.limit(first), key);
    Masking.apply(buffer.limit(first + second).position(first), then);
    Masking.apply(buffer.limit(plain.length).position(first + second), Masking.after(then, second));

    assertThat(buffer.array()).isEqualTo(reference(plain, 0, plain.length, key));
  }
}
