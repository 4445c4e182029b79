package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AcceptKeyTest {

  @ParameterizedTest
  @CsvSource({
    "dGhlIHNhbXBsZSBub25jZQ==, s3pPLMBiTxaQ9kYGzzhZRbK+xOo=", // the RFC's own
    "E4WSEcseoWr4csPLS2QJHA==, 7eQChgCtQMnVILefJAO6dK5JwPc="
  })
  @DisplayName("RFC 6455 section 4.2.2 item 5.4: base64 of SHA-1 of the key and the GUID")
  void acceptAnswersKey(String key, String accept) {
    assertThat(AcceptKey.of(key)).isEqualTo(accept);
  }

  @ParameterizedTest
  @CsvSource({
    "dGhlIHNhbXBsZSBub25jZQ==, true",
    "AAAAAAAAAAAAAAAAAAAAAA==, true",
    "+/+/+/+/+/+/+/+/+/+/+w==, true",
    "dGhlIHNhbXBsZSBub25j, false", // 15 bytes
    "dGhlIHNhbXBsZSBub25jZSE=, false", // 17 bytes
    "dGhlIHNhbXBsZSBub25jZSEh, false", // 18 bytes
    "dGhlIHNhbXBsZSBub25jZQ=, false",
    "dGhlIHNhbXBsZSBub25jZQ, false",
    "dGhlIHNhbXBs ZSBub25jZQ=, false",
    "-_-_-_-_-_-_-_-_-_-_-w==, false", // the alphabet of URLs
    "'', false"
  })
  @DisplayName("RFC 6455 section 4.1 item 7: a key is 16 bytes in base64, with its padding")
  void nonceIsSixteenBytes(String key, boolean isNonce) {
    assertThat(AcceptKey.isNonce(key)).isEqualTo(isNonce);
  }
}
