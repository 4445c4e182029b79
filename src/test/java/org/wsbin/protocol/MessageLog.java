package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;

/**
 * What a message decoder tells: a line for each message and each control frame, such as {@code
 * "TEXT Hello"}, {@code "BINARY 0102"}, {@code "PING "} or {@code "CLOSE 1000 bye"}.
 */
final class MessageLog implements MessageDecoder.Sink {
  private final List<String> messages = new ArrayList<>();
  private final List<Integer> slices = new ArrayList<>();
  private final ByteArrayOutputStream begun = new ByteArrayOutputStream();

  /** What has come as a whole, in order. */
  List<String> messages() {
    return messages;
  }

  /** How many bytes of data came in each slice. */
  List<Integer> slices() {
    return slices;
  }

  @Override
  public void data(MessageKind kind, ByteBuffer slice, boolean last) {
    slices.add(slice.remaining());
    begun.writeBytes(Hex.octets(slice));
    if (kind == MessageKind.TEXT) {
      assertWholeCharacters(slice.duplicate());
    }
    if (last) {
      messages.add(line(kind, begun.toByteArray()));
      begun.reset();
    }
  }

  @Override
  public void ping(ByteBuffer payload) {
    messages.add("PING " + Hex.of(payload));
  }

  @Override
  public void pong(ByteBuffer payload) {
    messages.add("PONG " + Hex.of(payload));
  }

  @Override
  public void close(CloseFrame frame) {
    messages.add("CLOSE" + frame.status().map(s -> " " + s.code() + " " + s.reason()).orElse(""));
  }

  /** The line of a message. */
  static String line(MessageKind kind, byte[] payload) {
    return kind + " " + (kind == MessageKind.TEXT ? new String(payload, UTF_8) : Hex.of(payload));
  }

  private static void assertWholeCharacters(ByteBuffer slice) {
    try {
      assertThat(UTF_8.newDecoder().decode(slice).length()).isNotNegative();
    } catch (CharacterCodingException cut) {
      throw new AssertionError("a slice of a text has a part of a character", cut);
    }
  }
}
