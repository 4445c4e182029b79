package org.wsbin.transcript;

/** What one transcript holds, charged to the share of all transcripts. Safe from any thread. */
final class Space {
  private final Share share;
  private final long most;
  private long held;
  private boolean released;

  /**
   * Nothing is held yet.
   *
   * @param most the most bytes of one transcript: {@code --transcript-bytes}
   */
  Space(Share share, long most) {
    this.share = share;
    this.most = most;
  }

  /** Takes that many bytes; false if there is no room, or the transcript is gone. */
  synchronized boolean take(long bytes) {
    if (released || held + bytes > most || !share.take(bytes)) {
      return false;
    }
    held += bytes;
    return true;
  }

  /** Gives all of it back, for ever. */
  synchronized void release() {
    released = true;
    share.giveBack(held);
    held = 0;
  }
}
