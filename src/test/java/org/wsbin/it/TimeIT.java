package org.wsbin.it;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.Frame;
import org.wsbin.it.raw.RawWebSocket;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

@OncePerNetwork
@ExtendWith(ServerExtension.class)
class TimeIT {
  private static final String ISO_WITH_MILLISECONDS =
      "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}([+-]\\d\\d:\\d\\d|Z)";
  private static final Duration CLOCK_TOLERANCE = Duration.ofMillis(100);

  private final RunningServer server;

  TimeIT(RunningServer server) {
    this.server = server;
  }

  /** What one connection was sent. */
  private record Heard(Duration untilFirst, List<String> texts, String close) {}

  @Test
  void byDefaultTenTimesComeEveryTwoSecondsThenDone() throws Exception {
    // both paths at once, because each takes 20 s
    var slash = Background.start(() -> hear("ws/", 10));
    var noSlash = Background.start(() -> hear("ws", 10));

    for (CompletableFuture<Heard> path : List.of(slash, noSlash)) {
      Heard heard = path.get(90, SECONDS);
      assertThat(heard.untilFirst()).isGreaterThan(Duration.ofSeconds(2).minus(CLOCK_TOLERANCE));
      assertThat(heard.texts()).hasSize(10).allMatch(text -> text.matches(ISO_WITH_MILLISECONDS));
      assertThat(times(heard)).isSorted();
      assertThat(Duration.between(times(heard).get(0), times(heard).get(9)))
          .isGreaterThan(Duration.ofSeconds(18).minus(CLOCK_TOLERANCE.multipliedBy(10)));
      assertDone(heard);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"50ms", "PT0.05S"})
  void countAndIntervalAreTheClientsChoice(String interval) throws Exception {
    Heard heard = hear("ws?count=3&interval=" + interval, 3);

    assertThat(heard.texts()).hasSize(3).allMatch(text -> text.matches(ISO_WITH_MILLISECONDS));
    assertDone(heard);
  }

  @Test
  void aHundredTimesComeInTheirOrder() throws Exception {
    Heard heard = hear("ws?count=100&interval=10ms", 100);

    assertThat(times(heard)).hasSize(100).isSorted();
    assertDone(heard);
  }

  @Test
  void formatLongIsTheLocalisedTime() throws Exception {
    Heard heard = hear("ws?count=2&interval=10ms&format=long", 2);

    assertThat(heard.texts())
        .hasSize(2)
        .allMatch(text -> text.matches(".*\\d.*\\d\\d.*\\d\\d.*"), "hours, minutes and seconds")
        .noneMatch(text -> text.matches(ISO_WITH_MILLISECONDS + "|\\d+"));
  }

  @Test
  void formatEpochMillisIsANumber() throws Exception {
    Heard heard = hear("ws?count=2&interval=10ms&format=epoch-millis", 2);

    assertThat(heard.texts()).hasSize(2).allMatch(text -> text.matches("\\d{13}"));
    Instant first = Instant.ofEpochMilli(Long.parseLong(heard.texts().get(0)));
    assertThat(Duration.between(first, Instant.now()).abs()).isLessThan(LONG);
  }

  @Test
  void whatTheClientSendsMeanwhileIsIgnored() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws?count=3&interval=100ms"))) {
      socket.send(Frame.text("ignored"));
      socket.send(Frame.binary(Bytes.pattern(100_000)));
      socket.send(Frame.text("never finished").unfinished());

      for (int i = 0; i < 3; i++) {
        assertThat(socket.readMessage(ANSWER).text()).matches(ISO_WITH_MILLISECONDS);
      }
      Frame close = socket.readClose(ANSWER);
      assertThat(close.closeCode()).isEqualTo(1000);
      assertThat(close.closeReason()).isEqualTo("Done");
    }
  }

  @Test
  void aCloseStopsThePushingAndIsAnsweredWithItsCode() throws Exception {
    try (RawWebSocket socket = RawWebSocket.open(server.ws("ws?count=1000000&interval=10ms"))) {
      socket.readMessage(ANSWER);
      socket.send(Frame.close(4001, "enough"));

      assertThat(socket.readClose(ANSWER).closeCode()).isEqualTo(4001);
      socket.awaitEof(LONG);
    }
  }

  private Heard hear(String path, int count) throws Exception {
    long start = System.nanoTime();
    try (RecordingClient peer = RecordingClient.open(server.ws(path))) {
      List<String> texts = new ArrayList<>();
      texts.add(peer.next(LONG).text());
      Duration untilFirst = Duration.ofNanos(System.nanoTime() - start);
      while (texts.size() < count) {
        texts.add(peer.next(LONG).text());
      }
      String close = peer.closed().get(LONG.toSeconds(), SECONDS);
      assertThat(peer.waiting()).as("messages beyond the count").isZero();
      return new Heard(untilFirst, texts, close);
    } catch (IOException e) {
      throw new IOException("On " + path + ": " + e.getMessage(), e);
    }
  }

  private static List<OffsetDateTime> times(Heard heard) {
    return heard.texts().stream().map(OffsetDateTime::parse).toList();
  }

  private static void assertDone(Heard heard) {
    assertThat(heard.close()).isEqualTo("1000 Done");
  }
}
