package org.wsbin.protocol;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.util.List;
import java.util.stream.Stream;

/** What the JDK's decoder has to say about bytes that should be UTF-8. */
final class JdkUtf8 {
  /** One of them completes whatever can be completed. */
  private static final List<byte[]> COMPLETIONS =
      Stream.of("80", "bf", "8080", "bfbf", "808080", "bfbfbf").map(Hex::bytes).toList();

  private final CharsetDecoder jdk = UTF_8.newDecoder();
  private final CharBuffer decoded = CharBuffer.allocate(256);

  /** The index of the first byte after which nothing could be valid; else that of none. */
  int impossible(byte[] bytes) {
    for (int end = 1; end <= bytes.length; end++) {
      if (!isBeginning(ByteBuffer.wrap(bytes, 0, end))) {
        return end - 1;
      }
    }
    return Utf8Validator.VALID;
  }

  /** Whether the JDK takes it with some completion. */
  boolean isBeginning(ByteBuffer bytes) {
    if (jdk.reset().decode(bytes, decoded.clear(), false).isError()) {
      return false;
    }
    // it may not have looked at all of a character that is not complete
    return !bytes.hasRemaining()
        || COMPLETIONS.stream().anyMatch(completion -> completes(bytes.duplicate(), completion));
  }

  private boolean completes(ByteBuffer begun, byte[] completion) {
    ByteBuffer whole = ByteBuffer.allocate(begun.remaining() + completion.length);
    whole.put(begun).put(completion).flip();
    return !jdk.reset().decode(whole, decoded.clear(), true).isError();
  }
}
