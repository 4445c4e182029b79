package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A row of a wire log for people.
 *
 * @param way who did it
 * @param words what it was
 * @param hex bytes as hexadecimal digits, two and a blank; empty if the log does not have them
 * @param text the beginning of a payload, as text or as hexadecimal digits
 */
record WirelogWords(Way way, String words, String hex, String text) {
  /** More are not shown. */
  private static final int MOST_HEX = 128;

  private static final List<String> OPCODES =
      List.of("continuation", "text", "binary", "", "", "", "", "", "close", "ping", "pong");

  /** The direction of a row. */
  enum Way {
    SENT,
    RECEIVED,
    TIMER
  }

  static WirelogWords of(List<Object> row) {
    return switch (row.get(0).toString()) {
      case "RO" -> octets((List<?>) row.get(1));
      case "RF" -> received(row);
      case "TF" -> sent(row);
      case "TO" -> new WirelogWords(Way.SENT, "octets", "", second((List<?>) row.get(1)));
      case "CT" -> timer("a wait of " + row.get(1) + " s begins");
      case "CTE" -> timer("the wait is over");
      case "KL" -> timer("in " + row.get(1) + " s the suite will fail the connection");
      case "KLE" -> timer("now, if it is still open");
      case "TI" -> timer("in " + row.get(1) + " s the suite will close the connection");
      case "TIE" -> timer("now, if it is still open");
      case "WLM" -> timer("octets and frames are logged from here on: " + row.get(1));
      default -> timer(row.toString());
    };
  }

  private static WirelogWords timer(String words) {
    return new WirelogWords(Way.TIMER, words, "", "");
  }

  private static String second(List<?> pair) {
    return pair.get(1).toString();
  }

  private static WirelogWords octets(List<?> pair) {
    byte[] bytes = HexFormat.of().parseHex(second(pair));
    int length = (Integer) pair.get(0);
    return new WirelogWords(Way.RECEIVED, count(length, "octet"), hex(bytes, length), "");
  }

  private static WirelogWords received(List<Object> row) {
    List<?> content = (List<?>) row.get(1);
    String key =
        row.get(6) == null
            ? Boolean.TRUE.equals(row.get(5)) ? ", masked" : ""
            : ", masked with " + row.get(6);
    return new WirelogWords(Way.RECEIVED, frame(row, content) + key, "", second(content));
  }

  private static WirelogWords sent(List<Object> row) {
    List<?> content = (List<?>) row.get(1);
    String words =
        frame(row, content)
            + (row.get(5) == null ? "" : ", masked with " + row.get(5))
            + (row.get(7) == null ? "" : ", in writes of " + row.get(7) + " bytes")
            + (Boolean.TRUE.equals(row.get(8)) ? ", in a write of its own" : "");
    byte[] header = header(row, (Integer) content.get(0));
    return new WirelogWords(Way.SENT, words, hex(header, header.length), second(content));
  }

  private static String frame(List<Object> row, List<?> content) {
    int opcode = (Integer) row.get(2);
    String name = opcode < OPCODES.size() ? OPCODES.get(opcode) : "";
    long length = ((Number) content.get(0)).longValue();
    return (name.isEmpty() ? "frame with opcode " + opcode : name + " frame")
        + " of "
        + count(length, "byte")
        + (Boolean.TRUE.equals(row.get(3)) ? "" : ", without FIN")
        + ((Integer) row.get(4) == 0 ? "" : ", reserved bits " + row.get(4));
  }

  private static String count(long number, String unit) {
    return number + " " + unit + (number == 1 ? "" : "s");
  }

  /** The header as the suite has sent it: with the shortest form of the length. */
  private static byte[] header(List<Object> row, int length) {
    int fin = Boolean.TRUE.equals(row.get(3)) ? 0x80 : 0;
    int mask = row.get(5) == null ? 0 : 0x80;
    ByteBuffer header = ByteBuffer.allocate(14);
    header.put((byte) (fin | (Integer) row.get(4) << 4 | (Integer) row.get(2)));
    if (length <= 125) {
      header.put((byte) (mask | length));
    } else if (length <= 0xffff) {
      header.put((byte) (mask | 126)).putShort((short) length);
    } else {
      header.put((byte) (mask | 127)).putLong(length);
    }
    if (row.get(5) != null) {
      header.put(HexFormat.of().parseHex(row.get(5).toString()));
    }
    return Arrays.copyOf(header.array(), header.position());
  }

  private static String hex(byte[] known, long length) {
    byte[] shown = Arrays.copyOf(known, Math.min(known.length, MOST_HEX));
    return HexFormat.ofDelimiter(" ").formatHex(shown) + (shown.length < length ? " ..." : "");
  }

  /** The payload as hexadecimal digits, if {@link #text} is all of it or its beginning. */
  String payloadHex() {
    if (text.isEmpty() || way == Way.TIMER || words.equals("octets")) {
      return "";
    }
    String more = text.endsWith(" ...") ? " ..." : "";
    String known = text.substring(0, text.length() - more.length());
    return known.matches("0x([0-9a-f]{2})+")
        ? known.substring(2).replaceAll("(..)(?=.)", "$1 ") + more
        : HexFormat.ofDelimiter(" ").formatHex(known.getBytes(UTF_8)) + more;
  }

  /** How a report calls the direction. */
  String wayInWords() {
    return switch (way) {
      case SENT -> "\u2192 sent";
      case RECEIVED -> "\u2190 received";
      case TIMER -> "timer";
    };
  }

  /** All rows of a log, or the first ones. */
  static List<WirelogWords> of(Wirelog log, int most) {
    return log.rows().stream().limit(most).map(WirelogWords::of).collect(Collectors.toList());
  }
}
