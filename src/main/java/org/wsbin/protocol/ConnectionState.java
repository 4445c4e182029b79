package org.wsbin.protocol;

import java.util.Optional;

/**
 * The state of a connection (RFC 6455 sections 4 and 7): its phase, who closed first, and both
 * close frames. It is a value: each event returns the next state, and its owner decides how to
 * guard it.
 *
 * @param closedBy who closed first; empty before a close
 * @param sent our close frame, if it was sent
 * @param received the peer's close frame, if it was received
 */
public record ConnectionState(
    Phase phase,
    Optional<Party> closedBy,
    Optional<CloseFrame> sent,
    Optional<CloseFrame> received) {

  /** The phases, in this order only. */
  public enum Phase {
    /** The opening handshake is not done. */
    CONNECTING,
    /** Both ends may send messages. */
    OPEN,
    /** At least one end has sent its close frame. */
    CLOSING,
    /** TCP has ended. */
    CLOSED
  }

  /** Who closed a connection. */
  public enum Party {
    US,
    PEER,
    /** TCP ended without a close frame. */
    NETWORK
  }

  /** Before the opening handshake is done. */
  public static final ConnectionState CONNECTING =
      new ConnectionState(Phase.CONNECTING, Optional.empty(), Optional.empty(), Optional.empty());

  /** The opening handshake is done. */
  public static final ConnectionState OPEN =
      new ConnectionState(Phase.OPEN, Optional.empty(), Optional.empty(), Optional.empty());

  /**
   * Our close frame is sent: nothing may be sent after it (section 5.5.1). Only the first one
   * counts.
   */
  public ConnectionState sent(CloseFrame frame) {
    return sent.isPresent() || phase == Phase.CLOSED
        ? this
        : new ConnectionState(
            Phase.CLOSING, closedBy.or(() -> Optional.of(Party.US)), Optional.of(frame), received);
  }

  /**
   * The peer's close frame was received: everything after it is ignored. Only the first one counts.
   */
  public ConnectionState received(CloseFrame frame) {
    return received.isPresent() || phase == Phase.CLOSED
        ? this
        : new ConnectionState(
            Phase.CLOSING, closedBy.or(() -> Optional.of(Party.PEER)), sent, Optional.of(frame));
  }

  /** TCP has ended. */
  public ConnectionState ended() {
    return new ConnectionState(
        Phase.CLOSED, closedBy.or(() -> Optional.of(Party.NETWORK)), sent, received);
  }

  /** Whether frames may be sent: the connection is open, and our close frame has not been sent. */
  public boolean maySend() {
    return sent.isEmpty() && (phase == Phase.OPEN || phase == Phase.CLOSING);
  }

  /** Whether data from the peer counts: the peer has not closed. */
  public boolean mayReceive() {
    return received.isEmpty() && (phase == Phase.OPEN || phase == Phase.CLOSING);
  }

  /**
   * The close frame that answers the peer's: the same code and reason (section 5.5.1). Empty if
   * none is due, because the peer has not closed or our close frame was sent.
   */
  public Optional<CloseFrame> answer() {
    return maySend() ? received : Optional.empty();
  }

  /**
   * Whether both close frames were sent, so TCP should end (section 7.1.1) and the end is clean
   * (section 7.1.4).
   */
  public boolean clean() {
    return sent.isPresent() && received.isPresent();
  }

  /**
   * The close code of section 7.1.5: the peer's code, {@link CloseStatus#NO_STATUS} if its close
   * frame had none, or {@link CloseStatus#ABNORMAL} if it sent no close frame.
   */
  public int code() {
    int none = received.isPresent() ? CloseStatus.NO_STATUS : CloseStatus.ABNORMAL;
    return received.flatMap(CloseFrame::status).map(CloseStatus::code).orElse(none);
  }

  /** The peer's close reason (section 7.1.6), perhaps empty. */
  public String reason() {
    return received.flatMap(CloseFrame::status).map(CloseStatus::reason).orElse("");
  }
}
