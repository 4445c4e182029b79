package org.wsbin.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.MessageKind;

class ConnectionTranscriptTest {
  private final FakeClock clock = new FakeClock();
  private final FakeSocket socket = new FakeSocket(clock);

  private static final HttpResponse OPENING =
      new HttpResponse(
          101, List.of(Map.entry("Upgrade", "websocket"), Map.entry("wsbin-connection", "ab")), "");

  private Connection recorded(ConnectionTranscript transcript) {
    transcript.exchange(
        "GET /wire/echo HTTP/1.1\r\nHost: h\r\nCookie: secret\r\n\r\n", Optional.of(OPENING));
    return new Connection(
        socket.dialled(Optional.empty()),
        new ClientOptions().freeze(),
        ControlFrameListener.NONE,
        clock,
        Runnable::run,
        transcript.observer(Optional.empty()));
  }

  @Test
  void directionsAndPartiesAreTheServers() {
    ConnectionTranscript transcript = new ConnectionTranscript();
    Connection connection = recorded(transcript);
    connection.send(MessageKind.TEXT, ByteBuffer.wrap("hi".getBytes(UTF_8)), true);
    socket.receive("81 02 68 6f 88 02 03 e8");
    assertThat(connection.whileReading(() -> connection.next(Duration.ZERO))).isPresent();
    connection.closeAndWait(CloseFrame.of(4000, "bye"), Duration.ofSeconds(1));
    connection.abort();
    assertThat(transcript.isEnded()).isTrue();
    assertThat(transcript.json("it"))
        .startsWith("{\"version\":1,\"name\":\"it\",\"connections\":[{\"id\":\"ab\",")
        .contains("\"engine\":\"client\"", "\"line\":\"GET /wire/echo HTTP/1.1\"")
        .contains("[\"Host\",\"h\"]", "[\"Cookie\",\"***\"]", "[\"Upgrade\",\"websocket\"]")
        .containsPattern("\"direction\":\"received\",\"opcode\":\"text\".*\"text\":\"hi\"")
        .containsPattern("\"direction\":\"sent\",\"opcode\":\"text\".*\"text\":\"ho\"")
        .containsPattern("\"received\":\\{\"at\":[^}]*\"code\":4000,\"reason\":\"bye\"")
        .containsPattern("\"sent\":\\{\"at\":[^}]*\"code\":1000,\"reason\":\"\"")
        .contains("\"by\":\"client\",\"clean\":true", "\"tcp\":\"local\"");
  }

  @Test
  void framesForWhichThereIsNoRoomAreCounted() {
    ConnectionTranscript transcript = new ConnectionTranscript(1000);
    Connection connection = recorded(transcript);
    for (int i = 0; i < 10; i++) {
      connection.send(MessageKind.TEXT, ByteBuffer.wrap("hi".getBytes(UTF_8)), true);
    }
    assertThat(transcript.json("it")).contains("\"omittedFrames\":5");
  }

  @Test
  void aRefusalIsRecorded() {
    ConnectionTranscript transcript = new ConnectionTranscript();
    transcript.exchange(
        "GET / HTTP/1.1\r\n\r\n", Optional.of(new HttpResponse(404, List.of(), "")));
    assertThat(transcript.json("it")).contains("\"connections\":[]", "\"status\":404");
  }

  @Test
  void aTranscriptRecordsOneConnection() {
    ConnectionTranscript transcript = new ConnectionTranscript();
    new ClientOptions().transcript(transcript);
    ClientOptions other = new ClientOptions();
    assertThatThrownBy(() -> other.transcript(transcript))
        .isInstanceOf(IllegalStateException.class);
  }
}
