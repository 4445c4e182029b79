package org.wsbin.transcript;

import static java.util.Comparator.comparing;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.recording.ConnectionEnd;
import org.wsbin.recording.Secrets;
import org.wsbin.scenario.Engine;
import org.wsbin.settings.AddressRange;

/**
 * The connections on {@code /wire} as a capture file, which Wireshark opens. TCP and IP are
 * synthetic: only the client's address and what TCP carried are real.
 */
public final class TranscriptCapture {
  private static final String ABOUT =
      "Made from a transcript, not captured: the packets, the server's address and port, and the"
          + " times before the 101 are synthetic.";

  /** Of documentation (RFC 5737, RFC 3849), so that it cannot be the client's. */
  private static final String SERVER_V4 = "192.0.2.1";

  private static final String SERVER_V6 = "2001:db8::1";

  /** What Wireshark takes for HTTP. */
  private static final int HTTP = 80;

  /** The port of the first client whose port is not known. */
  private static final int FIRST_PORT = 49152;

  /** Between two packets at the same time. */
  private static final int STEP_NANOS = 1000;

  private record Packet(Instant at, ByteBuffer bytes, List<String> comments) {}

  private final List<Packet> packets = new ArrayList<>();
  private TcpPackets tcp;
  private Instant opened;

  private TranscriptCapture() {}

  /** The bytes of the file; empty if no connection on {@code /wire} has opened. */
  public static Optional<byte[]> of(Transcript.Snapshot transcript, Secrets secrets) {
    TranscriptCapture capture = new TranscriptCapture();
    List<RecordedConnection> onWire =
        transcript.connections().stream()
            .filter(one -> one.engine() == Engine.WIRE && one.openedAt().isPresent())
            .toList();
    for (int i = 0; i < onWire.size(); i++) {
      capture.connection(onWire.get(i), FIRST_PORT + i, secrets);
    }
    Pcapng file = new Pcapng(ABOUT);
    capture.packets.sort(comparing(Packet::at));
    capture.packets.forEach(one -> file.packet(one.at(), one.bytes(), one.comments()));
    return onWire.isEmpty() ? Optional.empty() : Optional.of(file.bytes());
  }

  private void connection(RecordedConnection connection, int port, Secrets secrets) {
    opened = connection.openedAt().orElseThrow();
    tcp = between(connection.request().client(), port);
    String id = "wsbin-connection " + connection.request().id();
    control(-5, true, TcpPackets.SYN, List.of(id));
    control(-4, false, TcpPackets.SYN | TcpPackets.ACK, List.of());
    control(-3, true, TcpPackets.ACK, List.of());
    List<String> masked =
        secrets == Secrets.SHOWN
            ? List.of()
            : List.of("Credentials and cookies are shown as " + Secrets.MASK + ".");
    data(-2L * STEP_NANOS, true, CaptureBytes.request(connection.request(), secrets), masked);
    data(-STEP_NANOS, false, CaptureBytes.answer(connection.answer()), List.of());
    for (CaptureBytes.Part part : CaptureBytes.parts(connection)) {
      data(part.nanos(), part.byClient(), part.bytes(), part.comments());
    }
    connection.end().ifPresent(end -> end(end, connection.omittedFrames()));
  }

  private static TcpPackets between(String client, int fallbackPort) {
    String port = client.replaceFirst(".*:(\\d{1,5})$|.*", "$1");
    String host = port.isEmpty() ? client : client.substring(0, client.lastIndexOf(':'));
    InetAddress from = AddressRange.address(host).orElseGet(() -> address("192.0.2.2"));
    InetAddress to = address(from instanceof Inet6Address ? SERVER_V6 : SERVER_V4);
    int clientPort = port.isEmpty() ? fallbackPort : Integer.parseInt(port);
    return new TcpPackets(new InetSocketAddress(from, clientPort), new InetSocketAddress(to, HTTP));
  }

  private static InetAddress address(String literal) {
    return AddressRange.address(literal).orElseThrow();
  }

  private void end(ConnectionEnd end, long omitted) {
    List<String> comments = new ArrayList<>();
    comments.add("The end of TCP: " + TranscriptText.how(end));
    if (omitted > 0) {
      comments.add(omitted + " frames were not recorded: the transcript was full.");
    }
    boolean byClient =
        switch (end.how()) {
          case FIN, RESET -> true;
          case LOCAL, TIMEOUT, SEND_TIMEOUT, UNKNOWN -> false;
        };
    long at = end.nanos();
    if (end.how() == EndOfStream.RESET) {
      add(at, true, TcpPackets.RST | TcpPackets.ACK, new byte[0], comments);
      return;
    }
    int fin = TcpPackets.FIN | TcpPackets.ACK;
    add(at, byClient, fin, new byte[0], comments);
    add(at + STEP_NANOS, !byClient, fin, new byte[0], List.of());
    add(at + 2 * STEP_NANOS, byClient, TcpPackets.ACK, new byte[0], List.of());
  }

  private void control(int steps, boolean byClient, int flags, List<String> comments) {
    add((long) steps * STEP_NANOS, byClient, flags, new byte[0], comments);
  }

  private void data(long nanos, boolean byClient, byte[] bytes, List<String> comments) {
    for (int from = 0; from < bytes.length; from += TcpPackets.MOST_DATA) {
      int to = Math.min(bytes.length, from + TcpPackets.MOST_DATA);
      byte[] piece = Arrays.copyOfRange(bytes, from, to);
      int flags = TcpPackets.ACK | (to == bytes.length ? TcpPackets.PSH : 0);
      add(nanos, byClient, flags, piece, from == 0 ? comments : List.of());
    }
  }

  private void add(long nanos, boolean byClient, int flags, byte[] data, List<String> comments) {
    ByteBuffer packet = ByteBuffer.wrap(tcp.packet(byClient, flags, data));
    packets.add(new Packet(opened.plusNanos(nanos), packet, comments));
  }
}
