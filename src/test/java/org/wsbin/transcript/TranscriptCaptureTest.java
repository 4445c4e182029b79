package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.ConnectionObserver;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Violation;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.settings.Settings.Recording;
import org.wsbin.step.FakeOpeningRequest;

/** A transcript as a capture file; TranscriptCaptureIT asks Wireshark. */
class TranscriptCaptureTest {
  private static final int ETHERNET_IP_TCP = 14 + 20 + 20;

  private final Transcripts transcripts =
      new Transcripts(
          new Recording(3, Duration.ofMinutes(1), 100_000),
          new MemoryBudget(1 << 20),
          new FakeTimer());

  @Test
  void tcpCarriesWhatWasOnTheWire() {
    ConnectionObserver seen = accept();
    assertThat(TranscriptCapture.of(now(), Secrets.HIDDEN)).as("not open").isEmpty();
    seen.switching(List.of(Map.entry("Upgrade", "websocket")));
    seen.opened(0);
    // RFC 6455 section 5.7: a masked "Hello"
    frame(seen, Direction.RECEIVED, "Hello".getBytes(ISO_8859_1), OptionalInt.of(0x37fa213d));
    seen.rawBytes(ByteBuffer.wrap(new byte[] {(byte) 0x81, 1, 'x'}), 2);
    frame(seen, Direction.SENT, new byte[5000], OptionalInt.empty());
    seen.violation(
        new Violation(Rule.MASKING, "It is not masked."),
        ByteBuffer.wrap(new byte[] {(byte) 0x81, 5}),
        3);
    seen.ended(ConnectionState.OPEN.ended(), EndOfStream.RESET, 4);
    byte[] file = TranscriptCapture.of(now(), Secrets.HIDDEN).orElseThrow();
    List<String> data = data(file);
    assertThat(data.get(3)).startsWith(hex("GET /wire/path?transcript=it HTTP/1.1\r\n"));
    assertThat(data.get(3)).contains(hex("Cookie: ***\r\n")).endsWith(hex("\r\n\r\n"));
    assertThat(data.get(4))
        .isEqualTo(hex("HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\n\r\n"));
    assertThat(data.subList(5, 6)).containsExactly("818537fa213d7f9f4d5158");
    assertThat(String.join("", data.subList(6, data.size())))
        .contains("810178", "817e1000" + "00".repeat(4096))
        .endsWith("8105");
    assertThat(new String(file, ISO_8859_1))
        .contains("Cut: this frame had a payload of 5000 bytes.", "It is not masked.");
  }

  /** The TCP data of each packet, in hex; every length and checksum is checked. */
  private static List<String> data(byte[] file) {
    List<String> all = new ArrayList<>();
    ByteBuffer in = ByteBuffer.wrap(file);
    while (in.hasRemaining()) {
      int start = in.position();
      int type = in.getInt();
      int length = in.getInt();
      assertThat(length % 4).isZero();
      assertThat(in.getInt(start + length - 4)).isEqualTo(length);
      if (type == 6) {
        byte[] packet = new byte[in.getInt(start + 20)];
        in.get(start + 28, packet);
        assertThat(sum(packet, 14, 34, 0)).as("checksum of IP").isEqualTo(0xffff);
        int tcp = packet.length - 34;
        assertThat(sum(packet, 26, packet.length, 6 + tcp)).as("of TCP").isEqualTo(0xffff);
        all.add(HexFormat.of().formatHex(packet, ETHERNET_IP_TCP, packet.length));
      }
      in.position(start + length);
    }
    return all;
  }

  private static long sum(byte[] bytes, int from, int to, long more) {
    long sum = more;
    for (int i = from; i < to; i++) {
      sum += (long) (bytes[i] & 0xff) << ((i - from) % 2 == 0 ? 8 : 0);
    }
    while (sum > 0xffff) {
      sum = (sum & 0xffff) + (sum >>> 16);
    }
    return sum;
  }

  private ConnectionObserver accept() {
    FakeOpeningRequest opening = new FakeOpeningRequest().header("Cookie", "secret");
    opening.query = "transcript=it";
    return transcripts.accepted(opening, "echo").orElseThrow();
  }

  private Transcript.Snapshot now() {
    return transcripts.find("it").orElseThrow().now();
  }

  private static void frame(
      ConnectionObserver seen, Direction direction, byte[] payload, OptionalInt key) {
    seen.frame(direction, new FrameHeader(true, false, Opcode.TEXT, payload.length), key, 2);
    seen.payload(direction, ByteBuffer.wrap(payload), true, 2);
  }

  private static String hex(String text) {
    return HexFormat.of().formatHex(text.getBytes(ISO_8859_1));
  }
}
