package org.wsbin.scenario;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.MessageKind;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.text.Durations;

/**
 * Plays the actions of a scenario on one connection, one after the other, and closes with 1000 when
 * they are done, unless one of them goes on.
 */
public final class ScenarioRun implements Behaviour {
  /** Pongs that may wait for whoever wants them; more are dropped. */
  static final int MOST_PONGS_WAITING = 64;

  private static final CloseStatus DONE = new CloseStatus(CloseStatus.NORMAL, "");

  private final SharedServices services;
  private final List<Turn> turns = new ArrayList<>();
  private final List<Turn> takers = new ArrayList<>(0);
  private final Mailbox events = new Mailbox(this::failed);

  private Optional<Peer> connected = Optional.empty();
  private Optional<Timer.Scheduled> bound = Optional.empty();
  private volatile boolean ended;
  private boolean stays;
  private int current = -1;

  private volatile StepContext.Listener listener = StepContext.Listener.NOBODY;
  private volatile Optional<Consumer<ByteBuffer>> pongs = Optional.empty();

  // on the engine's thread only
  private StepContext.Listener listening = StepContext.Listener.NOBODY;
  private boolean insideMessage;
  private int taker;
  private int messagesTaken;

  /** A play of these actions, each of which serves this connection only. */
  public ScenarioRun(List<Action> actions, SharedServices services) {
    this.services = services;
    for (Action action : actions) {
      Turn turn = new Turn(action, turns.size() == actions.size() - 1);
      turns.add(turn);
      if (action.messages() > 0) {
        takers.add(turn);
      }
    }
  }

  @Override
  public void opened(Peer peer) {
    connected = Optional.of(peer);
    if (!ended && turns.stream().anyMatch(turn -> turn.action.bounded())) {
      Duration most = services.limits().maxDuration();
      bound =
          Optional.of(
              services.timer().after(most, () -> peer.execute(() -> post(() -> overdue(most)))));
    }
    post(this::next);
  }

  private void overdue(Duration most) {
    Peer peer = connected.orElseThrow();
    ended = true; // no step acts any more
    if (peer instanceof WirePeer wire) {
      wire.mute(false);
      wire.endAfter(services.limits().closeTimeout());
    }
    peer.close(
        new CloseStatus(
            CloseStatus.POLICY_VIOLATION,
            "This path can last at most " + Durations.format(most) + " (--max-duration)."));
  }

  private void next() {
    current++;
    if (current < turns.size()) {
      turns.get(current).start();
    } else if (!stays) {
      connected.orElseThrow().close(DONE);
    }
  }

  @Override
  public void message(Peer peer, MessageKind kind, ByteBuffer slice, boolean last) {
    if (!insideMessage) {
      listening = listener;
    }
    insideMessage = !last;
    if (taker < takers.size()) {
      take(kind, slice.duplicate(), last);
    }
    listening.message(peer, kind, slice, last);
    if (last && taker < takers.size()) {
      countMessage();
    }
  }

  private void take(MessageKind kind, ByteBuffer slice, boolean last) {
    Turn turn = takers.get(taker);
    turn.action.take(turn, kind, slice, last);
  }

  private void countMessage() {
    Turn turn = takers.get(taker);
    messagesTaken++;
    if (messagesTaken == turn.action.messages()) {
      messagesTaken = 0;
      taker++;
      post(turn::hasAllMessages);
    }
  }

  @Override
  public void pong(ByteBuffer payload) {
    if (pongs.isPresent() && events.waiting() < MOST_PONGS_WAITING) {
      ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
      post(() -> pongs.ifPresent(wants -> wants.accept(copy)));
    }
  }

  @Override
  public void roomAgain() {
    post(() -> turns.forEach(Turn::roomAgain));
  }

  @Override
  public void closed() {
    ended = true;
    bound.ifPresent(Timer.Scheduled::cancel);
    turns.forEach(Turn::closed);
  }

  private void post(Runnable event) {
    events.add(
        () -> {
          if (!ended) {
            event.run();
          }
        });
  }

  private void failed(Throwable cause) {
    connected.orElseThrow().fail(cause);
  }

  /** One action, and where it stands. */
  private final class Turn implements StepContext {
    private final Action action;
    private final boolean last;
    private volatile boolean started;
    private boolean allMessages;
    private boolean done;
    private boolean over;
    private Optional<Timer.Scheduled> scheduled = Optional.empty();
    private Optional<Runnable> waiting = Optional.empty();

    Turn(Action action, boolean last) {
      this.action = action;
      this.last = last;
    }

    private void start() {
      started = true;
      action.start(this);
      if (allMessages) {
        action.taken(this);
      }
    }

    private void hasAllMessages() {
      allMessages = true;
      if (started) {
        action.taken(this);
      }
    }

    private void roomAgain() {
      Optional<Runnable> again = waiting;
      waiting = Optional.empty();
      again.ifPresent(Runnable::run);
      if (started) {
        action.roomAgain(this);
      }
    }

    private synchronized void closed() {
      over = true;
      scheduled.ifPresent(Timer.Scheduled::cancel);
      if (started) {
        action.closed();
      }
    }

    @Override
    public Peer peer() {
      return connected.orElseThrow();
    }

    @Override
    public WirePeer wire() {
      if (connected.orElseThrow() instanceof WirePeer wire) {
        return wire;
      }
      throw new IllegalStateException("This step needs wsbin's own engine.");
    }

    @Override
    public Timer timer() {
      return services.timer();
    }

    @Override
    public Limits limits() {
      return services.limits();
    }

    @Override
    public boolean last() {
      return last;
    }

    @Override
    public void done() {
      if (!done) {
        done = true;
        if (!ended) {
          next();
        }
      }
    }

    @Override
    public void stay() {
      stays = true;
    }

    @Override
    public Listener listen(Listener other) {
      Listener before = listener;
      listener = other;
      return before;
    }

    @Override
    public void pongs(Consumer<ByteBuffer> wants) {
      pongs = Optional.of(wants);
    }

    @Override
    public void say(MessageKind kind, ByteBuffer message, Runnable then) {
      if (peer().offer(kind, message.duplicate())) {
        then.run();
      } else {
        waiting = Optional.of(() -> say(kind, message, then));
      }
    }

    @Override
    public synchronized void after(Duration delay, Runnable task) {
      scheduled.ifPresent(Timer.Scheduled::cancel);
      if (!over) {
        scheduled =
            Optional.of(services.timer().after(delay, () -> peer().execute(() -> post(task))));
      }
    }

    @Override
    public void soon(Runnable task) {
      services.bulk().execute(() -> peer().executeHere(() -> post(task)));
    }
  }
}
