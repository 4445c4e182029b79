package org.wsbin.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.MessageKind;
import org.wsbin.protocol.Violation;

/** What an observer sees of a client's connection, in order. */
class ConnectionObservationTest {
  private final FakeClock clock = new FakeClock();
  private final FakeSocket socket = new FakeSocket(clock);
  private final List<String> seen = new ArrayList<>();
  private final Connection connection =
      new Connection(
          socket.dialled(Optional.empty()),
          new ClientOptions().freeze(),
          ControlFrameListener.NONE,
          clock,
          Runnable::run,
          new Log(seen));

  private Optional<MessageSlice> receive() {
    return connection.whileReading(() -> connection.next(Duration.ZERO));
  }

  @Test
  void anEchoAndAClose() {
    connection.send(MessageKind.TEXT, ByteBuffer.wrap("hi".getBytes(UTF_8)), true);
    socket.receive("81 02 68 69 88 02 03 e8");
    assertThat(receive()).isPresent();
    assertThat(connection.closeAndWait(CloseFrame.of(1000, "bye"), Duration.ofSeconds(1)).code())
        .isEqualTo(1000);
    connection.abort();
    assertThat(seen)
        .containsExactly(
            "opened",
            "SENT TEXT 2 masked",
            "SENT payload 6869 end",
            "RECEIVED TEXT 2",
            "RECEIVED payload 6869 end",
            "SENT CLOSE 5 masked",
            "SENT payload 03e8627965 end",
            "SENT close 1000 bye",
            "RECEIVED CLOSE 2",
            "RECEIVED payload 03e8 end",
            "RECEIVED close 1000 ",
            "ended LOCAL by US, clean");
  }

  @Test
  void aViolationAndItsClose() {
    socket.receive("83 00");
    socket.peerEnds();
    assertThatThrownBy(this::receive).isInstanceOf(WebSocketException.class);
    assertThat(seen.get(1)).isEqualTo("violation 83 The opcode 3 is reserved.");
    assertThat(seen.get(2)).startsWith("SENT CLOSE ");
    assertThat(seen.get(seen.size() - 1)).isEqualTo("ended FIN by US");
  }

  @Test
  void anEndWithoutAClose() {
    socket.peerEnds();
    assertThatThrownBy(this::receive).isInstanceOf(WebSocketException.class);
    assertThat(seen).containsExactly("opened", "ended FIN by NETWORK");
  }

  @Test
  void aPeerThatDoesNotCloseInTime() {
    assertThat(connection.closeAndWait(CloseFrame.of(1000, ""), Duration.ofSeconds(1)).code())
        .isEqualTo(1006);
    assertThat(seen).last().isEqualTo("ended TIMEOUT by US");
  }

  @Test
  void nothingIsSeenBehindTheEnd() {
    socket.onWrite(bytes -> connection.abort()); // while a message is on its way
    assertThatThrownBy(
            () -> connection.send(MessageKind.BINARY, ByteBuffer.allocate(100_000), true))
        .isInstanceOf(WebSocketException.class);
    assertThat(seen).last().isEqualTo("ended LOCAL by NETWORK");
  }

  private record Log(List<String> seen) implements ConnectionObserver {
    @Override
    public void opened(long nanos) {
      seen.add("opened");
    }

    @Override
    public void frame(Direction direction, FrameHeader header, OptionalInt key, long nanos) {
      String mask = key.isPresent() ? " masked" : "";
      seen.add(direction + " " + header.opcode() + " " + header.length() + mask);
    }

    @Override
    public void payload(Direction direction, ByteBuffer part, boolean end, long nanos) {
      seen.add(direction + " payload " + hex(part) + (end ? " end" : ""));
    }

    @Override
    public void violation(Violation violation, ByteBuffer header, long nanos) {
      seen.add("violation " + hex(header) + " " + violation.sentence());
    }

    @Override
    public void close(Direction direction, CloseFrame frame, long nanos) {
      String said = frame.status().map(s -> s.code() + " " + s.reason()).orElse("");
      seen.add(direction + " close " + said);
    }

    @Override
    public void ended(ConnectionState state, EndOfStream how, long nanos) {
      seen.add(
          "ended "
              + how
              + " by "
              + state.closedBy().orElseThrow()
              + (state.clean() ? ", clean" : ""));
    }

    private static String hex(ByteBuffer bytes) {
      byte[] copy = new byte[bytes.remaining()];
      bytes.duplicate().get(copy);
      return HexFormat.of().formatHex(copy);
    }
  }
}
