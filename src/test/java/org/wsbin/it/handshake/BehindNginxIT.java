package org.wsbin.it.handshake;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.OnStandalone;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** An nginx that nobody has told of WebSocket, and what the refusal says about it. */
@OnStandalone
@ExtendWith(ServerExtension.class)
class BehindNginxIT {
  private static final Pattern ADVICE = Pattern.compile("nginx needs: (.*;) HAProxy:");

  @TempDir private Path directory;

  @Test
  void aRefusalSaysWhatTheProxyDidAndTheLinesForIt(RunningServer server) throws IOException {
    try (ForeignServer nginx = ForeignServer.plainNginx(directory, server.base(), "")) {
      RawResponse answer = through(nginx, "ws/echo");
      assertThat(answer.status()).isEqualTo(400);
      assertThat(answer.body().utf8())
          .contains("The Sec-WebSocket-Key is there, but Upgrade is not.")
          .contains("A proxy has probably removed it. nginx needs: proxy_http_version 1.1;");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws/echo", "wire/echo"})
  void withExactlyThoseLinesAWebSocketWorks(String path, RunningServer server) throws IOException {
    String lines;
    try (ForeignServer nginx = ForeignServer.plainNginx(directory, server.base(), "")) {
      Matcher advice = ADVICE.matcher(through(nginx, path).body().utf8());
      assertThat(advice.find()).isTrue();
      lines = advice.group(1);
    }
    try (ForeignServer nginx = ForeignServer.plainNginx(directory, server.base(), lines);
        RawWebSocket socket = RawWebSocket.open(ws(nginx, path))) {
      socket.send(Frame.text("through nginx"));
      assertThat(socket.readMessage(ANSWER)).isEqualTo(WholeMessage.text("through nginx"));
      socket.send(Frame.close(1000, ""));
      assertThat(socket.readClose(ANSWER).closeCode()).isEqualTo(1000);
    }
  }

  private static RawResponse through(ForeignServer nginx, String path) throws IOException {
    return RawHttp.once(nginx.uri(), upgrade(path).lines(nginx.uri()), ANSWER);
  }

  private static URI ws(ForeignServer nginx, String path) {
    return URI.create("ws://" + nginx.uri().getAuthority() + "/" + path);
  }
}
