package org.wsbin.verdict;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.settings.Settings.Recording;
import org.wsbin.step.FakeOpeningRequest;
import org.wsbin.transcript.Transcripts;
import org.wsbin.verdict.Judgement.Outcome;

/** What a client of a channel did; {@code >} went to it, {@code <} came from it. */
class ChannelClientsTest {
  private static final String JOINED = "> {\"type\":\"joined\",\"channel\":\"tea\",\"offset\":4}";

  private final FakeTimer timer = new FakeTimer();
  private final Transcripts transcripts =
      new Transcripts(
          new Recording(3, Duration.ofHours(1), 10_000_000), new MemoryBudget(1 << 28), timer);

  /** A connection that has ended. */
  private void visit(String path, String query, String... lines) {
    FakeOpeningRequest opening = new FakeOpeningRequest();
    opening.path = path;
    opening.query = "transcript=it" + query;
    ConnectionObserver seen = transcripts.accepted(opening, "channel").orElseThrow();
    seen.opened(0);
    for (String line : lines) {
      ByteBuffer payload = UTF_8.encode(line.substring(2));
      Direction direction = line.startsWith("<") ? Direction.RECEIVED : Direction.SENT;
      FrameHeader header = new FrameHeader(true, false, Opcode.TEXT, payload.remaining());
      seen.frame(direction, header, OptionalInt.empty(), 1);
      seen.payload(direction, payload, true, 1);
    }
    timer.advance(Duration.ofSeconds(1));
    seen.ended(ConnectionState.OPEN.ended(), EndOfStream.FIN, 2);
  }

  private static String message(long offset) {
    return "> {\"type\":\"message\",\"offset\":" + offset + ",\"data\":\"x\"}";
  }

  private static String seen(long offset) {
    return "< {\"type\": \"seen\", \"offset\": " + offset + "}";
  }

  private Stream<Judgement> rules(Set<String> ids) {
    return ClientVerdict.of(
            transcripts.find("it").orElseThrow().now(),
            List.of(),
            new FaultDuty(Map.of(), Set.of()))
        .judgements()
        .stream()
        .filter(rule -> ids.contains(rule.id()));
  }

  private Judgement rule(String id) {
    return rules(Set.of(id)).findFirst().orElseThrow();
  }

  @Test
  void aClientThatResumesWithItsLastOffsetOrAnEarlierOnePasses() {
    visit("/wire/channel/tea", "&format=json", JOINED, message(5), message(6), seen(5), seen(6));
    visit("/wire/channel/tea", "&format=json&since=6", JOINED, message(7), seen(7));
    visit("/wire/channel/tea", "&format=json&since=5", JOINED, message(6), message(7));
    assertThat(rules(Set.of("resumed-without-loss", "deduplicated", "in-order")))
        .extracting(Judgement::outcome)
        .containsOnly(Outcome.PASSED);
  }

  @Test
  void aClientThatSkipsOffsetsFails() {
    visit("/wire/channel/tea", "&format=json", JOINED, message(5));
    visit("/wire/channel/tea", "&format=json&since=6", JOINED);
    assertThat(rule("resumed-without-loss").findings())
        .extracting(Finding::sentence)
        .containsExactly("The client came back with since=6, but was sent offset 5 last.");
  }

  @Test
  void whatItHasOnJoiningCountsAsSent() {
    visit("/wire/channel/tea", "&format=json", JOINED);
    visit("/wire/channel/tea", "&format=json", JOINED);
    assertThat(rule("resumed-without-loss").findings())
        .extracting(Finding::sentence)
        .containsExactly("The client came back without since=; it was sent offset 4 last.");
  }

  @Test
  void afterARestartTheOffsetsBeginAgain() {
    visit("/wire/channel/tea", "&format=json", JOINED, message(5), seen(5));
    visit(
        "/wire/channel/tea",
        "&format=json&since=5",
        "> {\"type\":\"restarted\",\"offset\":1}",
        message(1),
        seen(1));
    visit("/wire/channel/tea", "&format=json&since=1");
    assertThat(rules(Set.of("resumed-without-loss", "deduplicated", "in-order")))
        .extracting(Judgement::outcome)
        .containsOnly(Outcome.PASSED);
  }

  @Test
  void anOffsetThatIsSeenTwiceOrLateFailsOneRule() {
    visit("/ws/channel/tea", "&format=json", JOINED, seen(5), seen(7));
    visit("/ws/channel/tea", "&format=json&since=4", JOINED, seen(7), seen(6));
    assertThat(rule("deduplicated").findings())
        .extracting(Finding::sentence)
        .containsExactly("The client reported offset 7 as seen again; it had it before.");
    assertThat(rule("in-order").findings())
        .extracting(Finding::sentence)
        .containsExactly("The client reported offset 6 as seen after a later one.");
  }

  @Test
  void otherChannelsAndPlainMessagesAreNotJudged() {
    visit("/wire/channel/tea", "&format=json", JOINED, message(5));
    visit("/wire/channel/milk", "&format=json", JOINED);
    visit("/wire/channel/tea", "", "> plain");
    assertThat(rules(Set.of("resumed-without-loss", "deduplicated", "in-order")))
        .extracting(Judgement::outcome)
        .containsOnly(Outcome.SKIPPED);
  }
}
