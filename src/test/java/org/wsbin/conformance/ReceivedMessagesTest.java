package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.protocol.MessageDeflater;
import org.wsbin.protocol.Role;

/** The peer of these tests is a server, so that its frames are readable; but for the masks. */
class ReceivedMessagesTest {
  private static final Compression.Agreed AGREED = new Compression.Agreed(false, false, 15, 15);

  private final List<String> heard = new ArrayList<>();
  private final Sink sink = new Sink();
  private ReceivedMessages messages = messages(Role.CLIENT, Optional.empty());

  private final class Sink implements ReceivedMessages.Sink {
    boolean listens = true;

    @Override
    public boolean listens() {
      return listens;
    }

    @Override
    public void message(Event message) {
      heard.add(message.kind() + " " + message.content().shown());
    }

    @Override
    public void pong(Event pong) {
      heard.add(pong.kind() + " " + pong.content().shown());
    }

    @Override
    public void ping(byte[] payload) {
      heard.add("PING " + new String(payload, UTF_8));
    }

    @Override
    public void close(byte[] body) {
      heard.add("CLOSE " + HexFormat.of().formatHex(body));
    }

    @Override
    public void violation(int code, String why) {
      heard.add(code + " " + why);
    }

    @Override
    public void unreadable() {
      heard.add("unreadable");
    }
  }

  private ReceivedMessages messages(Role role, Optional<Compression.Agreed> agreed) {
    return new ReceivedMessages(role, agreed, sink, new Wirelog());
  }

  private void read(String hex) {
    PeerFrames frames = new PeerFrames(messages);
    frames.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", ""))));
  }

  @AfterEach
  void release() {
    messages.release();
  }

  @Test
  void makesMessagesOfFragments() {
    read("81026869" + "020168" + "890170" + "000169" + "8000" + "8200" + "8a0121");

    assertThat(heard).containsExactly("TEXT hi", "PING p", "BINARY hi", "BINARY ", "PONG !");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource({
    "91026869, reserved bits 1", // RSV3
    "a1026869, reserved bits 2", // RSV2
    "c1026869, reserved bits 4", // RSV1 without an extension
    "c90170, reserved bits 4", // of a ping
    "81820a1b2c3d6272, masked frame of a server",
    "817e00026869, 'length that has a shorter form, or none'",
    "817f80000000000000026869, 'length that has a shorter form, or none'",
    "09026869, fragmented or too long control frame",
    "897e007e, fragmented or too long control frame",
    "8b00, reserved opcode",
    "8f00, reserved opcode",
    "83026869, reserved opcode",
    "8700, reserved opcode",
    "80026869, continuation of nothing",
    "0002686980026869, continuation of nothing"
  })
  @DisplayName("RFC 6455 5: each violation is found once, and the frame is skipped")
  void objects(String hex, String why) {
    read(hex);

    assertThat(heard).containsExactly("1002 " + why);
  }

  @Test
  void objectsToNewMessageInsideAnother() {
    read("010168" + "81026869" + "81026f6b");

    assertThat(heard).containsExactly("1002 new message inside another", "TEXT ok");
  }

  @Test
  void objectsToUnmaskedFramesOfClient() {
    messages = messages(Role.SERVER, Optional.empty());
    read("81026869" + "81820a1b2c3d6272");

    assertThat(heard).containsExactly("1002 unmasked frame", "TEXT hi");
  }

  @Test
  void hearsCloseEvenIfItsHeaderBreaksRule() {
    read("f80203e8" + "880203e9");

    assertThat(heard).containsExactly("1002 reserved bits 7", "CLOSE 03e8", "CLOSE 03e9");
  }

  @ParameterizedTest(name = "{0} is wrong from octet {1} on")
  @CsvSource({
    "cebaf490808065, 4", // above U+10FFFF: f4, then 90
    "61eda080, 3", // a surrogate
    "c0af, 1", // overlong
    "6180, 2",
    "e282, 0" // ends inside a character: at the end only
  })
  @DisplayName("RFC 6455 8.1: text fails at the octet that makes it invalid")
  void findsTheOffendingOctet(String hex, int octet) {
    byte[] payload = HexFormat.of().parseHex(hex);
    PeerFrames frames = new PeerFrames(messages);
    frames.read(ByteBuffer.wrap(new byte[] {(byte) 0x81, (byte) payload.length}));
    for (int i = 1; i <= payload.length; i++) {
      frames.read(ByteBuffer.wrap(new byte[] {payload[i - 1]}));
      boolean found = octet == 0 ? i == payload.length : i >= octet;
      assertThat(heard).as("after octet %d", i).hasSize(found ? 1 : 0);
    }
    assertThat(heard.get(0)).startsWith("1007 ");
  }

  @Test
  @DisplayName("RFC 6455 8.1: the rest of a broken text is framed, and no second violation")
  void restOfBrokenMessageIsIgnored() {
    read("0101ff" + "000168" + "890170" + "800169" + "81026f6b");

    assertThat(heard).containsExactly("1007 text that is not UTF-8", "PING p", "TEXT ok");
  }

  @Test
  void restOfMessageWithWrongHeaderIsIgnored() {
    read("210168" + "800169" + "81026f6b");

    assertThat(heard).containsExactly("1002 reserved bits 2", "TEXT ok");
  }

  @Test
  void characterMayBeSplitBetweenFrames() {
    read("0101c3" + "8001a4");

    assertThat(heard).containsExactly("TEXT ä");
  }

  @Test
  void binaryIsNoText() {
    read("8202c0af");

    assertThat(heard).containsExactly("BINARY 0xc0af");
  }

  @Test
  @DisplayName("RFC 7692 6.2: compressed messages, in fragments, with context")
  void inflates() {
    messages = messages(Role.CLIENT, Optional.of(AGREED));
    byte[] first;
    byte[] second;
    try (MessageDeflater deflater = AGREED.deflate().deflater(Role.SERVER)) {
      first = deflated(deflater, "Hello, hello, hello");
      second = deflated(deflater, "Hello, hello, hello");
    }
    assertThat(second).hasSizeLessThan(first.length);
    ScriptedPeer peer = new ScriptedPeer(Role.CLIENT);

    read(hex(peer.frame(0x41, slice(first, 0, 3))) + hex(peer.frame(0x80, slice(first, 3, 99))));
    read(hex(peer.frame(0xc2, second)));
    read("81026869");

    assertThat(heard)
        .containsExactly("TEXT Hello, hello, hello", "BINARY Hello, hello, hello", "TEXT hi");
  }

  private static byte[] slice(byte[] bytes, int from, int to) {
    return java.util.Arrays.copyOfRange(bytes, from, Math.min(to, bytes.length));
  }

  private static String hex(byte[] bytes) {
    return HexFormat.of().formatHex(bytes);
  }

  private static byte[] deflated(MessageDeflater deflater, String text) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    deflater.<RuntimeException>deflate(
        ByteBuffer.wrap(text.getBytes(UTF_8)),
        true,
        (part, last) -> {
          byte[] some = new byte[part.remaining()];
          part.get(some);
          out.writeBytes(some);
        });
    return out.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource({
    "c90170, 1002 reserved bits 4", // a compressed ping
    "01016840016900, 1002 reserved bits 4", // RSV1 on a continuation
    "c102ffff, unreadable" // no such block
  })
  void findsWhatIsWrongWithCompression(String hex, String what) {
    messages = messages(Role.CLIENT, Optional.of(AGREED));
    read(hex);

    assertThat(heard).containsExactly(what);
  }

  @Test
  void compressedTextMustBeUtf8() {
    messages = messages(Role.CLIENT, Optional.of(AGREED));
    read("c103" + "fa0f00"); // one octet ff, in a block of fixed codes

    assertThat(heard).containsExactly("1007 text that is not UTF-8");
  }

  @Test
  void hearsNothingOnceNothingCounts() {
    sink.listens = false;
    read("81026869" + "890170" + "880203e8" + "8a00");

    assertThat(heard).isEmpty();
  }
}
