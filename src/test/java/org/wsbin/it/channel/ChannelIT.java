package org.wsbin.it.channel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.it.Waits.ANSWER;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.wsbin.it.RecordingClient;
import org.wsbin.it.raw.Bytes;
import org.wsbin.it.raw.RawHttp;
import org.wsbin.it.raw.WholeMessage;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.ServerExtension;

/** Channels, as their members see them. */
@ExtendWith(ServerExtension.class)
class ChannelIT {
  private static final String HERE = "here";
  private static final Pattern OFFSET = Pattern.compile("\"offset\":(\\d+)");

  private final RunningServer server;
  private final String name = UUID.randomUUID().toString();

  ChannelIT(RunningServer server) {
    this.server = server;
  }

  private RecordingClient join(String engine, String query) throws IOException {
    return RecordingClient.open(server.ws(engine + "/channel/" + name + query));
  }

  /** An open connection has not joined yet; it has when its own message comes back. */
  private RecordingClient joinForSure(String engine) throws Exception {
    RecordingClient member = join(engine, "");
    member.send(HERE);
    assertThat(member.next(ANSWER).text()).isEqualTo(HERE);
    return member;
  }

  private static WholeMessage next(RecordingClient member) throws Exception {
    WholeMessage message = member.next(ANSWER);
    return message.equals(WholeMessage.text(HERE)) ? next(member) : message;
  }

  private static String text(RecordingClient member) throws Exception {
    return next(member).text();
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ws"})
  void everyMessageGoesToAllMembersOnBothEngines(String engine) throws Exception {
    Bytes binary = Bytes.pattern(70_000);
    try (RecordingClient sender = joinForSure(engine);
        RecordingClient onWire = joinForSure("wire");
        RecordingClient onWs = joinForSure("ws")) {
      sender.send("hello");
      sender.send(binary);
      for (RecordingClient member : List.of(sender, onWire, onWs)) {
        assertThat(next(member)).isEqualTo(WholeMessage.text("hello"));
        assertThat(next(member)).isEqualTo(WholeMessage.binary(binary));
      }
    }
  }

  @Test
  void allMembersSeeTheMessagesOfSeveralSendersInOneOrder() throws Exception {
    try (RecordingClient one = joinForSure("wire");
        RecordingClient two = joinForSure("ws");
        RecordingClient three = joinForSure("wire")) {
      Thread other = new Thread(() -> sendAll(two, "two"));
      other.start();
      sendAll(one, "one");
      other.join();
      List<List<WholeMessage>> seen = new ArrayList<>();
      for (RecordingClient member : List.of(one, two, three)) {
        List<WholeMessage> messages = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
          messages.add(next(member));
        }
        seen.add(messages);
      }
      assertThat(seen.get(1)).isEqualTo(seen.get(0));
      assertThat(seen.get(2)).isEqualTo(seen.get(0));
    }
  }

  private static void sendAll(RecordingClient sender, String text) {
    try {
      for (int i = 0; i < 100; i++) {
        sender.send(text + i);
      }
    } catch (IOException gone) {
      throw new IllegalStateException(gone);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ws"})
  void jsonHasOffsetsAndSaysWhoJoined(String engine) throws Exception {
    try (RecordingClient watcher = join(engine, "?format=json&presence=true")) {
      assertThat(text(watcher)).startsWith("{\"type\":\"joined\",\"channel\":\"" + name);
      RecordingClient guest = join(engine, "?format=json&echo=false");
      assertThat(text(guest)).contains("\"members\":2");
      assertThat(text(watcher)).startsWith("{\"type\":\"join\",").contains("\"members\":2");
      guest.send("hi");
      assertThat(text(guest)).isEqualTo("{\"type\":\"published\",\"offset\":1}");
      assertThat(text(watcher)).isEqualTo("{\"type\":\"message\",\"offset\":1,\"data\":\"hi\"}");
      guest.close();
      assertThat(text(watcher)).startsWith("{\"type\":\"leave\",").contains("\"members\":1");
      watcher.send(Bytes.hex("00 ff"));
      assertThat(text(watcher))
          .isEqualTo("{\"type\":\"message\",\"offset\":2,\"base64\":\"AP8=\"}");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ws"})
  void aMemberThatComesBackResumesAfterItsLastOffset(String engine) throws Exception {
    try (RecordingClient sender = join(engine, "")) {
      for (int i = 1; i <= 5; i++) {
        sender.send("m" + i);
        assertThat(text(sender)).isEqualTo("m" + i);
      }
      try (RecordingClient resumed = join(engine, "?format=json&since=3")) {
        assertThat(text(resumed)).contains("\"type\":\"joined\"").contains("\"offset\":5");
        sender.send("m6");
        assertThat(List.of(text(resumed), text(resumed), text(resumed)))
            .extracting(ChannelIT::offset)
            .containsExactly(4L, 5L, 6L);
      }
      try (RecordingClient late = join(engine, "?history=2")) {
        assertThat(List.of(text(late), text(late))).containsExactly("m5", "m6");
        sender.send("m7");
        assertThat(text(late)).isEqualTo("m7");
      }
    }
  }

  private static long offset(String json) {
    Matcher found = OFFSET.matcher(json);
    assertThat(found.find()).as(json).isTrue();
    return Long.parseLong(found.group(1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ws"})
  void offsetsThatBelongToAnOlderLogAreNoticed(String engine) throws Exception {
    try (RecordingClient sender = join(engine, "")) {
      sender.send("first");
      assertThat(text(sender)).isEqualTo("first");
      try (RecordingClient lost = join(engine, "?format=json&since=100")) {
        assertThat(text(lost)).contains("joined");
        assertThat(text(lost)).isEqualTo("{\"type\":\"restarted\",\"offset\":1}");
        assertThat(text(lost)).contains("\"offset\":1,\"data\":\"first\"");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ws"})
  void aReportIsNotPublished(String engine) throws Exception {
    try (RecordingClient member = join(engine, "?format=json")) {
      assertThat(text(member)).contains("joined");
      member.send("{\"type\":\"seen\",\"offset\":0}");
      member.send("{\"type\":\"something else\"}");
      assertThat(text(member)).contains("something else");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ws"})
  void aMessageThatIsTooLargeIsRefused(String engine) throws Exception {
    RecordingClient member = join(engine, ""); // closed by the server, perhaps while Tyrus sends
    try {
      member.send("x".repeat(1 << 20));
    } catch (IOException | RejectedExecutionException closedMeanwhile) {
      assertThat(closedMeanwhile).isNotNull();
    }
    assertThat(member.closed().get(ANSWER.toMillis(), TimeUnit.MILLISECONDS))
        .startsWith("1009 The step channel accepts messages of up to 1023k.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ws"})
  void faultsAreForOneMemberAndTheTranscriptHasThem(String engine) throws Exception {
    try (RecordingClient good = joinForSure(engine);
        RecordingClient bad = join(engine, "?format=json&gap=2&transcript=" + name)) {
      assertThat(text(bad)).contains("joined");
      for (int i = 1; i <= 4; i++) {
        good.send("m" + i);
        assertThat(text(good)).isEqualTo("m" + i);
      }
      assertThat(List.of(text(bad), text(bad)))
          .extracting(ChannelIT::offset)
          .containsExactly(2L, 4L);
    }
    String transcript = transcript("?format=text&wait=10s&until=closed");
    assertThat(transcript).contains("gap: Left out the message with offset 3.");
    assertThat(transcript("?wait=1s")).contains("\"what\":\"gap\"");
  }

  @ParameterizedTest
  @ValueSource(strings = {"wire", "ws"})
  void theVerdictSaysWhatTheClientDidWrong(String engine) throws Exception {
    String json = "?format=json&transcript=" + name;
    try (RecordingClient first = join(engine, json)) {
      assertThat(text(first)).contains("joined");
      for (int i = 1; i <= 3; i++) {
        first.send("m" + i);
        assertThat(offset(text(first))).isEqualTo(i);
      }
      first.send("{\"type\":\"seen\",\"offset\":1}");
      first.send("{\"type\":\"seen\",\"offset\":3}");
    }
    transcript("?wait=10s&connections=1&until=closed");
    try (RecordingClient second = join(engine, json)) {
      assertThat(text(second)).contains("joined");
      second.send("{\"type\":\"seen\",\"offset\":2}");
      second.send("{\"type\":\"seen\",\"offset\":3}");
    }
    assertThat(transcript("/verdict?format=text&wait=10s&connections=2&until=closed"))
        .contains("The client came back without since=; it was sent offset 3 last.")
        .contains("The client reported offset 3 as seen again; it had it before.")
        .contains("The client reported offset 2 as seen after a later one.");
  }

  private String transcript(String rest) throws IOException {
    URI at = server.base();
    return RawHttp.once(
            at,
            List.of(
                "GET " + at.getPath() + "transcripts/" + name + rest + " HTTP/1.1",
                "Host: " + at.getAuthority(),
                "Connection: close"),
            LONG)
        .body()
        .utf8();
  }
}
