package org.wsbin.scenario;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.FakePeer.Sent;

class EchoTest {
  private final FakePeer peer = new FakePeer(new FakeTimer());
  private final Echo echo = new Echo();

  @Test
  void eachSliceGoesBackAsItCame() {
    echo.opened(peer);
    echo.message(peer, MessageKind.TEXT, bytes("frag"), false);
    echo.message(peer, MessageKind.TEXT, bytes(""), false);
    echo.message(peer, MessageKind.TEXT, bytes("ment"), true);
    echo.message(peer, MessageKind.BINARY, bytes(""), true);
    echo.closed();
    assertThat(peer.sent)
        .containsExactly(
            sent(MessageKind.TEXT, "frag", false),
            sent(MessageKind.TEXT, "", false),
            sent(MessageKind.TEXT, "ment", true),
            sent(MessageKind.BINARY, "", true));
    assertThat(peer.closed).isEmpty();
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }

  private static Sent sent(MessageKind kind, String text, boolean last) {
    return new Sent(Duration.ZERO, kind, text, last);
  }
}
