package org.wsbin.endpoint;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.ObservedEvents;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Violation;

class SessionObservationTest {
  private final ObservedEvents seen = new ObservedEvents();
  private final SessionObservation session = new SessionObservation(seen, () -> 7);

  @Test
  void slicesAreShownAsFrames() {
    ByteBuffer slice = bytes("ab");
    session.opened();
    session.received(MessageKind.TEXT, slice, false);
    session.received(MessageKind.TEXT, bytes("c"), true);
    session.received(MessageKind.BINARY, bytes(""), true);
    session.pong(bytes("p"));
    assertThat(seen.lines())
        .containsExactly(
            "opened @7",
            "< TEXT 2 @7",
            "< 6162",
            "< FIN CONTINUATION 1 @7",
            "< 63",
            "< FIN BINARY 0 @7",
            "< ",
            "< FIN PONG 1 @7",
            "< 70");
    assertThat(slice.remaining()).as("the slice is still there").isEqualTo(2);
  }

  @Test
  void whatIsSentIsShownBeforeItIsSent() {
    ByteBuffer used = bytes("xy").position(2);
    session.opened();
    session.sending(new QueuedSend.Message(MessageKind.BINARY, used));
    session.sending(new QueuedSend.Part(MessageKind.TEXT, bytes("a"), false));
    session.sending(new QueuedSend.Ping(bytes("i")));
    session.sending(new QueuedSend.Part(MessageKind.TEXT, bytes("b"), true));
    session.sending(new QueuedSend.Pong(bytes("o")));
    session.sending(new QueuedSend.Text("t€", 4, false, true));
    session.sending(new QueuedSend.Close(new CloseStatus(1001, "b")));
    assertThat(seen.lines().subList(1, seen.lines().size()))
        .containsExactly(
            "> FIN BINARY 2 @7",
            "> 7879",
            "> TEXT 1 @7",
            "> 61",
            "> FIN PING 1 @7",
            "> 69",
            "> FIN CONTINUATION 1 @7",
            "> 62",
            "> FIN PONG 1 @7",
            "> 6f",
            "> FIN TEXT 4 @7",
            "> 74e282ac",
            "> FIN CLOSE 3 @7",
            "> 03e962",
            "> close 1001 b");
  }

  @Test
  void whoOnlyCountsGetsAsManyZeros() {
    List<String> payloads = new ArrayList<>();
    ConnectionObserver counting =
        new ConnectionObserver() {
          @Override
          public boolean wantsPayload() {
            return false;
          }

          @Override
          public void payload(Direction direction, ByteBuffer part, boolean end, long nanos) {
            payloads.add(direction + " " + part.remaining());
          }
        };
    SessionObservation counted = new SessionObservation(counting, () -> 7);
    counted.opened();
    counted.sending(new QueuedSend.Text("t€", 4, false, true));
    counted.sending(new QueuedSend.Text("x".repeat(100_000), 100_000, false, true));
    assertThat(payloads).containsExactly("SENT 4", "SENT 100000");
  }

  @Test
  void theClientsCloseIsShownIfItCameFirst() {
    session.opened();
    session.closedWith(4001, "bye");
    session.ended();
    session.ended();
    session.received(MessageKind.TEXT, bytes("late"), true);
    assertThat(seen.lines())
        .containsExactly("opened @7", "< close 4001 bye", "ended 4001 UNKNOWN @7");
  }

  @Test
  void aCloseAfterOursIsNotKnownAndOneWithoutCodeHasNone() {
    session.opened();
    session.sending(new QueuedSend.Close(new CloseStatus(1000, "")));
    session.closedWith(1000, "");
    session.ended();
    assertThat(seen.lines()).endsWith("> close 1000 ", "ended 1006 UNKNOWN @7");

    ObservedEvents other = new ObservedEvents();
    SessionObservation without = new SessionObservation(other, () -> 7);
    without.opened();
    without.closedWith(1005, "");
    without.ended();
    assertThat(other.lines()).containsExactly("opened @7", "< close", "ended 1005 UNKNOWN @7");
  }

  @Test
  void theCodeOfAViolationIsTakenForTheContainers() {
    session.opened();
    session.closedWith(1002, "RSV1");
    session.ended();
    assertThat(seen.lines())
        .containsExactly("opened @7", "> close 1002 RSV1", "ended 1006 UNKNOWN @7");
  }

  @Test
  void theFirstCauseOfTheEndCounts() {
    session.opened();
    session.ending(EndOfStream.SEND_TIMEOUT);
    session.ending(EndOfStream.RESET);
    session.closedWith(1008, "send timeout");
    session.ended();
    assertThat(seen.lines()).containsExactly("opened @7", "ended 1006 SEND_TIMEOUT @7");
  }

  @Test
  void aLostConnectionIsAReset() {
    session.opened();
    session.violation(new Violation(Rule.TOO_BIG, "?"));
    session.closedWith(1006, "");
    session.ended();
    assertThat(seen.lines())
        .containsExactly("opened @7", "violation TOO_BIG ", "ended 1006 RESET @7");
  }

  private static ByteBuffer bytes(String text) {
    return ByteBuffer.wrap(text.getBytes(UTF_8));
  }
}
