package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;
import org.wsbin.conformance.Verdicts.Behaviour;
import org.wsbin.conformance.Verdicts.Close;
import org.wsbin.protocol.Role;

/**
 * Reads what {@link ResultEncoder} has written. Somebody else may have written it: nothing of it is
 * larger than what a node writes, so that it takes no more room than it says.
 */
final class ResultDecoder {
  /** The most cells of a row of the wire log, rows within rows, and characters of a sentence. */
  private static final int MOST_CELLS = 20;

  private static final int MOST_DEPTH = 3;
  private static final int MOST_SENTENCE = 4000;
  private static final int MOST_WORD = 200;

  private final DataInputStream in;
  private final Cases cases;

  /** All cases. */
  @FunctionalInterface
  interface Cases {
    /**
     * The case with that id.
     *
     * @throws IllegalArgumentException if there is none
     */
    ConformanceCase named(String id, boolean strictly);
  }

  ResultDecoder(DataInputStream in, Cases cases) {
    this.in = in;
    this.cases = cases;
  }

  /**
   * An entry, without its version.
   *
   * @throws IllegalArgumentException if there is something that a node does not write
   */
  ResultEntry entry() throws IOException {
    long node = in.readLong();
    int kind = in.readUnsignedByte();
    String agent = text(SuiteQuery.MOST_AGENT);
    if (agent.isEmpty()) {
      throw new IllegalArgumentException("A result of nobody.");
    }
    ConformanceCase played = cases.named(text(MOST_WORD), in.readBoolean());
    return switch (kind) {
      case ResultEncoder.BEGUN -> new ResultEntry.Begun(node, agent, played);
      case ResultEncoder.DONE -> new ResultEntry.Done(node, result(agent, played));
      default -> throw new IllegalArgumentException("A result of the unknown kind " + kind + ".");
    };
  }

  private CaseResult result(String agent, ConformanceCase played) throws IOException {
    CaseRun.Setting setting =
        new CaseRun.Setting(
            agent,
            in.readInt(),
            in.readBoolean() ? Role.SERVER : Role.CLIENT,
            text(ResultCodec.MOST_BYTES),
            text(ResultCodec.MOST_BYTES));
    boolean opened = in.readBoolean();
    Instant started = instant(in.readLong(), in.readInt());
    Duration time = Duration.ofNanos(in.readLong());
    CaseJudgement judgement =
        new CaseJudgement(
            Behaviour.valueOf(text(MOST_WORD)),
            text(MOST_SENTENCE),
            Close.valueOf(text(MOST_WORD)),
            text(MOST_SENTENCE));
    return new CaseResult(
        played, setting, opened, started, time, judgement, ending(), events(), log());
  }

  private static Instant instant(long seconds, int nanos) {
    if (seconds < 0 || seconds > Instant.parse("9999-12-31T00:00:00Z").getEpochSecond()) {
      throw new IllegalArgumentException("A result of another age.");
    }
    return Instant.ofEpochSecond(seconds, nanos);
  }

  private Ending ending() throws IOException {
    Ending ending = new Ending();
    ending.closedByMe = in.readBoolean();
    ending.failedByMe = in.readBoolean();
    ending.droppedByMe = in.readBoolean();
    ending.clean = in.readBoolean();
    ending.serverKeptTcp = in.readBoolean();
    ending.notAnswered = in.readBoolean();
    ending.why = perhapsText();
    ending.localCode = perhapsCode();
    ending.remoteCode = perhapsCode();
    ending.localReason = perhapsText();
    ending.remoteReason = perhapsText();
    return ending;
  }

  private String perhapsText() throws IOException {
    int tag = in.readUnsignedByte();
    return tag == ResultEncoder.NULL ? null : text(MOST_SENTENCE);
  }

  private OptionalInt perhapsCode() throws IOException {
    int tag = in.readUnsignedByte();
    return tag == ResultEncoder.NULL ? OptionalInt.empty() : OptionalInt.of(in.readInt());
  }

  private List<Event> events() throws IOException {
    List<Event> events = new ArrayList<>();
    for (int left = count(CaseRun.MOST_EVENTS); left > 0; left--) {
      Event.Kind kind = Event.Kind.valueOf(text(MOST_WORD));
      events.add(new Event(kind, new Content(in.readLong(), text(MOST_WORD), text(MOST_WORD))));
    }
    return events;
  }

  private Wirelog log() throws IOException {
    if (in.readUnsignedByte() != ResultEncoder.LIST) {
      throw new IllegalArgumentException("A wire log without rows.");
    }
    List<List<Object>> rows = new ArrayList<>();
    for (int left = count(Wirelog.MOST_ROWS); left > 0; left--) {
      if (!(cell(1) instanceof List<?> row)) {
        throw new IllegalArgumentException("A row of a wire log without cells.");
      }
      rows.add(readable(row));
    }
    return Wirelog.of(
        rows, counts(Wirelog.MOST_SIZES), counts(Wirelog.MOST_SIZES), counts(Wirelog.MOST_SIZES));
  }

  /** A row that reports can show. */
  private static List<Object> readable(List<?> cells) {
    List<Object> row = new ArrayList<>(cells);
    WirelogWords.of(row).payloadHex();
    return row;
  }

  private Map<String, Long> counts(int most) throws IOException {
    Map<String, Long> counts = new TreeMap<>();
    for (int left = count(most); left > 0; left--) {
      counts.put(text(MOST_WORD), in.readLong());
    }
    return counts;
  }

  private Object cell(int depth) throws IOException {
    int tag = in.readUnsignedByte();
    return switch (tag) {
      case ResultEncoder.NULL -> null;
      case ResultEncoder.TEXT -> text(MOST_SENTENCE);
      case ResultEncoder.INT -> in.readInt();
      case ResultEncoder.LONG -> in.readLong();
      case ResultEncoder.DOUBLE -> finite(in.readDouble());
      case ResultEncoder.FLAG -> in.readBoolean();
      case ResultEncoder.LIST -> cells(depth);
      default -> throw new IllegalArgumentException("A cell of the unknown kind " + tag + ".");
    };
  }

  private static double finite(double number) {
    if (Double.isFinite(number)) {
      return number;
    }
    throw new IllegalArgumentException("A cell with the number " + number + ".");
  }

  private List<Object> cells(int depth) throws IOException {
    if (depth > MOST_DEPTH) {
      throw new IllegalArgumentException("Cells within cells of a wire log.");
    }
    List<Object> cells = new ArrayList<>();
    for (int left = count(MOST_CELLS); left > 0; left--) {
      cells.add(cell(depth + 1));
    }
    return cells;
  }

  private int count(int most) throws IOException {
    int count = in.readInt();
    if (count < 0 || count > most) {
      throw new IllegalArgumentException(count + " of something; a node writes " + most + ".");
    }
    return count;
  }

  private String text(int most) throws IOException {
    int length = in.readInt();
    if (length < 0 || length > in.available()) {
      throw new EOFException("A text of " + length + " bytes is longer than what is left.");
    }
    String text = new String(in.readNBytes(length), UTF_8);
    if (text.length() > most) {
      throw new IllegalArgumentException(
          "A text of " + text.length() + " characters; a node writes " + most + ".");
    }
    return text;
  }
}
