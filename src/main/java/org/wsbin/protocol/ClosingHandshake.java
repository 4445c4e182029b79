package org.wsbin.protocol;

import java.util.Optional;

/**
 * The closing handshake (RFC 6455 section 7): each end sends one close frame, then TCP ends. Not
 * safe from several threads.
 */
public final class ClosingHandshake {

  /** Who ended a connection. */
  public enum Party {
    US,
    PEER,
    /** TCP ended without a close frame. */
    NETWORK
  }

  /**
   * How a connection ended.
   *
   * @param by who closed first
   * @param code the peer's code (RFC 6455 section 7.1.5): {@link CloseStatus#NO_STATUS} if its
   *     close frame had none, {@link CloseStatus#ABNORMAL} if it sent no close frame
   * @param reason the peer's reason, perhaps empty
   * @param clean whether both close frames were sent before TCP ended (section 7.1.4)
   */
  public record Ending(Party by, int code, String reason, boolean clean) {}

  private Party first = Party.NETWORK;
  private boolean sent;
  private Optional<Optional<CloseStatus>> received = Optional.empty();

  /** Our close frame is being sent: nothing may be sent after it (section 5.5.1). */
  public void sent() {
    first = first == Party.NETWORK ? Party.US : first;
    sent = true;
  }

  /**
   * The peer's close frame arrived: everything after it is ignored.
   *
   * @param status empty if it had no code
   */
  public void received(Optional<CloseStatus> status) {
    if (received.isEmpty()) {
      first = first == Party.NETWORK ? Party.PEER : first;
      received = Optional.of(status);
    }
  }

  /** The peer's close frame, if it arrived; it may have no code. */
  public Optional<Optional<CloseStatus>> received() {
    return received;
  }

  /** Whether our close frame has not been sent, so data may be sent. */
  public boolean maySend() {
    return !sent;
  }

  /** Whether data from the peer still counts. */
  public boolean mayReceive() {
    return received.isEmpty();
  }

  /** Whether both close frames were sent, so TCP should end; the server ends it first. */
  public boolean done() {
    return sent && received.isPresent();
  }

  /** The result if TCP ends now. */
  public Ending ending() {
    int none = received.isPresent() ? CloseStatus.NO_STATUS : CloseStatus.ABNORMAL;
    Optional<CloseStatus> peers = received.flatMap(status -> status);
    return new Ending(
        first,
        peers.map(CloseStatus::code).orElse(none),
        peers.map(CloseStatus::reason).orElse(""),
        done());
  }
}
