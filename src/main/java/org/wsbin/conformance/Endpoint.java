package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.function.IntSupplier;
import org.wsbin.protocol.Role;
import org.wsbin.scenario.RawPeer;
import org.wsbin.scenario.Timer;

/**
 * The suite's end of a connection: sends frames, valid or not, keeps the state of the closing
 * handshake, and notes what decides about the verdict. It fails a connection like an ordinary
 * endpoint (RFC 6455 section 7.1.7), and then still waits for the answer to its close.
 *
 * <p>Its host calls one method at a time.
 */
final class Endpoint {
  /** How long the peer may take to answer a close, and a server to end TCP after it. */
  static final Duration PATIENCE = Duration.ofSeconds(1);

  /** How long a peer may let TCP stand once nothing that it does counts any more. */
  private static final Duration ABANDONED = Duration.ofSeconds(5);

  /** More frames that wait for the network than any case sends. */
  private static final int MOST_WAITING = 1000;

  private static final int CLOSE = 8;
  private static final Set<Integer> REGISTERED =
      Set.of(1000, 1001, 1002, 1003, 1007, 1008, 1009, 1010, 1011);

  /** The phases of a connection. */
  enum Phase {
    OPEN,
    CLOSING,
    CLOSED
  }

  private final Role role;
  private final SuiteFrames writer;
  private final Ending ending;
  private final RawPeer peer;
  private final Outbox outbox;
  private final Runnable closed;
  private Phase phase = Phase.OPEN;

  private Timer.Scheduled patience = () -> {};
  private boolean outputEnded;

  /** How long TCP is left to the peer behind its close. */
  private Optional<Duration> hold = Optional.empty();

  private Runnable endedInHold = () -> {};
  private boolean holding;

  /**
   * An open connection.
   *
   * @param keys the masking keys of a client
   * @param closed called once, when TCP has ended or nothing more can change
   */
  Endpoint(Role role, RawPeer peer, IntSupplier keys, Wirelog log, Ending ending, Runnable closed) {
    this.role = role;
    this.peer = peer;
    this.writer = new SuiteFrames(role, keys, log);
    this.ending = ending;
    this.outbox = new Outbox(peer);
    this.closed = closed;
  }

  boolean is(Phase asked) {
    return phase == asked;
  }

  /** There is room for more. */
  void pump() {
    outbox.pump();
  }

  /** Sends a frame as it is, unless TCP has ended. */
  void send(CaseStep.Frame frame) {
    send(List.of(frame).iterator());
  }

  /** Sends frames, each of which is asked for when there is room for it. */
  void send(Iterator<CaseStep.Frame> frames) {
    if (writes()) {
      outbox.add(
          new Iterator<>() {
            @Override
            public boolean hasNext() {
              return frames.hasNext();
            }

            @Override
            public Outbox.Piece next() {
              return writer.piece(frames.next());
            }
          });
      outbox.pump();
    }
  }

  private boolean writes() {
    return phase != Phase.CLOSED && !outputEnded;
  }

  /** Sends the header of a text frame without FIN only. */
  void sendHeader(int length) {
    octets(writer.header(length));
  }

  /** Sends octets of the frame whose header was sent. */
  void sendOctets(Payload payload) {
    octets(writer.octets(payload));
  }

  private void octets(byte[] bytes) {
    if (writes()) {
      outbox.add(
          List.of(new Outbox.Piece(bytes, Payload.EMPTY, OptionalInt.empty(), 0, true)).iterator());
      outbox.pump();
    }
  }

  /** Ends our side of TCP when everything is sent; from now on nothing is. */
  void endOutput() {
    if (writes()) {
      outbox.whenEmpty(peer::endOutput);
      outputEnded = true;
      outbox.pump();
    }
  }

  /**
   * From now on the peer's close is neither answered, nor TCP ended, for that time behind it.
   *
   * @param ended runs if the peer ends TCP meanwhile
   */
  void hold(Duration time, Runnable ended) {
    hold = Optional.of(time);
    endedInHold = ended;
  }

  /** Closes the connection, if it is open, and waits for the answer. */
  void close(OptionalInt code, byte[] reason) {
    if (phase != Phase.OPEN) {
      return;
    }
    ending.closedByMe = true;
    sendClose(code, reason);
    patience = peer.after(PATIENCE, this::notAnswered);
  }

  private void sendClose(OptionalInt code, byte[] reason) {
    ByteBuffer body = ByteBuffer.allocate(2 + reason.length);
    code.ifPresent(number -> body.putShort((short) number));
    body.put(reason);
    send(
        new CaseStep.Frame(
            true, 0, CLOSE, 0, false, Payload.of(Arrays.copyOf(body.array(), body.position()))));
    phase = Phase.CLOSING;
    ending.localCode = code;
    ending.localReason = Shown.of(reason, reason.length);
  }

  private void notAnswered() {
    if (phase != Phase.CLOSED) {
      ending.clean = false;
      ending.notAnswered = true;
      ending.why = "The peer did not answer the close within " + PATIENCE.toSeconds() + " s.";
      abort();
    }
  }

  private void notDropped() {
    if (phase != Phase.CLOSED) {
      ending.clean = false;
      ending.serverKeptTcp = true;
      ending.why = "The server did not end TCP within " + PATIENCE.toSeconds() + " s.";
      abort();
    }
  }

  /** The connection has failed, by the peer or by the script. */
  void fail(int code, String reason) {
    if (phase == Phase.CLOSED) {
      return;
    }
    ending.failedByMe = true;
    if (phase == Phase.OPEN) {
      close(OptionalInt.of(code), reason.getBytes(StandardCharsets.UTF_8));
    } else {
      endTcp();
    }
  }

  /**
   * A ping of the peer, which is answered while the connection is open; but not by a peer's flood
   * that lets the answers wait (RFC 6455 section 5.5.3 does not ask for each).
   */
  void ping(byte[] payload) {
    if (phase == Phase.OPEN && outbox.waiting() < MOST_WAITING) {
      send(new CaseStep.Frame(true, 0, 10, 0, false, Payload.of(payload)));
    }
  }

  /**
   * The peer's close frame. One that breaks a rule fails the connection first: as an answer to our
   * close it is none, and as the peer's own it is then the answer. Behind a reason that is not
   * UTF-8 TCP ends at once.
   */
  void closeReceived(byte[] body) {
    byte[] reason = Arrays.copyOfRange(body, Math.min(2, body.length), body.length);
    if (body.length >= 2) {
      ending.remoteCode = OptionalInt.of(ByteBuffer.wrap(body).getShort() & 0xffff);
      ending.remoteReason = Shown.of(reason, reason.length);
    }
    boolean text = isUtf8(reason);
    ending.clean = false;
    if (body.length == 1) {
      fail(1002, "close frame of one octet");
    } else if (ending.remoteCode.isPresent() && !valid(ending.remoteCode.getAsInt())) {
      fail(1002, "invalid close code " + ending.remoteCode.getAsInt());
    } else if (!text) {
      fail(1007, "close reason that is not UTF-8");
    }
    if (phase != Phase.CLOSED && !text) {
      endTcp();
    } else if (phase != Phase.CLOSED) {
      ending.clean = true;
      if (hold.isPresent()) {
        holdTcp(hold.get());
      } else if (phase == Phase.OPEN) {
        answerClose();
      } else {
        closeAnswered();
      }
    }
  }

  private void holdTcp(Duration time) {
    ending.clean = phase == Phase.CLOSING;
    phase = Phase.CLOSING;
    holding = true;
    patience.cancel();
    patience = peer.after(time, this::abort);
  }

  private void answerClose() {
    sendClose(OptionalInt.of(1000), new byte[0]);
    if (role == Role.SERVER) {
      endTcp();
    } else {
      patience = peer.after(ABANDONED, this::abort);
    }
  }

  private void closeAnswered() {
    patience.cancel();
    if (role == Role.SERVER) {
      endTcp();
    } else {
      patience = peer.after(PATIENCE, this::notDropped);
    }
  }

  private static boolean valid(int code) {
    return code >= 1000 && code < 5000 && (code >= 3000 || REGISTERED.contains(code));
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException notText) {
      return false;
    }
  }

  /**
   * Ends our side of TCP when everything is sent; nothing that comes later counts. A peer that then
   * does not end its own is cut off.
   */
  private void endTcp() {
    ending.droppedByMe = true;
    if (!outputEnded) {
      outbox.whenEmpty(peer::endOutput);
      outbox.pump();
    }
    over();
    peer.after(role == Role.CLIENT ? PATIENCE : ABANDONED, peer::abort);
  }

  private void abort() {
    ending.droppedByMe = true;
    outbox.clear();
    over();
    peer.abort();
  }

  /** Ends it at once: the peer has sent what nobody can read. */
  void drop() {
    if (phase != Phase.CLOSED) {
      ending.clean = false;
      abort();
    }
  }

  /** The peer has ended TCP, or its side of it, or the network has. */
  void lost() {
    if (phase != Phase.CLOSED) {
      ending.why = ending.clean ? null : "The peer ended TCP without a complete closing handshake.";
      if (holding) {
        endedInHold.run();
      }
      outbox.clear();
      over();
      peer.abort();
    }
  }

  private void over() {
    phase = Phase.CLOSED;
    patience.cancel();
    closed.run();
  }
}
