package org.wsbin.conformance;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.wsbin.conformance.PeerFrames.Header;
import org.wsbin.protocol.Role;

class PeerFramesTest {
  private final List<Header> headers = new ArrayList<>();
  private final List<byte[]> payloads = new ArrayList<>();
  private final ByteArrayOutputStream open = new ByteArrayOutputStream();
  private final PeerFrames frames =
      new PeerFrames(
          new PeerFrames.Sink() {
            @Override
            public void header(Header header) {
              headers.add(header);
            }

            @Override
            public void payload(ByteBuffer part, boolean end) {
              byte[] bytes = new byte[part.remaining()];
              part.get(bytes);
              open.writeBytes(bytes);
              if (end) {
                payloads.add(open.toByteArray());
                open.reset();
              }
            }
          });

  @Test
  @DisplayName("RFC 6455 5.2: the same frames, however the bytes are split")
  void readsTheSameFromEverySplit() {
    byte[] all = frames(true, 0, 1, 125, 126, 130);
    readInTwo(all, all.length);
    List<Header> whole = List.copyOf(headers);
    List<byte[]> content = List.copyOf(payloads);
    assertThat(whole).extracting(Header::length).containsExactly(0L, 1L, 125L, 126L, 130L);

    for (int at = 1; at < all.length; at++) {
      headers.clear();
      payloads.clear();
      readInTwo(all, at);
      assertThat(headers).as("split at %d", at).isEqualTo(whole);
      assertThat(payloads).as("split at %d", at).containsExactlyElementsOf(content);
    }
    headers.clear();
    payloads.clear();
    for (byte each : all) {
      frames.read(ByteBuffer.wrap(new byte[] {each}));
    }
    assertThat(headers).isEqualTo(whole);
    assertThat(payloads).containsExactlyElementsOf(content);
  }

  private void readInTwo(byte[] all, int at) {
    frames.read(ByteBuffer.wrap(Arrays.copyOf(all, at)));
    frames.read(ByteBuffer.wrap(Arrays.copyOfRange(all, at, all.length)));
  }

  private static byte[] frames(boolean masked, int... lengths) {
    ScriptedPeer peer = new ScriptedPeer(masked ? Role.SERVER : Role.CLIENT);
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    for (int length : lengths) {
      all.writeBytes(peer.frame(0x82, payload(length)));
    }
    return all.toByteArray();
  }

  private static byte[] payload(int length) {
    byte[] payload = new byte[length];
    for (int i = 0; i < length; i++) {
      payload[i] = (byte) (i * 7);
    }
    return payload;
  }

  @Test
  @DisplayName("RFC 6455 5.3: payloads are unmasked, and those without a mask left alone")
  void unmasks() {
    for (boolean masked : List.of(true, false)) {
      payloads.clear();
      readInTwo(frames(masked, 70_000), 35_001);
      assertThat(payloads).singleElement().isEqualTo(payload(70_000));
    }
    assertThat(headers.get(0).key()).hasValue(0x0a1b2c3d);
    assertThat(headers.get(1).key()).isEmpty();
  }

  @ParameterizedTest(name = "{0}: length {1}")
  @CsvSource({
    "8100, 0, true",
    "817d, 125, true",
    "817e007d, 125, false",
    "817e007e, 126, true",
    "817effff, 65535, true",
    "817f000000000000ffff, 65535, false",
    "817f0000000000010000, 65536, true",
    "817f4000000000000000, 4611686018427387904, true",
    "817f7fffffffffffffff, 9223372036854775807, true",
    "817f8000000000000000, 9223372036854775807, false",
    "817fffffffffffffffff, 9223372036854775807, false",
    "81fe00050a1b2c3d, 5, false"
  })
  @DisplayName("RFC 6455 5.2: each form of the length, and whether it is the shortest")
  void readsLengths(String hex, long length, boolean shortest) {
    frames.read(ByteBuffer.wrap(HexFormat.of().parseHex(hex)));

    assertThat(headers).singleElement().extracting(Header::length).isEqualTo(length);
    assertThat(headers.get(0).shortest()).isEqualTo(shortest);
  }

  @Test
  void readsTheBitsOfTheFirstOctet() {
    frames.read(ByteBuffer.wrap(HexFormat.of().parseHex("c10022005a00bf00")));

    assertThat(headers)
        .containsExactly(
            new Header(true, 4, 1, 0, OptionalInt.empty(), true),
            new Header(false, 2, 2, 0, OptionalInt.empty(), true),
            new Header(false, 5, 10, 0, OptionalInt.empty(), true),
            new Header(true, 3, 15, 0, OptionalInt.empty(), true));
    assertThat(payloads).hasSize(4);
  }
}
