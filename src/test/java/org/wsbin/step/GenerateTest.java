package org.wsbin.step;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.BadParameterException;

class GenerateTest {

  @ParameterizedTest
  @CsvSource({
    "80000, 0, 32k, 3",
    "80000, 42, 1m, 1",
    "64k, 7, 32k, 2",
    "8, 999999999999999999, 3, 3",
    "1, 1, 1, 1"
  })
  void theReceiptHasTheHashOfAllBytes(String bytes, long seed, String chunk, int messages)
      throws NoSuchAlgorithmException {
    PlayedScenario generate =
        PlayedScenario.open("generate/" + bytes + "?seed=" + seed + "&chunk=" + chunk);
    generate.runBulk(1000);
    int count = bytes.equals("64k") ? 65536 : Integer.parseInt(bytes);
    assertThat(generate.texts().get(generate.texts().size() - 1))
        .isEqualTo(
            "{\"bytes\":%d,\"messages\":%d,\"seed\":%d,\"sha256\":\"%s\"}"
                .formatted(count, messages, seed, sha256(seed, count)));
    assertThat(generate.peer.sent.stream().filter(sent -> sent.last()).count())
        .as("the receipt is a message too")
        .isEqualTo(messages + 1);
    assertThat(generate.closes()).containsExactly("1000");
  }

  @Test
  void theReceiptComesAsATextBehindAll() {
    PlayedScenario generate = PlayedScenario.open("generate/8?chunk=4");
    generate.runBulk(100);
    assertThat(generate.peer.sent)
        .extracting(sent -> sent.kind())
        .containsExactly(MessageKind.BINARY, MessageKind.BINARY, MessageKind.TEXT);
  }

  @Test
  void anotherSeedGivesOtherBytes() {
    assertThat(text("generate/100?kind=text&seed=1"))
        .isEqualTo(text("generate/100?kind=text&seed=1"))
        .isNotEqualTo(text("generate/100?kind=text&seed=2"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "generate/0",
        "generate/1025g",
        "generate/-1",
        "generate/1?seed=-1",
        "generate/1?seed=1000000000000000000",
        "generate/1?kind=json",
        "generate/1?chunk=0"
      })
  void whatIsOutOfRangeIsRefused(String path) {
    assertThatThrownBy(() -> PlayedScenario.scenario(path))
        .isInstanceOf(BadParameterException.class);
  }

  private static String text(String path) {
    PlayedScenario generate = PlayedScenario.open(path);
    generate.runBulk(1);
    return generate.texts().get(0);
  }

  private static String sha256(long seed, int count) throws NoSuchAlgorithmException {
    ByteBuffer bytes = ByteBuffer.allocate(count + 8).order(ByteOrder.LITTLE_ENDIAN);
    SplittableRandom random = new SplittableRandom(seed);
    while (bytes.position() < count) {
      bytes.putLong(random.nextLong());
    }
    MessageDigest digest = MessageDigest.getInstance("SHA-256");
    digest.update(bytes.flip().limit(count));
    return HexFormat.of().formatHex(digest.digest());
  }
}
