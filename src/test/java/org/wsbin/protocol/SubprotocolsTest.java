package org.wsbin.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SubprotocolsTest {

  @Test
  @DisplayName("RFC 6455 section 4.1 item 10: a subprotocol's name is a token, kept as it is")
  void nameIsAToken() {
    assertThat(Subprotocols.parse("Chat.v2")).hasValue("Chat.v2");
    assertThat(Subprotocols.parse("super chat")).isEmpty();
    assertThat(Subprotocols.parse("")).isEmpty();
  }
}
