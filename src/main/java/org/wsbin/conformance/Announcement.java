package org.wsbin.conformance;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Semaphore;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.EndOfStream;
import org.wsbin.protocol.Role;
import org.wsbin.scenario.RawPeer;

/**
 * A connection on which the suite says one thing, or nothing, and closes without a code. A peer
 * that does not answer the close within a second is left.
 */
final class Announcement extends SuiteConnection {
  /** When it looks again whether what it should say is known: then twice as late each time. */
  private static final Duration AGAIN = Duration.ofMillis(5);

  private static final Duration MOST_AGAIN = Duration.ofMillis(200);

  private static final int TEXT = 1;

  private final Supplier<Optional<String>> text;
  private final Semaphore waiting;
  private final Runnable last;
  private final PeerFrames frames =
      new PeerFrames(new ReceivedMessages(Role.SERVER, Optional.empty(), this, new Wirelog()));
  private RawPeer peer;
  private Endpoint endpoint;
  private Duration again = AGAIN;
  private boolean waits;

  private Announcement(Supplier<Optional<String>> text, Semaphore waiting, Runnable last) {
    this.text = text;
    this.waiting = waiting;
    this.last = last;
  }

  /** Says that. */
  static Announcement of(String text) {
    return when(() -> Optional.of(text), new Semaphore(0));
  }

  /**
   * Says it as soon as it is known.
   *
   * @param waiting has a permit for each connection that may wait
   */
  static Announcement when(Supplier<Optional<String>> known, Semaphore waiting) {
    return new Announcement(known, waiting, () -> {});
  }

  /** Says nothing. */
  static Announcement closing() {
    return closing(() -> {});
  }

  /**
   * Says nothing.
   *
   * @param last done when the connection is over; it returns at once
   */
  static Announcement closing(Runnable last) {
    return closing(() -> true, new Semaphore(0), () -> {}, last);
  }

  /**
   * Says nothing.
   *
   * @param ready when it closes
   * @param waiting has a permit for each connection that may wait for that
   * @param first done before the close is sent
   * @param last done when the connection is over; it returns at once
   */
  static Announcement closing(
      BooleanSupplier ready, Semaphore waiting, Runnable first, Runnable last) {
    return new Announcement(
        () -> {
          Optional<String> nothing = Optional.of("").filter(text -> ready.getAsBoolean());
          nothing.ifPresent(text -> first.run());
          return nothing;
        },
        waiting,
        last);
  }

  @Override
  public void opened(RawPeer connection) {
    peer = connection;
    endpoint = new Endpoint(Role.SERVER, peer, () -> 0, new Wirelog(), new Ending(), last);
    sayIfKnown();
  }

  private void sayIfKnown() {
    Optional<String> known = text.get();
    if (known.isEmpty()) {
      waits = waits || waiting.tryAcquire();
      if (waits) {
        peer.after(again, this::sayIfKnown);
        again =
            again.multipliedBy(2).compareTo(MOST_AGAIN) < 0 ? again.multipliedBy(2) : MOST_AGAIN;
      } else {
        endpoint.fail(CloseStatus.TRY_AGAIN_LATER, "Too many wait for results: try again later.");
      }
      return;
    }
    known
        .filter(said -> !said.isEmpty())
        .ifPresent(said -> new Messages(endpoint).send(TEXT, 0, Payload.ofText(said), 0));
    endpoint.close(OptionalInt.empty(), new byte[0]);
  }

  @Override
  public void received(ByteBuffer bytes) {
    frames.read(bytes);
  }

  @Override
  public void message(Event message) {}

  @Override
  public void pong(Event pong) {}

  @Override
  Endpoint endpoint() {
    return endpoint;
  }

  @Override
  public void ended(EndOfStream how) {
    super.ended(how);
    if (waits) {
      waits = false;
      waiting.release();
    }
  }
}
