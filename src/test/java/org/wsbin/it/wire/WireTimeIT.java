package org.wsbin.it.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;
import static org.wsbin.it.handshake.RequestTemplate.upgrade;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.OncePerNetwork;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.RawResponse;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@OncePerNetwork
@ExtendWith(ServerExtension.class)
class WireTimeIT {
  private static final String ISO_WITH_MILLISECONDS =
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}([+-]\\d\\d:\\d\\d|Z)";
  private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(100);
  private static final Frame DONE = Frame.close(1000, "Done");

  private final RunningServer server;

  WireTimeIT(RunningServer server) {
    this.server = server;
  }

  @Test
  void byDefaultTenTimesComeEveryTwoSecondsThenDone() throws IOException {
    long start = System.nanoTime();
    List<String> texts = hear("wire/time", 10);
    Duration all = Duration.ofNanos(System.nanoTime() - start);

    assertThat(texts).hasSize(10).allMatch(text -> text.matches(ISO_WITH_MILLISECONDS));
    assertThat(texts).extracting(OffsetDateTime::parse).isSorted();
    assertThat(all).isGreaterThan(Duration.ofSeconds(20).minus(CLOCK_TOLERANCE));
  }

  @ParameterizedTest
  @ValueSource(strings = {"50ms", "PT0.05S"})
  void countAndIntervalAreTheClientsChoice(String interval) throws IOException {
    assertThat(hear("wire/time?count=3&interval=" + interval, 3))
        .allMatch(text -> text.matches(ISO_WITH_MILLISECONDS));
  }

  @Test
  void aHundredTimesComeInTheirOrder() throws IOException {
    assertThat(hear("wire/time?count=100&interval=10ms", 100))
        .extracting(OffsetDateTime::parse)
        .isSorted();
  }

  @Test
  void formatLongIsTheLocalisedTime() throws IOException {
    assertThat(hear("wire/time?count=2&interval=10ms&format=long", 2))
        .allMatch(text -> text.matches(".*\\d.*\\d\\d.*\\d\\d.*"), "hours, minutes and seconds")
        .noneMatch(text -> text.matches(ISO_WITH_MILLISECONDS + "|\\d+"));
  }

  @Test
  void formatEpochMillisIsANumber() throws IOException {
    List<String> texts = hear("wire/time?count=2&interval=10ms&format=epoch-millis", 2);

    assertThat(texts).allMatch(text -> text.matches("\\d{13}"));
    Instant first = Instant.ofEpochMilli(Long.parseLong(texts.get(0)));
    assertThat(Duration.between(first, Instant.now()).abs()).isLessThan(LONG);
  }

  @Test
  void whatTheClientSendsMeanwhileIsIgnored() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/time?count=3&interval=100ms"))) {
      socket.send(Frame.text("ignored"));
      socket.send(Frame.binary(Bytes.pattern(100_000)));
      socket.send(Frame.text("never finished").unfinished());

      for (int i = 0; i < 3; i++) {
        assertThat(socket.readMessage(ANSWER).text()).matches(ISO_WITH_MILLISECONDS);
      }
      assertThat(socket.read(ANSWER)).isEqualTo(DONE);
    }
  }

  @Test
  void aPingIsAnsweredBetweenTheTimes() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/time?interval=1h"))) {
      socket.send(Frame.ping("meanwhile"));

      assertThat(socket.read(ANSWER)).isEqualTo(Frame.pong(Bytes.utf8("meanwhile")));
    }
  }

  @Test
  void aCloseStopsThePushingAndIsAnsweredWithItsCodeAndReason() throws IOException {
    try (RawWebSocket socket =
        RawWebSocket.open(server.ws("wire/time?count=1000000&interval=10ms"))) {
      socket.readMessage(ANSWER);
      socket.send(Frame.close(4001, "enough"));

      assertThat(socket.readClose(ANSWER)).isEqualTo(Frame.close(4001, "enough"));
      assertThat(socket.readToFin(LONG)).isEqualTo(Bytes.EMPTY);
    }
  }

  @Test
  void aViolationEndsThePushing() throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("wire/time?count=99&interval=10ms"))) {
      socket.sendRaw(Bytes.hex("83 80 00000000")); // reserved opcode 3

      Failure.assertFailed(socket, 1002);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "count, 0",
    "count, abc",
    "interval, 9ms",
    "interval, banana",
    "format, xml",
  })
  void aBadParameterIsRefused(String name, String value) throws IOException {
    RawResponse answer =
        RawHttp.once(
            server.base(), upgrade("wire/time?" + name + "=" + value).lines(server.base()), ANSWER);

    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.body().utf8()).contains(name, "\"" + value + "\"");
  }

  /** The texts of a connection that ends with them, as it should. */
  private List<String> hear(String path, int count) throws IOException {
    try (RawWebSocket socket = RawWebSocket.open(server.ws(path))) {
      List<String> texts = new ArrayList<>();
      while (texts.size() < count) {
        texts.add(socket.readMessage(LONG).text());
      }
      List<Frame> end = socket.readThrough(Frame.CLOSE, ANSWER);
      assertThat(Fragments.data(end)).as("messages beyond the count").isEmpty();
      assertThat(end).last().isEqualTo(DONE);
      return texts;
    }
  }
}
