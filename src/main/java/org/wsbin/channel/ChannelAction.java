package org.wsbin.channel;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.Optional;
import org.wsbin.limits.MemoryAccount;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.scenario.Action;
import org.wsbin.scenario.Peer;
import org.wsbin.scenario.StepContext;
import org.wsbin.text.Sizes;

/**
 * Joins a channel with one connection, and gathers the messages that it sends.
 *
 * <p>Messages and the end may come at the same time, so they are guarded by its lock; nothing is
 * called under it.
 */
final class ChannelAction implements Action {
  private static final CloseStatus NO_MEMORY =
      new CloseStatus(CloseStatus.TRY_AGAIN_LATER, MemoryBudget.SPENT);
  private static final CloseStatus TOO_BIG =
      new CloseStatus(
          CloseStatus.TOO_BIG,
          "The step channel accepts messages of up to "
              + Sizes.format(MessageEntry.MOST_BYTES)
              + ".");

  private final ChannelHub hub;
  private final String channel;
  private final String id;
  private final MemberOptions options;

  // guarded by this
  private ByteArrayOutputStream gathered = new ByteArrayOutputStream(0);
  private Optional<MemoryAccount> memory = Optional.empty();
  private boolean ended;

  /** Set before the first message. */
  private volatile Optional<Membership> member = Optional.empty();

  ChannelAction(ChannelHub hub, String channel, String id, MemberOptions options) {
    this.hub = hub;
    this.channel = channel;
    this.id = id;
    this.options = options;
  }

  @Override
  public void start(StepContext context) {
    synchronized (this) {
      memory = Optional.of(new MemoryAccount(context.memory()));
    }
    member = hub.join(channel, id, options, context.peer());
    context.listen(this::message);
    context.stay();
    context.done();
  }

  @Override
  public boolean listens() {
    return true;
  }

  @Override
  public void roomAgain(StepContext context) {
    member.ifPresent(Membership::wake);
  }

  @Override
  public void closed() {
    synchronized (this) {
      ended = true;
      release();
    }
    member.ifPresent(hub::leave);
  }

  private void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
    Optional<CloseStatus> objection = Optional.empty();
    ByteBuffer whole = slice;
    synchronized (this) {
      if (ended) { // the last slice may still be handled while the connection ends
        return;
      }
      if (!last || gathered.size() > 0) {
        objection = gather(slice);
        whole = ByteBuffer.wrap(last ? gathered.toByteArray() : new byte[0]);
      } else if (slice.remaining() > MessageEntry.MOST_BYTES) {
        objection = Optional.of(TOO_BIG);
      }
      if (last || objection.isPresent()) {
        release();
      }
    }
    if (objection.isPresent()) {
      peer.close(objection.get());
    } else if (last) {
      ByteBuffer message = whole;
      member.ifPresent(in -> in.message(kind, message));
    }
  }

  private Optional<CloseStatus> gather(ByteBuffer slice) {
    int size = gathered.size() + slice.remaining();
    if (size > MessageEntry.MOST_BYTES) {
      return Optional.of(TOO_BIG);
    }
    // the stream doubles its array when that is full
    if (!memory.orElseThrow().tryHold(2L * size)) {
      return Optional.of(NO_MEMORY);
    }
    byte[] bytes = new byte[slice.remaining()];
    slice.get(bytes);
    gathered.writeBytes(bytes);
    return Optional.empty();
  }

  private void release() {
    gathered = new ByteArrayOutputStream(0);
    memory.ifPresent(account -> account.hold(0));
  }
}
