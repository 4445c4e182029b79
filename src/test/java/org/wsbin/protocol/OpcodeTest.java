package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OpcodeTest {

  @ParameterizedTest
  @CsvSource({
    "0,  CONTINUATION, false",
    "1,  TEXT,         false",
    "2,  BINARY,       false",
    "8,  CLOSE,        true",
    "9,  PING,         true",
    "10, PONG,         true"
  })
  @DisplayName("RFC 6455 section 5.2: the opcodes; those with the highest bit are control frames")
  void opcodes(int code, Opcode opcode, boolean control) {
    assertThat(Opcode.of(code)).contains(opcode);
    assertThat(opcode.code()).isEqualTo(code);
    assertThat(opcode.isControl()).isEqualTo(control);
  }

  @ParameterizedTest
  @ValueSource(ints = {3, 4, 5, 6, 7, 11, 12, 13, 14, 15})
  @DisplayName("RFC 6455 section 5.2: the reserved opcodes are none")
  void reservedOpcodesAreNone(int code) {
    assertThat(Opcode.of(code)).isEmpty();
  }

  @Test
  @DisplayName("RFC 6455 section 5.6: a message's first frame says its kind")
  void kindsHaveAnOpcode() {
    assertThat(Opcode.of(MessageKind.TEXT)).isEqualTo(Opcode.TEXT);
    assertThat(Opcode.of(MessageKind.BINARY)).isEqualTo(Opcode.BINARY);
  }
}
