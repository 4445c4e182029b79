package org.wsbin.junit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Joins the frames of a client to messages, and inflates those that permessage-deflate has
 * compressed (RFC 7692 section 7.2.2), each with the window of those before it.
 */
final class TranscriptMessages {
  /** No message of a server with default settings is larger; a bomb inflates to no more. */
  private static final int MOST_BYTES = 16 << 20;

  private final List<TranscriptMessage> messages = new ArrayList<>();
  private final ByteArrayOutputStream payload = new ByteArrayOutputStream();
  private boolean binary;
  private boolean compressed;
  private boolean cut;
  private boolean windowLost;
  private final boolean eachAlone;

  /**
   * Of one connection.
   *
   * @param eachAlone whether no compressed message refers to those before it
   */
  TranscriptMessages(boolean eachAlone) {
    this.eachAlone = eachAlone;
  }

  /** The messages of these frames, the members of a transcript. */
  List<TranscriptMessage> of(List<Map<?, ?>> frames) {
    Inflater inflater = new Inflater(true);
    try {
      for (Map<?, ?> frame : frames) {
        String opcode = (String) frame.get("opcode");
        boolean data = List.of("text", "binary", "continuation").contains(opcode);
        if (data && "received".equals(frame.get("direction"))) {
          add(frame, opcode, inflater);
        }
      }
      return List.copyOf(messages);
    } finally {
      inflater.end();
    }
  }

  private void add(Map<?, ?> frame, String opcode, Inflater inflater) {
    if (!opcode.equals("continuation")) {
      payload.reset();
      cut = false;
      binary = opcode.equals("binary");
      compressed = Boolean.TRUE.equals(frame.get("rsv1"));
    }
    byte[] kept =
        frame.get("text") instanceof String text
            ? text.getBytes(UTF_8)
            : Base64.getDecoder().decode((String) frame.get("base64"));
    payload.writeBytes(kept);
    boolean whole = Boolean.TRUE.equals(frame.get("complete"));
    cut |= !whole || kept.length < ((Number) frame.get("length")).longValue();
    if (whole && Boolean.TRUE.equals(frame.get("fin"))) {
      messages.add(compressed ? inflated(inflater) : message(payload.toByteArray()));
    }
  }

  private TranscriptMessage inflated(Inflater inflater) {
    if (eachAlone) {
      windowLost = false;
      inflater.reset();
    }
    windowLost |= cut;
    if (windowLost) {
      cut = true;
      return message(new byte[0]);
    }
    payload.writeBytes(new byte[] {0, 0, (byte) 0xff, (byte) 0xff});
    inflater.setInput(payload.toByteArray());
    ByteArrayOutputStream inflated = new ByteArrayOutputStream();
    byte[] some = new byte[8192];
    try {
      int count;
      while ((count = inflater.inflate(some)) > 0 && inflated.size() < MOST_BYTES) {
        inflated.write(some, 0, count);
      }
    } catch (DataFormatException wrong) { // which the verdict says
      windowLost = true;
    }
    if (inflater.finished()) { // RFC 7692 section 7.2.3.4: a last block may end a message
      inflater.reset();
    }
    cut = windowLost || inflater.getRemaining() > 0;
    windowLost = cut;
    return message(inflated.toByteArray());
  }

  private TranscriptMessage message(byte[] content) {
    String shown = binary ? HexFormat.of().formatHex(content) : new String(content, UTF_8);
    return new TranscriptMessage(binary, shown, cut);
  }
}
