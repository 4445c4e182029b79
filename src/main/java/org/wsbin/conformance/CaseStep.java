package org.wsbin.conformance;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;

/** A step of a case. */
sealed interface CaseStep {
  /** Something that is sent, once or many times. */
  sealed interface Sent extends CaseStep {}

  /**
   * A raw frame, valid or not, never compressed.
   *
   * @param reserved the three reserved bits as a number: 4 is RSV1, 2 RSV2, 1 RSV3
   * @param opcode 0 to 15
   * @param chop the size of the writes, header included; 0 if it does not matter
   * @param alone whether it is a write of its own
   * @param form how it differs from what RFC 6455 section 5.2 wants
   */
  record Frame(
      boolean fin,
      int reserved,
      int opcode,
      int chop,
      boolean alone,
      Payload payload,
      FrameForm form)
      implements Sent {
    Frame(boolean fin, int reserved, int opcode, int chop, boolean alone, Payload payload) {
      this(fin, reserved, opcode, chop, alone, payload, FrameForm.correct());
    }
  }

  /**
   * A message, which is sent only while the connection is open.
   *
   * @param fragment the size of its frames; 0 for a single one. A message whose length is a
   *     multiple of it ends in an empty frame
   */
  record Message(int opcode, int fragment, Payload payload) implements Sent {}

  /**
   * Messages cut from a data file, one behind the other, from its start again at its end.
   *
   * @param size of each, in characters of text or in octets
   * @param fragment the size of the frames of the compressed message; 0 for a single one
   */
  record Data(DataFile file, int size, int fragment) implements Sent {}

  /** The header of a text frame without FIN, of that length; its octets are to come. */
  record Header(int length) implements CaseStep {}

  /** Octets of a frame whose header was sent. */
  record Octets(Payload payload) implements CaseStep {}

  /**
   * A close frame that closes the connection.
   *
   * @param code the code, which may be one that must not be sent
   * @param rest of the body
   */
  record Close(OptionalInt code, Payload rest) implements CaseStep {}

  /**
   * A wait.
   *
   * @param tag recorded when the time has passed and the connection is open; if it is not, the
   *     script ends
   */
  record Wait(Duration time, Optional<String> tag) implements CaseStep {}

  /** Fails the connection with 1001 after that time. */
  record Kill(Duration after) implements CaseStep {}

  /** Closes the connection without a code after that time. */
  record End(Duration after) implements CaseStep {}

  /**
   * Sends something so many times, each one when the echo of the one before has come, and closes
   * with 1000.
   */
  record Echoes(int count, Sent what) implements CaseStep {}

  /** The same frame so many times, at once. */
  record Times(int count, Frame frame) implements CaseStep {}

  /** Nothing is read for that time, while the script goes on. */
  record Stall(Duration time) implements CaseStep {}

  /** Ends our side of TCP. */
  record EndOutput() implements CaseStep {}

  /**
   * From now on the peer's close frame is neither answered, nor TCP ended, for that time behind it;
   * records when the peer ends TCP itself.
   */
  record Hold(Duration time) implements CaseStep {}
}
