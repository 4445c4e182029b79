package org.wsbin.scenario;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.wsbin.limits.AddressKey;
import org.wsbin.limits.HandshakeRates;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.protocol.CloseStatus;
import org.wsbin.protocol.Verdict.Refused;
import org.wsbin.settings.Settings;
import org.wsbin.settings.Settings.Limits;
import org.wsbin.settings.Settings.Quotas;
import org.wsbin.text.Durations;

/**
 * All open connections of a deployment, of both engines, with the limits and the timer that they
 * share. Checks each of them for overdue work, between once and ten times a second. Safe from any
 * thread.
 */
public final class Connections implements AutoCloseable {
  private static final CloseStatus GOING_AWAY =
      new CloseStatus(CloseStatus.GOING_AWAY, "The server is shutting down.");

  private static final CloseStatus TOO_MANY =
      new CloseStatus(CloseStatus.TRY_AGAIN_LATER, "The server has reached its connection limit.");

  /** One connection. */
  public interface Member {
    /**
     * Does what is overdue. Called on the timer's thread, so it must never wait.
     *
     * @return whether something may be due soon; if not, the next call may come a second later
     */
    boolean sweep();

    /** Closes after the queued data is sent. */
    void close(CloseStatus status);

    /** Ends it at once, whatever the peer does. */
    void cut();

    /** The client's IP address. */
    String address();
  }

  private final Limits limits;
  private final Quotas quotas;
  private final MemoryBudget memory;
  private final Timer timer;
  private final ServerObserver observer;

  /** All open ones, and when they opened. */
  private final Map<Member, Long> open = new ConcurrentHashMap<>();

  /** How many are open, by the key of their address. */
  private final Map<String, Integer> addresses = new ConcurrentHashMap<>();

  /** How many are open on other nodes, by the key of their address. */
  private volatile Map<String, Integer> elsewhere = Map.of();

  private final HandshakeRates rates;
  private final Semaphore pending;
  private final Sweeper sweeper;
  private final Timer.Scheduled sweeping;
  private volatile boolean leaving;

  /** No connections yet, with a budget of their own. */
  public Connections(Settings settings, Timer timer, ServerObserver observer) {
    this(settings, timer, new MemoryBudget(settings.quotas().memory()), observer);
  }

  /**
   * No connections yet; sweeping starts now.
   *
   * @param memory what may be held for all of them together
   * @param observer sees all of them
   */
  public Connections(Settings settings, Timer timer, MemoryBudget memory, ServerObserver observer) {
    this.limits = settings.limits();
    this.quotas = settings.quotas();
    this.memory = memory;
    this.timer = timer;
    this.observer = observer;
    this.rates = new HandshakeRates(quotas.maxHandshakesPerSecond(), timer::nanos);
    this.pending = new Semaphore(quotas.maxPendingHandshakes());
    this.sweeper = new Sweeper(limits);
    this.sweeping =
        timer.every(Sweeper.INTERVAL, () -> sweeper.sweep(open::containsKey, this::sweep));
  }

  public Limits limits() {
    return limits;
  }

  /** What may be held for all of them together. */
  public MemoryBudget memory() {
    return memory;
  }

  public Timer timer() {
    return timer;
  }

  /** Sees all connections and refused handshakes. */
  public ServerObserver observer() {
    return observer;
  }

  /** Whether a connection that pings so often must be checked soon, always. */
  public static boolean pingsOften(Optional<Duration> ownInterval) {
    return ownInterval.filter(Sweeper::isOften).isPresent();
  }

  /** The number of handshakes with a delayed response. */
  public int pendingHandshakes() {
    return quotas.maxPendingHandshakes() - pending.availablePermits();
  }

  /** The number of open connections. */
  public int count() {
    return open.size();
  }

  /**
   * Whether a client may make one more handshake now; counts it.
   *
   * @return a refusal; empty if it may
   */
  public Optional<Refused> tooFast(String address) {
    return rates.admit(address)
        ? Optional.empty()
        : Optional.of(
            later(
                429,
                1,
                "The address "
                    + address
                    + " makes more than "
                    + quotas.maxHandshakesPerSecond()
                    + " handshakes per second (--max-handshakes-per-second): try again later."));
  }

  /**
   * Whether there is room for one more connection of that address.
   *
   * @return a refusal; empty if there is
   */
  public Optional<Refused> noRoom(String address) {
    Optional<Refused> full = full();
    return full.isEmpty() && tooMany(address, 1)
        ? Optional.of(later(429, 5, tooManyOf(address)))
        : full;
  }

  /**
   * Whether there is room for one more connection of any address.
   *
   * @return a refusal; empty if there is
   */
  public Optional<Refused> full() {
    if (leaving) {
      return Optional.of(later(503, 5, "The server is shutting down: try again later."));
    } else if (open.size() >= quotas.maxConnections()) {
      return Optional.of(
          later(503, 5, "The server has reached --max-connections: try again later."));
    } else if (memory.spent()) {
      return Optional.of(later(503, 5, "The server has spent --memory: try again later."));
    }
    return Optional.empty();
  }

  /** Takes one of {@code --max-pending-handshakes}; false if none is left. */
  public boolean takePending() {
    return pending.tryAcquire();
  }

  /** Gives back what {@link #takePending} took. */
  public void givePending() {
    pending.release();
  }

  /**
   * Adds an open connection. It is closed at once with 1001 if the server is shutting down, or with
   * 1013 if simultaneous handshakes have exceeded a limit.
   */
  public void add(Member member) {
    addresses.merge(AddressKey.of(member.address()), 1, Integer::sum);
    open.put(member, timer.nanos());
    sweeper.add(member);
    if (leaving) {
      member.close(GOING_AWAY);
    } else if (open.size() > quotas.maxConnections()) {
      member.close(TOO_MANY);
    } else if (tooMany(member.address(), 0)) {
      member.close(new CloseStatus(CloseStatus.TRY_AGAIN_LATER, tooManyOf(member.address())));
    }
  }

  private boolean tooMany(String address, int more) {
    int most = quotas.maxConnectionsPerAddress();
    String key = AddressKey.of(address);
    return most > 0
        && addresses.getOrDefault(key, 0) + elsewhere.getOrDefault(key, 0) + more > most;
  }

  /** How many connections each address has, by its key. */
  public Map<String, Integer> byAddress() {
    return Map.copyOf(addresses);
  }

  /** How many handshakes each address has made since the last call, by its key. */
  public Map<String, Integer> takeHandshakes() {
    return rates.takeMade();
  }

  /**
   * What addresses do on other nodes counts here, too.
   *
   * @param others connections by the key of the address
   * @param handshakes that were made there in the last second
   */
  public void elsewhere(Map<String, Integer> others, Map<String, Integer> handshakes) {
    elsewhere = Map.copyOf(others);
    handshakes.forEach(rates::madeElsewhere);
  }

  private String tooManyOf(String address) {
    return "The address "
        + address
        + " has more than "
        + quotas.maxConnectionsPerAddress()
        + " connections (--max-connections-per-address).";
  }

  private static Refused later(int status, int seconds, String sentence) {
    return new Refused(status, Map.of("Retry-After", Integer.toString(seconds)), sentence);
  }

  private boolean sweep(Member member) {
    boolean[] soon = {true};
    Sweeper.guarded(member, this::closeAtMaxLifetime);
    Sweeper.guarded(member, each -> soon[0] = each.sweep());
    return soon[0];
  }

  private void closeAtMaxLifetime(Member member) {
    Duration most = limits.maxLifetime();
    if (most.isZero()) {
      return;
    }
    long since = open.getOrDefault(member, timer.nanos());
    if (timer.nanos() - since > most.toNanos()) {
      member.close(
          new CloseStatus(
              CloseStatus.GOING_AWAY,
              "A connection can last " + Durations.format(most) + " (--max-lifetime)."));
    }
  }

  /** Something may be due soon: checks it often from now on, until it says that nothing is. */
  public void checkSoon(Member member) {
    if (open.containsKey(member)) {
      sweeper.add(member);
    }
  }

  /** The close of a connection whose peer does not finish a message. */
  public CloseStatus tooSlow() {
    return new CloseStatus(
        CloseStatus.POLICY_VIOLATION,
        "A message took longer than "
            + Durations.format(limits.messageTimeout())
            + " (--message-timeout).");
  }

  /** Removes a connection that has ended. */
  public void remove(Member member) {
    if (open.remove(member) != null) {
      sweeper.remove(member);
      addresses.computeIfPresent(
          AddressKey.of(member.address()), (same, count) -> count == 1 ? null : count - 1);
    }
  }

  /**
   * Closes every connection with 1001, waits at most that long for the peers' answers, and cuts the
   * connections that have not answered.
   */
  public void closeAll(Duration atMost) {
    leaving = true;
    long deadline = timer.nanos() + atMost.toNanos();
    forEach(member -> member.close(GOING_AWAY));
    try {
      while (!open.isEmpty() && timer.nanos() - deadline < 0) {
        TimeUnit.MILLISECONDS.sleep(10);
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
    forEach(Member::cut);
  }

  /**
   * Lets no more connections in, and closes those that are open with 1001, one after the other,
   * spread over that time. Waits so long, unless the thread is interrupted.
   */
  public void drain(Duration time) {
    leaving = true;
    List<Member> leavers = List.copyOf(open.keySet());
    long start = timer.nanos();
    try {
      for (int i = 0; i < leavers.size(); i++) {
        long due = time.toNanos() / leavers.size() * (i + 1);
        while (timer.nanos() - start < due && !open.isEmpty()) {
          TimeUnit.MILLISECONDS.sleep(1);
        }
        Member leaver = leavers.get(i);
        Sweeper.guarded(leaver, member -> member.close(GOING_AWAY));
      }
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
    }
  }

  /** Whether it lets no more connections in. */
  public boolean leaving() {
    return leaving;
  }

  /** Lets connections in again after {@link #drain}. */
  public void comeBack() {
    leaving = false;
  }

  /** Ends the sweeping. */
  @Override
  public void close() {
    sweeping.cancel();
  }

  private void forEach(Consumer<Member> action) {
    open.keySet().forEach(member -> Sweeper.guarded(member, action));
  }
}
