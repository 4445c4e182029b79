package org.wsbin.handshake;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.http.HttpServletResponse;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class PlainUpgradeResponseTest {
  private final List<String> calls = new ArrayList<>();
  private final PlainUpgradeResponse response = new PlainUpgradeResponse(container());

  @Test
  @DisplayName("RFC 6455 section 4.2.2 item 5.2: Upgrade is websocket, in that spelling")
  void upgradeIsSpeltAsInTheRfc() {
    response.setHeader("Upgrade", "WebSocket");
    response.setHeader("upgrade", "WEBSOCKET");
    assertThat(calls).containsExactly("setHeader Upgrade websocket", "setHeader upgrade websocket");
  }

  @Test
  @DisplayName("RFC 6455 section 4.2.2: the header of an older protocol is left out")
  void locationIsLeftOut() {
    response.setHeader("Sec-WebSocket-Location", "ws://x/");
    response.addHeader("sec-websocket-location", "ws://x/");
    assertThat(calls).isEmpty();
  }

  @Test
  void otherHeadersAreAsTheContainerWantsThem() {
    response.setHeader("Connection", "Upgrade");
    response.addHeader("Sec-WebSocket-Accept", "x");
    assertThat(calls)
        .containsExactly("setHeader Connection Upgrade", "addHeader Sec-WebSocket-Accept x");
  }

  private HttpServletResponse container() {
    return (HttpServletResponse)
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {HttpServletResponse.class},
            (self, method, arguments) -> {
              calls.add(method.getName() + " " + arguments[0] + " " + arguments[1]);
              return null;
            });
  }
}
