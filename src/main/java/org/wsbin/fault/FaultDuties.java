package org.wsbin.fault;

import static org.wsbin.protocol.CloseStatus.INVALID_DATA;
import static org.wsbin.protocol.CloseStatus.NORMAL;
import static org.wsbin.protocol.CloseStatus.PROTOCOL_ERROR;
import static org.wsbin.scenario.Reaction.CLOSES;
import static org.wsbin.scenario.Reaction.ENDS_TCP;
import static org.wsbin.scenario.Reaction.FAILS_HANDSHAKE;
import static org.wsbin.scenario.Reaction.GIVES_UP;
import static org.wsbin.scenario.Reaction.GOES_ON;
import static org.wsbin.scenario.Reaction.NEVER_OPENS;
import static org.wsbin.scenario.Reaction.REPORTS;
import static org.wsbin.scenario.Reaction.WAITS;
import static org.wsbin.scenario.Reaction.closesWith;
import static org.wsbin.scenario.Reaction.closesWithFailure;
import static org.wsbin.scenario.Reaction.closesWithFailureOtherThan;

import org.wsbin.scenario.Duty;
import org.wsbin.scenario.Duty.Onset;

/**
 * What a client must do about each fault.
 *
 * <p>After the handshake a client that must fail the connection should send a close frame with an
 * appropriate code (RFC 6455 section 7.1.7): it is lenient to send another code of failure, or
 * none. Before, there is no WebSocket, so it only ends TCP.
 */
final class FaultDuties {
  // The opening handshake

  static final Duty FAIL_HANDSHAKE =
      Duty.of("Fail the connection: it is not a WebSocket.", FAILS_HANDSHAKE)
          .tolerating(closesWithFailure());

  /** Section 4.1 says nothing about a second line; who reads the first one finds it right. */
  static final Duty FAIL_OR_READ_FIRST_LINE =
      Duty.of(
              "Fail the connection; to go on with the first of the lines is lenient.",
              FAILS_HANDSHAKE)
          .tolerating(closesWithFailure(), GOES_ON);

  static final Duty SHOW_ANSWER =
      Duty.of(
          "Fail the connection, and show its user the status, headers and body if it can.",
          NEVER_OPENS);

  static final Duty GIVE_CREDENTIALS =
      Duty.of(
              "Fail the connection, or try again with credentials from its user.",
              NEVER_OPENS,
              GOES_ON)
          .tolerating(FAILS_HANDSHAKE);

  static final Duty FOLLOW_OR_FAIL =
      Duty.of(
          "Fail the connection, or follow it: both are allowed. Credentials stay with their host.",
          NEVER_OPENS);

  static final Duty WAIT_OR_GIVE_UP =
      Duty.of("Wait as long as its own timeout, and no longer.", GOES_ON, GIVES_UP);

  static final Duty GIVE_UP =
      Duty.of("Give up after its own timeout, if it has one.", GIVES_UP).tolerating(WAITS);

  static final Duty ACCEPT_FRAME = Duty.of("Accept it: it is a message like any other.", GOES_ON);

  // The open connection

  static final Duty FAIL_1002 = fail(PROTOCOL_ERROR);
  static final Duty FAIL_1007 = fail(INVALID_DATA);

  /** Section 1.4: what comes after a close frame is discarded. Section 5.5.1: it is answered. */
  static final Duty ANSWER_CLOSE =
      Duty.of(
              "Ignore the message, answer the close with the same code, and report 1000.",
              closesWith(NORMAL))
          .tolerating(CLOSES);

  /** Section 7.1.1: a client may end TCP if the server has not after a reasonable time. */
  static final Duty END_TCP =
      Duty.of("End TCP itself after some time; to wait longer is lenient.", GIVES_UP)
          .tolerating(WAITS)
          .from(Onset.AFTER_CLOSE);

  static final Duty REPORT_LOSS =
      Duty.of("Report to its user that the connection was lost: 1006, not clean.", REPORTS);

  static final Duty REPORT_LOSS_OF_HALF =
      Duty.of(
          "Report to its user that the connection was lost: 1006, not clean. The half message is"
              + " not delivered.",
          REPORTS);

  static final Duty MISS_PONG =
      Duty.of("Close after its own timeout, if it sends pings.", CLOSES, GIVES_UP)
          .tolerating(WAITS)
          .from(Onset.AFTER_PING);

  static final Duty IGNORE_PONG = Duty.of("Ignore it.", GOES_ON);

  static final Duty MISS_REST =
      Duty.of("Close after its own timeout, if it has one.", CLOSES, GIVES_UP).tolerating(WAITS);

  private FaultDuties() {}

  private static Duty fail(int code) {
    return Duty.of("Fail the connection, with " + code + ".", closesWith(code))
        .tolerating(closesWithFailureOtherThan(code), ENDS_TCP);
  }
}
