package org.wsbin.it.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.Opening;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** What a step sends never gets into the middle of another message. */
@ExtendWith(ServerExtension.class)
class WholeMessagesIT {
  private final RunningServer server;

  WholeMessagesIT(RunningServer server) {
    this.server = server;
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void aRepeatedTextStaysOutOfAnEchoInFragments(String engine) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws(engine + "/echo/repeat/TICK/5"))) {
      for (int round = 0; round < 5; round++) {
        assertThat(socket.readMessage(ANSWER).text()).isEqualTo("TICK");
        socket.send(Frame.text("aaa").unfinished());
        socket.send(Frame.ping("between"));
        List<Frame> first = socket.readThrough(Frame.PONG, ANSWER);
        socket.send(Frame.continuation(Bytes.utf8("bbb")));
        assertThat(echo(first, socket)).isEqualTo("aaabbb");
      }
    }
  }

  /** The next message that is not a tick, of which frames may have come already. */
  private static String echo(List<Frame> first, RawWebSocket socket) throws IOException {
    List<Frame> frames = new ArrayList<>(first);
    StringBuilder text = new StringBuilder();
    while (true) {
      Frame frame = frames.isEmpty() ? socket.read(ANSWER) : frames.remove(0);
      if (!frame.isControl()) {
        text.append(frame.payload().utf8());
        if (frame.fin() && !text.toString().equals("TICK")) {
          return text.toString();
        }
        text.setLength(frame.fin() ? 0 : text.length());
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void aRepeatedTextStaysOutOfBulkDataInOneMessage(String engine) throws IOException {
    String path = engine + "/repeat/TICK/1/generate/3m?chunk=3m";
    try (RawWebSocket socket = RawWebSocket.open(server.ws(path))) {
      WholeMessage message = socket.readMessage(LONG);
      while (message.opcode() == Frame.TEXT) {
        assertThat(message.text()).isEqualTo("TICK");
        message = socket.readMessage(LONG);
      }
      assertThat(message.payload().length()).isEqualTo(3 << 20);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"ws", "wire"})
  void anEchoAndBulkDataInLargeMessagesDoNotGoTogether(String engine) throws IOException {
    List<String> lines =
        List.of(
            "GET " + server.base().getPath() + engine + "/echo/generate/1m?chunk=1m HTTP/1.1",
            "Host: " + server.base().getAuthority(),
            "Upgrade: websocket",
            "Connection: Upgrade",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: " + Opening.newKey());
    RawResponse answer = RawHttp.once(server.base(), lines, ANSWER);
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().utf8()).contains("beside an echo, a message can have at most 32k");
  }

  @ParameterizedTest
  @ValueSource(strings = {"?=x", "?a&b=%20", "?many"})
  void anyQueryThatIsRightIsFineOnBothEngines(String query) throws IOException {
    assumeFalse(
        query.equals("?many") && server.name().startsWith("wildfly"),
        "WildFly refuses more than 1000 parameters by itself.");
    String whole = query.equals("?many") ? "?" + "a=b&".repeat(1200) : query;
    for (String engine : List.of("ws", "wire")) {
      try (RawWebSocket socket = RawWebSocket.open(server.ws(engine + "/close/4001" + whole))) {
        assertThat(socket.readClose(ANSWER).closeCode()).isEqualTo(4001);
      }
    }
  }
}
