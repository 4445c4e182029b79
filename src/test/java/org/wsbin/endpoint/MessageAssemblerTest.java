package org.wsbin.endpoint;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.MessageKind;

class MessageAssemblerTest {
  private static final int CHUNK = MessageAssembler.CHUNK_BYTES;

  private final MessageAssembler assembler = new MessageAssembler();

  @Test
  void aMessageInOneSliceGoesOutWhole() {
    assertThat(take(MessageKind.TEXT, bytes(5), true)).containsExactly("TEXT message 5");
    assertThat(take(MessageKind.BINARY, bytes(0), true)).containsExactly("BINARY message 0");
  }

  @Test
  void aSmallMessageInSlicesGoesOutWholeToo() {
    assertThat(take(MessageKind.TEXT, bytes(0), false)).isEmpty();
    assertThat(take(MessageKind.TEXT, bytes(5), false)).isEmpty();
    assertThat(take(MessageKind.TEXT, bytes(CHUNK - 6), false)).isEmpty();
    assertThat(take(MessageKind.TEXT, bytes(1), true)).containsExactly("TEXT message " + CHUNK);
  }

  @Test
  void anEmptyMessageOfEmptyFragmentsStaysOne() {
    assertThat(take(MessageKind.TEXT, bytes(0), false)).isEmpty();
    assertThat(take(MessageKind.TEXT, bytes(0), true)).containsExactly("TEXT message 0");
  }

  @Test
  void aLargeMessageGoesOutInPartsOfAChunk() {
    assertThat(take(MessageKind.BINARY, bytes(CHUNK - 1), false)).isEmpty();
    assertThat(take(MessageKind.BINARY, bytes(1), false))
        .containsExactly("BINARY part " + CHUNK + " more");
    assertThat(take(MessageKind.BINARY, bytes(CHUNK + 9), false))
        .containsExactly("BINARY part " + (CHUNK + 9) + " more");
    assertThat(take(MessageKind.BINARY, bytes(3), false)).isEmpty();
    assertThat(take(MessageKind.BINARY, bytes(4), true)).containsExactly("BINARY part 7 last");
  }

  @Test
  void itSaysWhatItHoldsOfAnUnfinishedMessage() {
    assertThat(assembler.heldBytes()).isZero();
    take(MessageKind.TEXT, bytes(5), true);
    assertThat(assembler.heldBytes()).isZero();
    take(MessageKind.TEXT, bytes(5), false);
    take(MessageKind.TEXT, bytes(6), false);
    assertThat(assembler.heldBytes()).as("with room to grow").isEqualTo(22);
    take(MessageKind.TEXT, bytes(CHUNK), false);
    assertThat(assembler.heldBytes()).isZero();
    take(MessageKind.TEXT, bytes(7), false);
    assertThat(assembler.heldBytes()).isEqualTo(14);
    assembler.drop();
    assertThat(assembler.heldBytes()).isZero();
  }

  @Test
  void itSaysWhatItHoldsOfAnUnfinishedFragment() {
    assembler.fragment(1000);
    take(MessageKind.BINARY, bytes(600), false);
    assertThat(assembler.heldBytes()).isEqualTo(600);
    take(MessageKind.BINARY, bytes(400), true);
    assertThat(assembler.heldBytes()).isZero();
  }

  @Test
  void theLastPartMayBeEmpty() {
    take(MessageKind.TEXT, bytes(CHUNK), false);
    assertThat(take(MessageKind.TEXT, bytes(0), true)).containsExactly("TEXT part 0 last");
  }

  @Test
  void theNextMessageStartsAnew() {
    take(MessageKind.TEXT, bytes(CHUNK), false);
    take(MessageKind.TEXT, bytes(1), true);
    assertThat(take(MessageKind.BINARY, bytes(2), false)).isEmpty();
    assertThat(take(MessageKind.BINARY, bytes(2), true)).containsExactly("BINARY message 4");
    assertThat(take(MessageKind.TEXT, bytes(1), true)).containsExactly("TEXT message 1");
  }

  @Test
  void slicesAreCopied() {
    ByteBuffer first = ByteBuffer.wrap(new byte[] {1, 2});
    ByteBuffer second = ByteBuffer.wrap(new byte[] {3});
    assembler.take(MessageKind.BINARY, first, false);
    first.clear().put(new byte[] {9, 9});
    QueuedSend message = assembler.take(MessageKind.BINARY, second, true).get(0);
    second.clear().put((byte) 9);
    assertThat(payload(message)).containsExactly(1, 2, 3);
  }

  @Test
  void aSliceMayBeAWindowOfItsBuffer() {
    ByteBuffer window = ByteBuffer.allocateDirect(10).put(new byte[] {7, 8, 9}).flip().position(1);
    QueuedSend message = assembler.take(MessageKind.BINARY, window, true).get(0);
    assertThat(payload(message)).containsExactly(8, 9);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 1000, 8192, 65535, 65536, 65537, 200_000})
  void allBytesComeThroughInOrder(int sliceBytes) {
    byte[] message = new byte[500_000];
    new Random(sliceBytes).nextBytes(message);
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (int at = 0; at < message.length; at += sliceBytes) {
      int length = Math.min(sliceBytes, message.length - at);
      boolean last = at + length == message.length;
      assembler
          .take(MessageKind.BINARY, ByteBuffer.wrap(message, at, length), last)
          .forEach(item -> out.writeBytes(payload(item)));
    }
    assertThat(out.toByteArray()).isEqualTo(message);
  }

  @Test
  void fragmentsHaveTheRequestedSize() {
    assembler.fragment(3);
    assertThat(take(MessageKind.BINARY, bytes(4), false)).containsExactly("BINARY part 3 more");
    assertThat(take(MessageKind.BINARY, bytes(3), true))
        .containsExactly("BINARY part 3 more", "BINARY part 1 last");
    assertThat(take(MessageKind.TEXT, bytes(2), true)).containsExactly("TEXT part 2 last");
    assertThat(take(MessageKind.TEXT, bytes(0), true)).containsExactly("TEXT part 0 last");
  }

  @Test
  void fragmentsBeginWithTheNextMessage() {
    assertThat(take(MessageKind.BINARY, bytes(2), false)).isEmpty();
    assembler.fragment(1);
    assertThat(take(MessageKind.BINARY, bytes(2), true)).containsExactly("BINARY message 4");
    assertThat(take(MessageKind.BINARY, bytes(2), true))
        .containsExactly("BINARY part 1 more", "BINARY part 1 last");
    assembler.fragment(2);
    assertThat(take(MessageKind.BINARY, bytes(2), true)).containsExactly("BINARY part 2 last");
  }

  @Test
  void aFragmentEndsBetweenCharactersAndIsTheWholeOfItsBuffer() {
    assembler.fragment(4);
    ByteBuffer text = StandardCharsets.UTF_8.encode("a€€");
    List<QueuedSend> fragments = assembler.take(MessageKind.TEXT, text, true);
    assertThat(fragments)
        .extracting(fragment -> new String(payload(fragment), StandardCharsets.UTF_8))
        .containsExactly("a€", "€");
  }

  @Test
  void aTextThatGoesBackKeepsItsString() {
    String text = "€".repeat(10);
    QueuedSend.Text whole = (QueuedSend.Text) takeText(text, true).get(0);
    assertThat(whole.text()).isSameAs(text);
    assertThat(whole.bytes()).isEqualTo(30);
    assertThat(whole.part()).isFalse();
    assertThat(takeText("a", false)).isEmpty();
    assertThat(takeText("é", true)).containsExactly(new QueuedSend.Text("aé", 3, false, true));
    assertThat(takeText("next", true)).containsExactly(new QueuedSend.Text("next", 4, false, true));
  }

  @Test
  void aLargeTextThatGoesBackIsSentInParts() {
    String half = "é".repeat(CHUNK / 4);
    assertThat(takeText(half, false)).isEmpty();
    assertThat(takeText(half, false))
        .containsExactly(new QueuedSend.Text(half + half, CHUNK, true, false));
    assertThat(assembler.heldBytes()).isZero();
    assertThat(takeText("", true)).containsExactly(new QueuedSend.Text("", 0, true, true));
    assertThat(takeText("a", true)).containsExactly(new QueuedSend.Text("a", 1, false, true));
  }

  @Test
  void theRestOfATextMayComeAsBytes() {
    assertThat(takeText("a€", false)).isEmpty();
    assertThat(take(MessageKind.TEXT, utf8("é"), false)).isEmpty();
    List<QueuedSend> whole = takeText("!", true);
    assertThat(whole).hasSize(1);
    assertThat(new String(payload(whole.get(0)), StandardCharsets.UTF_8)).isEqualTo("a€é!");
  }

  @Test
  void aTextThatGoesBackIsCutIntoFragmentsToo() {
    assembler.fragment(4);
    assertThat(takeText("a€€", true))
        .extracting(fragment -> new String(payload(fragment), StandardCharsets.UTF_8))
        .containsExactly("a€", "€");
  }

  @Test
  void aStringThatTakesMoreThanItsBytesIsNotKept() {
    String mostlyAscii = "a".repeat(99) + "€";
    QueuedSend whole = takeText(mostlyAscii, true).get(0);
    assertThat(whole).isInstanceOf(QueuedSend.Message.class);
    assertThat(whole.cost()).isEqualTo(128 + 102);
    for (String text : List.of("a".repeat(100), "a".repeat(99) + "é", "€".repeat(100), "я")) {
      QueuedSend kept = takeText(text, true).get(0);
      assertThat(kept).isInstanceOf(QueuedSend.Text.class);
      assertThat(kept.cost()).isEqualTo(128 + utf8(text).remaining());
    }
  }

  @Test
  void joinedStringsThatWouldTakeMoreThanTheirBytesAreNotKept() {
    assertThat(takeText("a".repeat(50), false)).isEmpty();
    assertThat(takeText("€".repeat(20), false)).isEmpty();
    assertThat(assembler.heldBytes()).isEqualTo(2 * 110);
    QueuedSend whole = takeText("é", true).get(0);
    assertThat(whole).isInstanceOf(QueuedSend.Message.class);
    assertThat(new String(payload(whole), StandardCharsets.UTF_8))
        .isEqualTo("a".repeat(50) + "€".repeat(20) + "é");
    assertThat(takeText("€".repeat(50), false)).isEmpty();
    assertThat(assembler.heldBytes()).isEqualTo(2 * 150);
    assertThat(takeText("a".repeat(50), true).get(0)).isInstanceOf(QueuedSend.Text.class);
    takeText("€", false);
    assembler.drop();
    assertThat(assembler.heldBytes()).isZero();
  }

  private List<QueuedSend> takeText(String text, boolean last) {
    return assembler.take(text, utf8(text), last);
  }

  private static ByteBuffer utf8(String text) {
    return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> take(MessageKind kind, ByteBuffer slice, boolean last) {
    List<String> out = new ArrayList<>();
    assembler.take(kind, slice, last).forEach(item -> out.add(describe(item)));
    return out;
  }

  private static String describe(QueuedSend item) {
    if (item instanceof QueuedSend.Part part) {
      return part.kind()
          + " part "
          + part.payload().remaining()
          + (part.last() ? " last" : " more");
    }
    QueuedSend.Message message = (QueuedSend.Message) item;
    return message.kind() + " message " + message.payload().remaining();
  }

  private static byte[] payload(QueuedSend item) {
    return item instanceof QueuedSend.Part part
        ? part.payload().array()
        : ((QueuedSend.Message) item).payload().array();
  }

  private static ByteBuffer bytes(int count) {
    return ByteBuffer.allocate(count);
  }
}
