package org.wsbin.junit;

/**
 * A message that the client sent, joined from its fragments and inflated.
 *
 * @param binary whether it is binary
 * @param content its text, or its bytes in hex; if it is cut, what there is
 * @param cut whether the transcript has only a part of it: of each frame 4096 bytes are kept, and
 *     what was compressed together with more than that cannot be inflated
 */
public record TranscriptMessage(boolean binary, String content, boolean cut) {
  /** A whole text. */
  static TranscriptMessage text(String content) {
    return new TranscriptMessage(false, content, false);
  }

  @Override
  public String toString() {
    String safe = Printable.of(content);
    String shown = binary ? "binary " + safe : "\"" + safe + "\"";
    return cut ? shown + "…" : shown;
  }
}
