package org.wsbin.cluster;

import static java.lang.System.Logger.Level.DEBUG;
import static java.lang.System.Logger.Level.ERROR;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Map.Entry;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.wsbin.cluster.Cluster.Standing;
import org.wsbin.cluster.LocalNode.AddressUse;
import redis.clients.jedis.exceptions.JedisException;

/**
 * Tells Redis each second that this node is there, and hears who else is, what their addresses do,
 * and whether this node is to drain.
 */
final class RedisNodes implements AutoCloseable {
  private static final System.Logger LOG = System.getLogger(RedisNodes.class.getName());
  private static final Duration INTERVAL = Duration.ofSeconds(1);

  private final byte[] heartbeat = RedisScripts.load("heartbeat");
  private final RedisConnections redis;
  private final RedisKeys keys;
  private final RedisHealth health;
  private final String node;
  private final Thread thread = new Thread(this::run, "wsbin-redis-nodes");
  private volatile Optional<LocalNode> local = Optional.empty();
  private volatile List<NodeInfo> all = List.of();

  /** What is not in the list was not there at this time; as {@link System#nanoTime()} has it. */
  private volatile long listedAt = System.nanoTime();

  /** Since when Redis has answered without a break: each node there is has told it so by and by. */
  private volatile long answersSince = listedAt;

  private volatile boolean closed;

  /** What this node does, and what it was told while Redis was away; guarded by this. */
  private boolean draining;

  private Optional<Boolean> told = Optional.empty();

  /** When each node was last in the list; written by the thread only. */
  private final Map<String, Long> seenAt = new ConcurrentHashMap<>();

  RedisNodes(RedisConnections redis, RedisKeys keys, RedisHealth health, String node) {
    this.redis = redis;
    this.keys = keys;
    this.health = health;
    this.node = node;
    thread.setDaemon(true);
  }

  void join(LocalNode joining) {
    local = Optional.of(joining);
    thread.start();
  }

  /** While Redis is away, this node knows of itself only. */
  List<NodeInfo> all() {
    return health.answers() && !all.isEmpty()
        ? all
        : local.stream().map(one -> new NodeInfo(node, one.report())).toList();
  }

  /** While Redis is away, and shortly after, nobody is known to be gone. */
  Standing standing(String id, long heardOf) {
    long listed = listedAt; // before the list is looked at, which may become newer
    if (seenAt.containsKey(id)) {
      return Standing.THERE;
    }
    boolean isKnown =
        health.answers()
            && listed - heardOf > 0
            && listed - answersSince > Cluster.GONE_AFTER.toNanos();
    return isKnown ? Standing.GONE : Standing.UNKNOWN;
  }

  /** While Redis is away, only this node itself can be told. */
  CompletionStage<Boolean> drain(String id, boolean wanted) {
    CompletableFuture<Boolean> answer = new CompletableFuture<>();
    Thread asking = new Thread(() -> ask(id, wanted, answer), "wsbin-redis-drain");
    asking.setDaemon(true);
    asking.start();
    return answer;
  }

  private void ask(String id, boolean wanted, CompletableFuture<Boolean> answer) {
    try {
      byte[] field = RedisKeys.bytes(id);
      boolean known = redis.client().hexists(keys.nodes().get(0), field);
      if (known && wanted) {
        redis.client().hset(keys.nodes().get(2), field, RedisKeys.bytes("1"));
      } else if (known) {
        redis.client().hset(keys.nodes().get(2), field, RedisKeys.bytes("0"));
      }
      answer.complete(known);
    } catch (JedisException away) {
      health.away(away);
      if (id.equals(node) && local.isPresent()) {
        tellHere(wanted);
        answer.complete(true);
        return;
      }
      answer.completeExceptionally(
          new ClusterException(health.sentence().orElse("Redis does not answer."), away));
    }
  }

  private synchronized void tellHere(boolean wanted) {
    told = Optional.of(wanted);
    drainHere(wanted);
  }

  private synchronized void drainHere(boolean wanted) {
    if (wanted != draining) {
      draining = wanted;
      local.orElseThrow().drain(wanted);
    }
  }

  /** What Redis is to know of it: what it must take over, and what counts if it knows nothing. */
  private synchronized List<byte[]> drainState() {
    return List.of(
        RedisKeys.bytes(told.map(RedisNodes::flag).orElse("")), RedisKeys.bytes(flag(draining)));
  }

  private static String flag(boolean wanted) {
    return wanted ? "1" : "0";
  }

  /** The answer to a heartbeat that had this state. */
  private synchronized void drainedBy(List<byte[]> state, boolean wanted) {
    String before = RedisKeys.text(state.get(0));
    if (told.map(RedisNodes::flag).orElse("").equals(before)) {
      told = Optional.empty();
      drainHere(wanted);
    } // else it was told otherwise meanwhile: the next heartbeat says so
  }

  private void run() {
    try {
      while (!closed) {
        beat();
        Thread.sleep(INTERVAL.toMillis());
      }
    } catch (InterruptedException stopped) {
      LOG.log(DEBUG, "Stopped.", stopped);
    }
  }

  private void beat() {
    LocalNode here = local.orElseThrow();
    long asked = System.nanoTime();
    try {
      List<byte[]> state = drainState();
      List<?> answer =
          (List<?>)
              redis
                  .client()
                  .eval(
                      heartbeat,
                      keys.nodes(),
                      List.of(
                          RedisKeys.bytes(node),
                          RedisKeys.bytes(here.report()),
                          RedisKeys.bytes(written(here.addresses())),
                          RedisAppends.number(Cluster.GONE_AFTER.toMillis()),
                          state.get(0),
                          state.get(1)));
      health.there();
      drainedBy(state, answer.get(0).equals(1L));
      tell(here, answer, asked);
    } catch (JedisException away) {
      health.away(away);
      here.elsewhere(Map.of());
      seenAt.clear(); // nothing is known of the others until it is back
      answersSince = System.nanoTime();
    } catch (RuntimeException failed) { // the next beat must come
      LOG.log(ERROR, "What Redis said of the nodes could not be used.", failed);
    }
  }

  private void tell(LocalNode here, List<?> answer, long asked) {
    List<String> says = texts(answer.get(1));
    List<NodeInfo> found = new ArrayList<>();
    for (int i = 0; i + 1 < says.size(); i += 2) {
      found.add(new NodeInfo(says.get(i), says.get(i + 1)));
    }
    found.sort(Comparator.comparing(NodeInfo::id));
    all = List.copyOf(found);
    Map<String, AddressUse> others = new HashMap<>();
    texts(answer.get(2)).forEach(each -> read(each, others));
    here.elsewhere(others);
    List<String> gone = gone(found);
    listedAt = asked;
    if (!gone.isEmpty()) {
      here.gone(gone);
    }
  }

  /**
   * Those that were there, and have not been for a while: a Redis that lost its data may miss them.
   */
  private List<String> gone(List<NodeInfo> found) {
    long now = System.nanoTime();
    found.forEach(each -> seenAt.put(each.id(), now));
    List<String> gone =
        seenAt.entrySet().stream()
            .filter(each -> now - each.getValue() > Cluster.GONE_AFTER.toNanos())
            .map(Entry::getKey)
            .toList();
    gone.forEach(seenAt::remove);
    return gone;
  }

  private static List<String> texts(Object list) {
    return ((List<?>) list).stream().map(each -> RedisKeys.text((byte[]) each)).toList();
  }

  /** A line for each address: connections, handshakes, address. */
  private static String written(Map<String, AddressUse> addresses) {
    return addresses.entrySet().stream()
        .sorted(
            Comparator.comparing(
                    (Entry<String, AddressUse> each) ->
                        each.getValue().connections() + each.getValue().handshakes())
                .reversed())
        .limit(LocalNode.MOST_ADDRESSES)
        .map(
            each ->
                each.getValue().connections()
                    + " "
                    + each.getValue().handshakes()
                    + " "
                    + each.getKey())
        .collect(Collectors.joining("\n"));
  }

  private static void read(String lines, Map<String, AddressUse> into) {
    lines
        .lines()
        .map(line -> line.split(" ", 3))
        .filter(parts -> parts.length == 3)
        .forEach(
            parts ->
                into.merge(
                    parts[2],
                    new AddressUse(Integer.parseInt(parts[0]), Integer.parseInt(parts[1])),
                    AddressUse::plus));
  }

  /** Ends, and takes the node from the list. */
  @Override
  public void close() {
    closed = true;
    thread.interrupt();
    if (local.isPresent() && health.answers()) {
      try {
        byte[] field = RedisKeys.bytes(node);
        keys.nodes().forEach(key -> redis.client().hdel(key, field));
      } catch (JedisException away) {
        LOG.log(DEBUG, "The others will notice.", away);
      }
    }
  }
}
