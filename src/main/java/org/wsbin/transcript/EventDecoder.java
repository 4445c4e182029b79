package org.wsbin.transcript;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.wsbin.protocol.CloseFrame;
import org.wsbin.protocol.ConnectionObserver.Direction;
import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.FrameHeader;
import org.wsbin.protocol.Opcode;
import org.wsbin.protocol.Rule;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.protocol.Violation;
import org.wsbin.recording.ConnectionEnd;
import org.wsbin.recording.Note;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.TimedClose;
import org.wsbin.recording.TimedViolation;
import org.wsbin.scenario.Engine;

/** Reads events that {@link EventEncoder} has written. */
final class EventDecoder {
  private final DataInputStream in;
  private final Optional<String> node;

  /** Reads events that this node has recorded. */
  EventDecoder(DataInputStream in, String node) {
    this.in = in;
    this.node = Optional.of(node);
  }

  /**
   * The next event.
   *
   * @throws IllegalArgumentException if its kind, or a word in it, is unknown
   */
  TranscriptEvent next() throws IOException {
    int kind = in.readUnsignedByte();
    return switch (kind) {
      case EventEncoder.FRAME -> new TranscriptEvent.Frame(text(), frame());
      case EventEncoder.ACCEPTED ->
          new TranscriptEvent.Accepted(head(), Engine.valueOf(text()), text());
      case EventEncoder.ANSWERED -> new TranscriptEvent.Answered(text(), pairs());
      case EventEncoder.OPENED ->
          new TranscriptEvent.Opened(head(), Engine.valueOf(text()), text(), instant(), node);
      case EventEncoder.FAULT -> new TranscriptEvent.Fault(text(), fault());
      case EventEncoder.NOTED ->
          new TranscriptEvent.Noted(text(), new Note(in.readInt(), in.readLong(), text(), text()));
      case EventEncoder.VIOLATED -> new TranscriptEvent.Violated(text(), violation());
      case EventEncoder.CLOSING ->
          new TranscriptEvent.Closing(
              text(), Direction.valueOf(text()), new TimedClose(close(), in.readLong()));
      case EventEncoder.ENDED ->
          new TranscriptEvent.Ended(text(), end(), in.readLong(), in.readLong());
      case EventEncoder.REFUSAL -> new TranscriptEvent.Refusal(refused());
      case EventEncoder.OMITTED ->
          new TranscriptEvent.Omitted(Optional.of(text()).filter(id -> !id.isEmpty()));
      default -> throw new IllegalArgumentException("An event of the unknown kind " + kind + ".");
    };
  }

  private RecordedFrame frame() throws IOException {
    int bits = in.readUnsignedByte();
    int flags = bits >> 4;
    int number = in.readInt();
    long nanos = in.readLong();
    FrameHeader header =
        new FrameHeader(
            (flags & EventEncoder.FIN) != 0,
            (flags & EventEncoder.RSV1) != 0,
            opcode(bits & 0x0f),
            in.readLong());
    OptionalInt key =
        (flags & EventEncoder.MASKED) != 0 ? OptionalInt.of(in.readInt()) : OptionalInt.empty();
    Direction direction =
        (flags & EventEncoder.RECEIVED) != 0 ? Direction.RECEIVED : Direction.SENT;
    return new RecordedFrame(number, nanos, direction, header, key, octets(), in.readLong());
  }

  private static Opcode opcode(int code) {
    return Arrays.stream(Opcode.values())
        .filter(each -> each.code() == code)
        .findFirst()
        .orElseThrow(() -> new IllegalArgumentException("A frame with the opcode " + code + "."));
  }

  private RawBytes fault() throws IOException {
    return new RawBytes(in.readInt(), in.readLong(), octets(), in.readLong());
  }

  private TimedViolation violation() throws IOException {
    return new TimedViolation(new Violation(Rule.valueOf(text()), text()), text(), in.readLong());
  }

  private ConnectionEnd end() throws IOException {
    ConnectionState state =
        new ConnectionState(
            ConnectionState.Phase.valueOf(text()),
            Optional.of(text())
                .filter(party -> !party.isEmpty())
                .map(ConnectionState.Party::valueOf),
            perhaps(),
            perhaps());
    return new ConnectionEnd(state, EndOfStream.valueOf(text()), in.readLong());
  }

  private Optional<CloseFrame> perhaps() throws IOException {
    return in.readBoolean() ? Optional.of(close()) : Optional.empty();
  }

  private CloseFrame close() throws IOException {
    return in.readBoolean()
        ? CloseFrame.of(in.readUnsignedShort(), text())
        : CloseFrame.WITHOUT_CODE;
  }

  private RefusedHandshake refused() throws IOException {
    Instant at = instant();
    RequestHead head = head();
    int status = in.readInt();
    Map<String, String> headers = new LinkedHashMap<>();
    pairs().forEach(pair -> headers.put(pair.getKey(), pair.getValue()));
    return new RefusedHandshake(node, at, head, new Refused(status, headers, text()));
  }

  private RequestHead head() throws IOException {
    return new RequestHead(text(), text(), pairs(), text());
  }

  private List<Map.Entry<String, String>> pairs() throws IOException {
    List<Map.Entry<String, String>> pairs = new ArrayList<>();
    for (int left = in.readInt(); left > 0; left--) {
      pairs.add(Map.entry(text(), text()));
    }
    return List.copyOf(pairs);
  }

  private Instant instant() throws IOException {
    return Instant.ofEpochSecond(in.readLong(), in.readInt());
  }

  private String text() throws IOException {
    return text(in);
  }

  static String text(DataInputStream in) throws IOException {
    return new String(bytes(in), UTF_8);
  }

  private ByteBuffer octets() throws IOException {
    return ByteBuffer.wrap(bytes(in)).asReadOnlyBuffer();
  }

  private static byte[] bytes(DataInputStream in) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new EOFException("A field of " + length + " bytes is longer than what is left.");
    }
    return in.readNBytes(length);
  }
}
