package org.wsbin.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.wsbin.wire.ClientBytes.UNMASKED;
import static org.wsbin.wire.ClientBytes.close;
import static org.wsbin.wire.ClientBytes.ping;
import static org.wsbin.wire.ClientBytes.text;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.ObservedEvents;
import org.wsbin.scenario.Peer;

/** What an observer sees of a connection of this engine: everything, in order. */
class WireObserverTest {
  private final ObservedEvents seen = new ObservedEvents();
  private final Wired wired = new Wired(Optional.empty(), Optional.of(seen));

  @Test
  @DisplayName("RFC 6455 section 7: an echo, a ping and a close, each way, in order")
  void everythingInOrder() {
    open();
    wired.receive(text("hello"), ping("p"));
    wired.receive(close(1001, "bye"));
    assertThat(withoutTimes())
        .containsExactly(
            "opened",
            "< FIN TEXT 5 key",
            "< 68656c6c6f",
            "> FIN TEXT 5",
            "> 68656c6c6f",
            "< FIN PING 1 key",
            "< 70",
            "> FIN PONG 1",
            "> 70",
            "< FIN CLOSE 5 key",
            "< 03e9627965",
            "< close 1001 bye",
            "> FIN CLOSE 5",
            "> 03e9627965",
            "> close 1001 bye",
            "ended 1001 LOCAL");
  }

  @Test
  void theTimeIsThatOfTheHost() {
    open();
    long start = wired.timer.nanos();
    wired.passes(Duration.ofSeconds(1));
    wired.send("x");
    assertThat(seen.lines())
        .containsExactly("opened @" + start, "> FIN TEXT 1 @" + (start + 1_000_000_000L), "> 78");
  }

  @Test
  void aViolationIsSeenWithTheHeaderThatBrokeTheRule() {
    open();
    wired.receive(UNMASKED, text("not looked at"));
    assertThat(withoutTimes())
        .startsWith("opened", "violation MASKING 8105", "> FIN CLOSE 63")
        .anyMatch(line -> line.startsWith("> close 1002 "))
        .filteredOn(line -> line.startsWith("< "))
        .containsExactly("< ignored 24");
  }

  @Test
  void bytesThatAreNoFrameAreSeenAsTheyAre() {
    open();
    wired.remote().raw(ByteBuffer.wrap(new byte[] {(byte) 0xff, 0}));
    assertThat(withoutTimes()).containsExactly("opened", "> raw ff00");
  }

  @Test
  void aFinIsDistinguishedFromAReset() {
    open();
    wired.network.endInput();
    wired.connection.readable();
    assertThat(withoutTimes()).endsWith("ended 1006 FIN");

    ObservedEvents other = new ObservedEvents();
    Wired reset = new Wired(Optional.empty(), Optional.of(other)).opened();
    reset.network.fault = Optional.of(new IOException("Connection reset by peer"));
    reset.connection.readable();
    assertThat(other.lines().get(1)).startsWith("ended 1006 RESET");
  }

  @Test
  void aLimitThatPassesIsATimeout() {
    open();
    wired.remote().close(new CloseStatus(1000, ""));
    wired.passes(Duration.ofSeconds(6));
    assertThat(withoutTimes()).endsWith("> close 1000 ", "ended 1006 TIMEOUT");
  }

  private void open() {
    wired.behaviour.reaction = Peer::send;
    wired.opened();
  }

  /** Without the times, and the keys, which are random. */
  private List<String> withoutTimes() {
    return seen.lines().stream()
        .map(line -> line.replaceFirst("( key) \\p{XDigit}+ @.*| @.*", "$1"))
        .toList();
  }
}
