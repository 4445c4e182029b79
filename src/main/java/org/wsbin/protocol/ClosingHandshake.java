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
   * How a connection has ended.
   *
   * @param by who closed first
   * @param code the peer's (RFC 6455 section 7.1.5): {@link CloseStatus#NO_STATUS} where its close
   *     frame had none, {@link CloseStatus#ABNORMAL} where there was no close frame of its own
   * @param reason the peer's, perhaps empty
   * @param clean whether both close frames came before TCP ended (section 7.1.4)
   */
  public record Ending(Party by, int code, String reason, boolean clean) {}

  private Party first = Party.NETWORK;
  private boolean sent;
  private Optional<Optional<CloseStatus>> received = Optional.empty();

  /** Our close frame is on its way: nothing may be sent after it (section 5.5.1). */
  public void sent() {
    first = first == Party.NETWORK ? Party.US : first;
    sent = true;
  }

  /**
   * The peer's close frame came: nothing that comes after it has a meaning.
   *
   * @param status empty where it had no code
   */
  public void received(Optional<CloseStatus> status) {
    if (received.isEmpty()) {
      first = first == Party.NETWORK ? Party.PEER : first;
      received = Optional.of(status);
    }
  }

  /** The peer's close frame, where it came; it may have no code. */
  public Optional<Optional<CloseStatus>> received() {
    return received;
  }

  /** Whether our close frame is still to be sent, and so data may be. */
  public boolean maySend() {
    return !sent;
  }

  /** Whether what the peer sends still has a meaning. */
  public boolean mayReceive() {
    return received.isEmpty();
  }

  /** Whether both close frames are there, so that TCP should end: the server ends it first. */
  public boolean done() {
    return sent && received.isPresent();
  }

  /** How it ends, if TCP ends now. */
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
