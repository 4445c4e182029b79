package org.wsbin.conformance;

/** The two verdicts of a case, in the words that the reports have. */
final class Verdicts {
  private Verdicts() {}

  /** What the peer did with what was sent. */
  enum Behaviour {
    OK("OK"),
    NON_STRICT("NON-STRICT"),
    INFORMATIONAL("INFORMATIONAL"),
    /** It has no permessage-deflate. */
    UNIMPLEMENTED("UNIMPLEMENTED"),
    FAILED("FAILED");

    private final String word;

    Behaviour(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }

  /** How the connection closed. */
  enum Close {
    OK("OK"),
    INFORMATIONAL("INFORMATIONAL"),
    /** The wrong end closed it. */
    FAILED("FAILED"),
    /** The closing handshake is not complete. */
    UNCLEAN("UNCLEAN"),
    WRONG_CODE("WRONG CODE"),
    /** A server that did not end TCP. */
    FAILED_BY_CLIENT("FAILED BY CLIENT");

    private final String word;

    Close(String word) {
      this.word = word;
    }

    @Override
    public String toString() {
      return word;
    }
  }
}
