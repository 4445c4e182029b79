package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

/** {@link Payload}, and the {@link Content} that stands for one. */
class PayloadTest {
  @Test
  void readsEachNotation() {
    assertThat(Payload.parse("\"a b;c\"").bytes()).isEqualTo("a b;c".getBytes(US_ASCII));
    assertThat(Payload.parse("\"\"").bytes()).isEmpty();
    assertThat(Payload.parse("x00fffe").bytes()).containsExactly(0x00, 0xff, 0xfe);
    assertThat(Payload.parse("xfe*3").bytes()).containsExactly(0xfe, 0xfe, 0xfe);
    assertThat(Payload.parse("xfe*0").bytes()).isEmpty();
    assertThat(Payload.parse("rep(\"abc\",7)").bytes()).isEqualTo("abcabca".getBytes(US_ASCII));
    assertThat(Payload.parse("rep(rep(\"abc\",2),5)").bytes())
        .isEqualTo("ababa".getBytes(US_ASCII));
    assertThat(Payload.parse("rep(\"abc\",2)").bytes()).isEqualTo("ab".getBytes(US_ASCII));
  }

  @Test
  void partsShareThePattern() {
    Payload all = Payload.parse("rep(\"abcde\",23)");

    assertThat(all.part(4, 8).bytes()).isEqualTo("eabcdeab".getBytes(US_ASCII));
    assertThat(all.part(4, 8).part(3, 2).bytes()).isEqualTo("cd".getBytes(US_ASCII));
    assertThat(all.part(23, 0).bytes()).isEmpty();
    assertThat(Payload.EMPTY.part(0, 0).bytes()).isEmpty();
    assertThat(all.bytes(20, 100)).isEqualTo("abc".getBytes(US_ASCII));
    assertThat(all.bytes(30, 100)).isEmpty();
  }

  @Test
  void fillsNoMoreThanTheRoom() {
    ByteBuffer room = ByteBuffer.allocate(4);
    Payload.parse("rep(\"abc\",100)").copy(2, room);

    assertThat(room.array()).isEqualTo("cabc".getBytes(US_ASCII));
  }

  @Test
  void equalsByContentHoweverItIsWritten() {
    assertThat(Payload.parse("x2a*3"))
        .isEqualTo(Payload.parse("\"***\""))
        .hasSameHashCodeAs(Payload.parse("\"***\""))
        .isNotEqualTo(Payload.parse("\"**+\""))
        .isNotEqualTo(Payload.parse("x2a*4"));
  }

  @Test
  void keepsNoReferenceToTheBytes() {
    byte[] bytes = {1, 2};
    Payload payload = Payload.of(bytes);
    bytes[0] = 9;
    payload.bytes()[1] = 9;

    assertThat(payload.bytes()).containsExactly(1, 2);
  }

  @Test
  void contentIsTheSameForAnyParts() {
    byte[] bytes = Payload.parse("rep(\"BAsd7&jh23\",100001)").bytes();
    Content.Builder byTens = new Content.Builder();
    for (int at = 0; at < bytes.length; at += 10) {
      byTens.add(ByteBuffer.wrap(bytes, at, Math.min(10, bytes.length - at)));
    }
    Content content = byTens.build();

    assertThat(content)
        .isEqualTo(
            Event.of(Event.Kind.TEXT, Payload.parse("rep(\"BAsd7&jh23\",100001)")).content());
    assertThat(content.length()).isEqualTo(100_001);
    bytes[100_000]++;
    assertThat(content).isNotEqualTo(Event.of(Event.Kind.TEXT, Payload.of(bytes)).content());
  }

  @Test
  void readerOfPartKeepsItsPosition() {
    ByteBuffer part = ByteBuffer.wrap(new byte[] {1, 2, 3}).position(1);
    Content.Builder content = new Content.Builder();
    content.add(part);

    assertThat(part.position()).isEqualTo(1);
    assertThat(content.length()).isEqualTo(2);
    assertThat(content.build().shown()).isEqualTo("\u0002\u0003");
  }

  @Test
  void reportsShowTheBeginning() {
    assertThat(shown("x2a*60")).isEqualTo("*".repeat(60));
    assertThat(shown("x2a*61")).isEqualTo("*".repeat(61) + " ...");
    assertThat(shown("x2a*100000")).isEqualTo("*".repeat(64) + " ...");
    assertThat(shown("xfe*3")).isEqualTo("0xfefefe");
    assertThat(shown("xfe*65")).isEqualTo("0x" + "fe".repeat(64) + " ...");
    assertThat(shown("xc3a4")).isEqualTo("ä");
    assertThat(shown("\"\"")).isEmpty();
    assertThat(Arrays.asList(Event.time("A").row().toArray())).containsExactly("timeout", "A");
  }

  private static String shown(String notation) {
    return Event.of(Event.Kind.TEXT, Payload.parse(notation)).content().shown();
  }
}
