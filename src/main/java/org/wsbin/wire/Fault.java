package org.wsbin.wire;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HexFormat;
import java.util.function.UnaryOperator;
import org.wsbin.wire.RawPeer.Muting;

/** Everything that this server does wrong on request. */
sealed interface Fault {

  /** A 101 with other headers than it should have; then an echo, should the client not mind. */
  record Headers(UnaryOperator<SwitchingResponse> change) implements Fault {}

  /** Another status than 101. */
  record Status(int code) implements Fault {}

  /** 401 with a challenge; with the right credentials, a 101 and an echo. */
  record Unauthorized() implements Fault {}

  /** A redirect to the echo on this host. */
  record Redirect(int code) implements Fault {}

  /** The right answer, late; then an echo. */
  record Late(Duration delay) implements Fault {}

  /** No answer, for as long as {@code --max-fault-duration} allows. */
  record Silent() implements Fault {}

  /** Bytes, at once after the 101. */
  record Bytes(String hex, Then then) implements Fault {}

  /** Bytes in the same write as the 101; then an echo. */
  record AtOnce(String hex) implements Fault {}

  /** An echo that leaves something unanswered. */
  record Mute(Muting muting) implements Fault {}

  /** What pairs of hexadecimal digits stand for. */
  static ByteBuffer octets(String hex) {
    return ByteBuffer.wrap(HexFormat.of().parseHex(hex.replace(" ", "")));
  }

  /** What the server does when the bytes have left. */
  enum Then {
    /** Waits for the client's reaction, {@code --fault-wait} at most. */
    AWAIT_REACTION,
    /** The same, but sends nothing more, not even a close: the client would not understand it. */
    AWAIT_IN_SILENCE,
    /** The same, having closed with these bytes. */
    CLOSED,
    /** Goes on as an echo: the client should not mind. */
    ECHO,
    /** Ends TCP. */
    DROP,
    /** Nothing, for as long as {@code --max-fault-duration} allows. */
    SILENCE
  }
}
