package org.wsbin.junit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import java.util.zip.Deflater;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TranscriptContentTest {
  private static final String SHOWN_CLOSE =
      "{\"received\":{\"code\":4001,\"reason\":\"enough\"},\"clean\":true}";

  private static TranscriptContent content(String close, String end, String... frames) {
    return answered("", close, end, frames);
  }

  private static TranscriptContent answered(
      String response, String close, String end, String... frames) {
    return TranscriptContent.of(
        Optional.of(
            """
            {"connections":[{"id":"c1","engine":"wire","headers":[%s],"request":{"headers":[["Host","a"],["X","1"],["X","2"]]},
             "frames":[%s],"close":%s,"end":%s}],
             "refused":[{"request":{"headers":[["Host","b"]]},"status":503}]}
            """
                .formatted(response, String.join(",", frames), close, end)));
  }

  private static List<TranscriptMessage> messages(String... frames) {
    return content(SHOWN_CLOSE, "{}", frames).messages();
  }

  private static String frame(String opcode, boolean fin, boolean rsv1, byte[] kept, long length) {
    return """
        {"direction":"received","opcode":"%s","fin":%s,"rsv1":%s,"complete":true,"length":%d,
         "base64":"%s"}"""
        .formatted(opcode, fin, rsv1, length, Base64.getEncoder().encodeToString(kept));
  }

  private static String frame(String opcode, boolean fin, String text) {
    byte[] bytes = text.getBytes(UTF_8);
    return frame(opcode, fin, false, bytes, bytes.length);
  }

  @Test
  void nothingIsKnownOfAnUnusedName() {
    TranscriptContent nothing = TranscriptContent.of(Optional.empty());
    assertThat(nothing.connections()).isEmpty();
    assertThat(nothing.handshakes()).isEmpty();
    assertThat(nothing.messages()).isEmpty();
  }

  @Test
  void theCloseAndTheEnd() {
    TranscriptConnection one = content(SHOWN_CLOSE, "{\"tcp\":\"fin\"}").connections().get(0);
    assertThat(one.id()).isEqualTo("c1");
    assertThat(one.closeCode()).isEqualTo(OptionalInt.of(4001));
    assertThat(one.closeReason()).isEqualTo("enough");
    assertThat(one.ended()).isTrue();
    assertThat(one.clean()).isTrue();
  }

  @Test
  @DisplayName("RFC 6455 7.4.1: a close without a code is 1005")
  void aCloseWithoutACode() {
    String close = "{\"received\":{\"code\":null,\"reason\":\"\"},\"clean\":false}";
    assertThat(content(close, "{}").connections().get(0).closeCode())
        .isEqualTo(OptionalInt.of(1005));
  }

  @Test
  void noCloseAndNoEnd() {
    TranscriptConnection one =
        content("{\"received\":null,\"clean\":null}", "null").connections().get(0);
    assertThat(one.closeCode()).isEmpty();
    assertThat(one.ended()).isFalse();
    assertThat(one.clean()).isFalse();
  }

  @Test
  void headersOfEveryHandshake() {
    TranscriptContent content = content(SHOWN_CLOSE, "{}");
    assertThat(content.connections().get(0).header("x")).contains("1");
    assertThat(content.connections().get(0).header("y")).isEmpty();
    assertThat(content.handshakes()).hasSize(2);
  }

  @Test
  void aWholeTextIsShownAsText() {
    assertThat(
            messages(
                "{\"direction\":\"received\",\"opcode\":\"text\",\"fin\":true,\"rsv1\":false,"
                    + "\"complete\":true,\"length\":3,\"text\":\"aü\"}"))
        .containsExactly(TranscriptMessage.text("aü"));
  }

  @Test
  @DisplayName("RFC 6455 5.4: fragments are joined, with control frames between them")
  void fragments() {
    assertThat(
            messages(
                frame("text", false, "a"),
                frame("ping", true, "p"),
                frame("continuation", false, "b"),
                frame("continuation", true, "c"),
                frame("binary", true, "d"),
                frame("text", false, "unfinished")))
        .containsExactly(TranscriptMessage.text("abc"), new TranscriptMessage(true, "64", false));
  }

  @Test
  void theServersFramesAreNotTheClients() {
    assertThat(messages(frame("text", true, "a").replace("received", "sent"))).isEmpty();
  }

  @Test
  void aFrameThatDidNotComeAsAWholeIsNoMessage() {
    assertThat(
            messages(frame("text", true, "a").replace("\"complete\":true", "\"complete\":false")))
        .isEmpty();
  }

  @Test
  void aCutMessageSaysSo() {
    List<TranscriptMessage> cut = messages(frame("text", true, false, new byte[] {'a'}, 2));
    assertThat(cut).containsExactly(new TranscriptMessage(false, "a", true));
    assertThat(cut).hasToString("[\"a\"…]");
    assertThat(cut).isNotEqualTo(List.of(TranscriptMessage.text("a")));
  }

  @Test
  @DisplayName("RFC 7692 7.2.3: each message may refer to those before it")
  void compressedMessages() {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    String frames =
        Stream.of("hello hello", "hello hello", "hello")
            .map(text -> deflated(deflater, text))
            .map(bytes -> frame("text", true, true, bytes, bytes.length))
            .collect(joining(","));
    assertThat(messages(frames, frame("text", true, "plain")))
        .extracting(TranscriptMessage::content)
        .containsExactly("hello hello", "hello hello", "hello", "plain");
  }

  @Test
  void afterACutCompressedMessageTheNextCannotBeRead() {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    byte[] first = deflated(deflater, "hello hello");
    byte[] second = deflated(deflater, "hello hello");
    assertThat(
            messages(
                frame("text", true, true, first, 5000),
                frame("text", true, true, second, second.length)))
        .extracting(TranscriptMessage::cut)
        .containsExactly(true, true);
  }

  @Test
  @DisplayName("RFC 7692 7.1.1.2: with client_no_context_takeover each message is read alone")
  void withoutContextTakeoverTheNextCanBeRead() {
    String agreed =
        "[\"Sec-WebSocket-Extensions\",\"permessage-deflate; client_no_context_takeover\"]";
    byte[] first = deflated(new Deflater(Deflater.DEFAULT_COMPRESSION, true), "hello hello");
    byte[] second = deflated(new Deflater(Deflater.DEFAULT_COMPRESSION, true), "hello");
    assertThat(
            answered(
                    agreed,
                    SHOWN_CLOSE,
                    "{}",
                    frame("text", true, true, first, 5000),
                    frame("text", true, true, second, second.length))
                .messages())
        .containsExactly(new TranscriptMessage(false, "", true), TranscriptMessage.text("hello"));
  }

  @Test
  @DisplayName("RFC 7692 7.2.3.4: a message may end with a last block")
  void lastBlocks() {
    byte[] last = {(byte) 0xf3, 0x48, (byte) 0xcd, (byte) 0xc9, (byte) 0xc9, 0x07, 0x00, 0x00};
    String frame = frame("text", true, true, last, last.length);
    assertThat(messages(frame, frame))
        .containsExactly(TranscriptMessage.text("Hello"), TranscriptMessage.text("Hello"));
  }

  @Test
  void brokenCompressionIsCut() {
    byte[] broken = {(byte) 0xff, (byte) 0xff};
    assertThat(messages(frame("binary", true, true, broken, 2)))
        .containsExactly(new TranscriptMessage(true, "", true));
  }

  @Test
  void aBombInflatesToALimit() {
    Deflater deflater = new Deflater(Deflater.DEFAULT_COMPRESSION, true);
    byte[] bomb = deflated(deflater, "x".repeat(20 << 20));
    TranscriptMessage only = messages(frame("text", true, true, bomb, bomb.length)).get(0);
    assertThat(only.cut()).isTrue();
    assertThat(only.content().length()).isBetween(16 << 20, (16 << 20) + 8192);
  }

  private static byte[] deflated(Deflater deflater, String text) {
    deflater.setInput(text.getBytes(UTF_8));
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    byte[] some = new byte[4096];
    int count;
    while ((count = deflater.deflate(some, 0, some.length, Deflater.SYNC_FLUSH)) > 0) {
      out.write(some, 0, count);
    }
    byte[] bytes = out.toByteArray();
    return java.util.Arrays.copyOf(bytes, bytes.length - 4);
  }
}
