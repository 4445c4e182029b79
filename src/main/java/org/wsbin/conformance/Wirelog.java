package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * What went over the wire, as rows of a report, and counted. It keeps {@value #MOST_ROWS} rows and
 * the first {@value #MOST_OCTETS} octets of each, {@value #MOST_IN_ALL} in all.
 */
final class Wirelog {
  static final int MOST_ROWS = 200;
  static final int MOST_OCTETS = 256;
  static final int MOST_IN_ALL = 16 * 1024;

  /** Different sizes of reads that are counted. */
  static final int MOST_SIZES = 200;

  private final List<List<Object>> rows = new ArrayList<>();
  private final Map<String, Long> receivedFrames = new TreeMap<>();
  private final Map<String, Long> sentFrames = new TreeMap<>();
  private final Map<String, Long> received = new TreeMap<>();
  private boolean on = true;
  private boolean cut;
  private long bytes;
  private boolean ended;
  private int octets;

  /** One that has ended, with these rows and counts, as far as it keeps as many. */
  static Wirelog of(
      List<List<Object>> rows,
      Map<String, Long> receivedFrames,
      Map<String, Long> sentFrames,
      Map<String, Long> receivedSizes) {
    Wirelog log = new Wirelog();
    rows.forEach(log::add);
    log.receivedFrames.putAll(receivedFrames);
    log.sentFrames.putAll(sentFrames);
    log.received.putAll(receivedSizes);
    log.end();
    return log;
  }

  /** Whether rows are kept from now on; counts always are. */
  void switchTo(boolean kept) {
    add(List.of("WLM", kept));
    on = kept && !ended;
  }

  /** Nothing changes any more: whoever has the result may read it from any thread. */
  void end() {
    ended = true;
    on = false;
  }

  /** Octets as they came. */
  void received(ByteBuffer bytes) {
    if (ended) {
      return;
    }
    String size = String.valueOf(bytes.remaining());
    if (received.size() < MOST_SIZES || received.containsKey(size)) {
      received.merge(size, 1L, Long::sum);
    }
    if (on) {
      int most = Math.min(MOST_OCTETS, MOST_IN_ALL - octets);
      byte[] shown = new byte[Math.min(bytes.remaining(), most)];
      octets += shown.length;
      bytes.get(bytes.position(), shown);
      add(List.of("RO", List.of(bytes.remaining(), HexFormat.of().formatHex(shown))));
    }
  }

  void received(PeerFrames.Header header, String shown) {
    if (ended) {
      return;
    }
    receivedFrames.merge(String.valueOf(header.opcode()), 1L, Long::sum);
    if (on) {
      add(
          row(
              "RF",
              List.of(header.length(), shown),
              header.opcode(),
              header.fin(),
              header.reserved(),
              header.key().isPresent(),
              key(header.key())));
    }
  }

  void sent(CaseStep.Frame frame, OptionalInt key) {
    if (ended) {
      return;
    }
    sentFrames.merge(String.valueOf(frame.opcode()), 1L, Long::sum);
    if (on) {
      add(
          row(
              "TF",
              List.of(
                  frame.payload().length(),
                  Shown.of(frame.payload().bytes(0, Shown.CUT), frame.payload().length())),
              frame.opcode(),
              frame.fin(),
              frame.reserved(),
              key(key),
              null,
              frame.chop() == 0 ? null : frame.chop(),
              frame.alone()));
    }
  }

  /** Octets that are no whole frame. */
  void sentOctets(String shown) {
    if (on) {
      add(List.of("TO", List.of(0, shown), true));
    }
  }

  /** A timer of the script: its name, and what else the row has. */
  void timer(Object... row) {
    add(row(row));
  }

  private static Object key(OptionalInt key) {
    return key.isPresent() ? String.format("%08x", key.getAsInt()) : null;
  }

  /** Which may have nulls, unlike {@link List#of}. */
  private static List<Object> row(Object... cells) {
    return Arrays.asList(cells);
  }

  private void add(List<Object> row) {
    cut |= rows.size() >= MOST_ROWS; // the rest is not kept
    if (on && !cut) {
      rows.add(row);
      bytes += 200 + 2L * row.toString().length();
    }
  }

  /** What the rows and the counts take of the heap, about. */
  long bytes() {
    return bytes + 100L * (received.size() + receivedFrames.size() + sentFrames.size());
  }

  List<List<Object>> rows() {
    return rows;
  }

  Map<String, Long> receivedFrames() {
    return receivedFrames;
  }

  Map<String, Long> sentFrames() {
    return sentFrames;
  }

  Map<String, Long> receivedSizes() {
    return received;
  }
}
