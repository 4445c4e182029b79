package org.wsbin.conformance;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * What the messages of the compression cases are cut from. The files of the suite that these stand
 * for belong to others, so each is generated, always the same: of like size and compressibility. So
 * times and ratios are not to be compared with those of that suite.
 */
enum DataFile {
  /** A large report in JSON. */
  JSON(true, 194_056),
  /** A grey picture of 512 by 512 points. */
  BITMAP(false, 263_222),
  /** German prose in UTF-8, as binary messages. */
  PROSE(false, 222_218),
  /** A large report in HTML, with a few characters that are not ASCII. */
  HTML(true, 263_620),
  /** A document that is compressed already. */
  DOCUMENT(false, 1_042_328);

  private static final List<String> SYLLABLES =
      List.of(
          "wer", "die", "Zeit", "mit", "ver", "gehen", "ein", "lich", "Wald", "über", "Haus", "tag",
          "und", "schön", "größe", "er", "bach", "Licht", "an", "fluss", "zu", "heim", "in",
          "stein");

  private final boolean text;
  private final int size;

  DataFile(boolean text, int size) {
    this.text = text;
    this.size = size;
  }

  /**
   * The file of that name in a case.
   *
   * @throws IllegalArgumentException if there is none
   */
  static DataFile named(String name) {
    return Arrays.stream(values())
        .filter(file -> file.name().equals(name.toUpperCase(Locale.ROOT)))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "There is no data file \"" + name + "\"; there are " + names() + "."));
  }

  private static String names() {
    return Arrays.stream(values())
        .map(file -> file.name().toLowerCase(Locale.ROOT))
        .collect(joining(", "));
  }

  boolean isText() {
    return text;
  }

  /** Its size, in characters of text or in octets. */
  int size() {
    return size;
  }

  /** The whole of a text. */
  String characters() {
    return this == JSON ? json() : html();
  }

  /** The whole of what is not text. */
  byte[] octets() {
    return switch (this) {
      case BITMAP -> bitmap();
      case PROSE -> prose();
      default -> document();
    };
  }

  private String json() {
    SplittableRandom random = new SplittableRandom(1);
    StringBuilder text = new StringBuilder(size + 200).append("[\n");
    for (int i = 0; text.length() < size; i++) {
      text.append("   {\n      \"agent\": \"client-").append(random.nextInt(40));
      text.append("\",\n      \"case\": ").append(i);
      text.append(",\n      \"duration\": ").append(random.nextInt(2000));
      text.append(",\n      \"result\": \"").append(random.nextBoolean() ? "OK" : "FAILED");
      text.append("\",\n      \"wire\": \"").append(Long.toHexString(random.nextLong()));
      text.append("\"\n   },\n");
    }
    return text.substring(0, size);
  }

  private String html() {
    SplittableRandom random = new SplittableRandom(2);
    StringBuilder text = new StringBuilder(size + 200).append("<table>\n");
    for (int i = 0; text.length() < size; i++) {
      text.append("  <tr class=\"row\">\n    <td class=\"case\">").append(i);
      text.append("</td>\n    <td class=\"time\">").append(random.nextInt(5000)).append(" ms");
      text.append(i % 100 == 0 ? " ✓" : "").append("</td>\n    <td><a href=\"#c");
      text.append(random.nextInt(600)).append("\">Pass</a></td>\n  </tr>\n");
    }
    return text.substring(0, size);
  }

  /** Smooth, with noise in the two lowest bits. */
  private byte[] bitmap() {
    SplittableRandom random = new SplittableRandom(3);
    ByteBuffer bytes = ByteBuffer.allocate(size);
    int head = size - 512 * 512;
    while (bytes.position() < head) {
      bytes.put((byte) (bytes.position() / 4));
    }
    for (int i = 0; i < 512 * 512; i++) {
      double shade = 128 + 90 * Math.sin(i % 512 / 60.0) * Math.cos(i / (512 * 80.0));
      bytes.put((byte) ((int) shade + random.nextInt(4)));
    }
    return bytes.array();
  }

  private byte[] prose() {
    SplittableRandom random = new SplittableRandom(4);
    StringBuilder text = new StringBuilder(size).append('\ufeff');
    while (text.length() < size) {
      for (int i = random.nextInt(1, 4); i > 0; i--) {
        text.append(SYLLABLES.get(random.nextInt(SYLLABLES.size())));
      }
      text.append(random.nextInt(12) == 0 ? ",\n" : " ");
    }
    byte[] bytes = new byte[size];
    ByteBuffer.wrap(text.toString().getBytes(UTF_8)).get(bytes);
    return bytes;
  }

  private byte[] document() {
    byte[] bytes = new byte[size];
    new SplittableRandom(5).nextBytes(bytes);
    byte[] frame =
        "endobj\n12 0 obj\n<< /Length 4096 /Filter /FlateDecode >>\nstream\n".getBytes(UTF_8);
    for (int at = 0; at + frame.length < size; at += 4200) {
      ByteBuffer.wrap(bytes, at, frame.length).put(frame);
    }
    return bytes;
  }

  @Override
  public String toString() {
    return switch (this) {
      case JSON -> "a report in JSON";
      case BITMAP -> "a bitmap";
      case PROSE -> "prose";
      case HTML -> "a report in HTML";
      case DOCUMENT -> "a compressed document";
    };
  }
}
