package org.wsbin.settings;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.OriginPattern;
import org.wsbin.protocol.OriginRule;
import org.wsbin.protocol.Quoted;

/**
 * The settings, checked and immutable.
 *
 * @param listen where {@code java -jar} listens; unused in a container
 * @param access who may connect, and under which names
 * @param subprotocols the supported subprotocols
 * @param disabled names of steps that are turned off
 * @param limits limits of each connection
 * @param quotas limits of all connections together, and of each address
 * @param recording what is kept of connections whose clients ask for it
 * @param channels how many there may be, and what is kept of each
 * @param operations how the server stops, and what it says about itself
 * @param sharing what it shares with other nodes
 */
public record Settings(
    Listen listen,
    Access access,
    List<String> subprotocols,
    Set<String> disabled,
    Limits limits,
    Quotas quotas,
    Recording recording,
    Channels channels,
    Operations operations,
    Sharing sharing) {
  /** Beside {@code --memory}, a container holds some 75 KiB for each connection, more with TLS. */
  private static final int HEAP_PER_CONNECTION = 256 * 1024;

  private static final int MOST_CONNECTIONS = 16384;

  /** Where to listen. Port 0 picks a free one. */
  public record Listen(
      String host, int port, String contextPath, Tls tls, Optional<AdminPort> admin) {}

  /** Where health and metrics alone are served. */
  public record AdminPort(String host, int port) {}

  /** How to serve TLS; with a key store, {@code enabled} is implied. */
  public record Tls(boolean enabled, Optional<String> keystore, Optional<String> passwordFile) {}

  /**
   * Who may connect, and under which names.
   *
   * @param origins patterns of origins to accept besides the default ones
   * @param hosts names, or {@code *.} and a domain, that a Host header may contain; if empty, any
   * @param trustedProxies whose headers about the client count
   */
  public record Access(
      List<OriginPattern> origins, List<String> hosts, List<AddressRange> trustedProxies) {}

  /**
   * The limits of all connections together, and of all connections of one address.
   *
   * @param memory the most bytes that are held for all peers together
   * @param maxPendingHandshakes the most handshakes with a delayed response
   * @param maxConnectionsPerAddress 0 means no limit
   * @param maxHandshakesPerSecond of one address; 0 means no limit
   */
  public record Quotas(
      int maxConnections,
      long memory,
      int maxPendingHandshakes,
      int maxConnectionsPerAddress,
      int maxHandshakesPerSecond) {}

  /**
   * What is kept of connections whose clients ask for it.
   *
   * @param names the most transcripts; 0 records nothing
   * @param age how long one is kept after its last event
   * @param bytes the most bytes of one
   */
  public record Recording(int names, Duration age, long bytes) {}

  /**
   * The channels.
   *
   * @param most how many may have members on this node
   * @param history how many messages of one are kept
   * @param bytes the most bytes of those
   * @param age how long they are kept after the last one
   */
  public record Channels(int most, int history, long bytes, Duration age) {}

  /**
   * How the server stops, and what it says about itself.
   *
   * @param drainTime the closes of open connections are spread over this time
   */
  public record Operations(Duration drainTime, AccessLog accessLog) {}

  /**
   * What is shared with other nodes.
   *
   * @param redis through which they share; empty if this is the only node
   * @param prefix of all keys in Redis
   * @param queue the most bytes that wait for Redis
   * @param node the name of this one, if it was given
   */
  public record Sharing(
      Optional<RedisUrl> redis, String prefix, long queue, Optional<String> node) {}

  /**
   * The limits that protect the server and its other peers from one peer. Sizes are in bytes; a
   * {@code messageTimeout}, {@code maxLifetime} or {@code maxBandwidth} of 0 means no limit.
   */
  public record Limits(
      long maxMessage,
      int maxFragments,
      Duration messageTimeout,
      Duration sendTimeout,
      long sendQueue,
      int sendThreads,
      Duration pingInterval,
      Duration pongTimeout,
      Duration closeTimeout,
      Duration faultWait,
      Duration maxFaultDuration,
      Duration maxDuration,
      Duration maxLifetime,
      long maxBandwidth) {
    /** The most that is queued of data that the server can make at any time. */
    private static final long OWN_DATA = 64 * 1024;

    /**
     * The most bytes queued for one peer of data that the server makes itself: {@code
     * --send-queue}, but at most 64 KiB.
     */
    public long ownQueue() {
      return Math.min(sendQueue, OWN_DATA);
    }
  }

  /**
   * Reads all settings. For each one, the first source with a value wins.
   *
   * @throws InvalidSettingException if a value is invalid; the message names the place, the value
   *     and what is allowed
   */
  public static Settings load(List<Source> sources) {
    return load(sources, Runtime.getRuntime().maxMemory());
  }

  /** For a heap of that many bytes. */
  static Settings load(List<Source> sources, long heap) {
    List<Source> all = new ArrayList<>(sources);
    all.add(new Reader(sources).value(Setting.PROFILE).source());
    Reader reader = new Reader(all);
    return new Settings(
        listen(reader),
        new Access(
            reader.value(Setting.ALLOWED_ORIGINS),
            reader.value(Setting.ALLOWED_HOSTS),
            reader.value(Setting.TRUSTED_PROXIES)),
        reader.value(Setting.SUBPROTOCOLS),
        Set.copyOf(reader.value(Setting.DISABLE)),
        limits(reader),
        quotas(reader, heap),
        new Recording(
            reader.value(Setting.TRANSCRIPTS),
            reader.value(Setting.TRANSCRIPT_AGE),
            reader.value(Setting.TRANSCRIPT_BYTES)),
        new Channels(
            reader.value(Setting.CHANNELS),
            reader.value(Setting.CHANNEL_HISTORY),
            reader.value(Setting.CHANNEL_BYTES),
            reader.value(Setting.CHANNEL_AGE)),
        new Operations(reader.value(Setting.DRAIN_TIME), reader.value(Setting.ACCESS_LOG)),
        sharing(reader));
  }

  private static Limits limits(Reader reader) {
    return new Limits(
        reader.value(Setting.MAX_MESSAGE),
        reader.value(Setting.MAX_FRAGMENTS),
        reader.value(Setting.MESSAGE_TIMEOUT),
        reader.value(Setting.SEND_TIMEOUT),
        reader.value(Setting.SEND_QUEUE),
        reader.value(Setting.SEND_THREADS),
        reader.value(Setting.PING_INTERVAL),
        reader.value(Setting.PONG_TIMEOUT),
        reader.value(Setting.CLOSE_TIMEOUT),
        reader.value(Setting.FAULT_WAIT),
        reader.value(Setting.MAX_FAULT_DURATION),
        reader.value(Setting.MAX_DURATION),
        reader.value(Setting.MAX_LIFETIME),
        reader.value(Setting.MAX_BANDWIDTH));
  }

  private static Quotas quotas(Reader reader, long heap) {
    int fromHeap = (int) Math.min(MOST_CONNECTIONS, Math.max(1, heap / HEAP_PER_CONNECTION));
    return new Quotas(
        reader.optional(Setting.MAX_CONNECTIONS).orElse(fromHeap),
        reader.optional(Setting.MEMORY).orElse(heap / 2),
        reader.value(Setting.MAX_PENDING_HANDSHAKES),
        reader.value(Setting.MAX_CONNECTIONS_PER_ADDRESS),
        reader.value(Setting.MAX_HANDSHAKES_PER_SECOND));
  }

  /** The rules of the opening handshake, from these settings. */
  public HandshakeRules handshakeRules() {
    return new HandshakeRules(new OriginRule(access.origins()), Set.copyOf(subprotocols));
  }

  /**
   * Variables that begin like ours but are unknown, probably misspelt. Those of {@code wsbin
   * connect} are no settings.
   */
  public static Set<String> unknownVariables(Map<String, String> environment) {
    Set<String> unknown = new TreeSet<>(environment.keySet());
    unknown.removeIf(name -> !name.startsWith("WSBIN_") || name.startsWith("WSBIN_CONNECT_"));
    unknown.removeAll(AllSettings.environmentVariables());
    return unknown;
  }

  private static Listen listen(Reader reader) {
    Optional<String> keystore = reader.optional(Setting.TLS_KEYSTORE);
    Optional<String> passwordFile = reader.optional(Setting.TLS_PASSWORD_FILE);
    if (keystore.isPresent() != passwordFile.isPresent()) {
      throw new InvalidSettingException(
          "The options --tls-keystore and --tls-password-file belong together: give both or none.");
    }
    boolean enabled = keystore.isPresent() || reader.value(Setting.TLS);
    return new Listen(
        reader.value(Setting.HOST),
        reader.value(Setting.PORT),
        reader.value(Setting.CONTEXT_PATH),
        new Tls(enabled, keystore, passwordFile),
        admin(reader));
  }

  private static Sharing sharing(Reader reader) {
    Optional<RedisUrl> redis = reader.optional(SharingSettings.REDIS);
    Optional<String> file = reader.optional(SharingSettings.REDIS_PASSWORD_FILE);
    if (file.isPresent() && redis.isEmpty()) {
      throw new InvalidSettingException(
          "The option --redis-password-file needs --redis: give both, or leave it out.");
    }
    return new Sharing(
        redis.map(url -> file.map(name -> url.withPassword(firstLine(name))).orElse(url)),
        reader.value(SharingSettings.REDIS_PREFIX),
        reader.value(SharingSettings.REDIS_QUEUE),
        reader.optional(SharingSettings.NODE));
  }

  private static String firstLine(String file) {
    try (Stream<String> lines = Files.lines(Path.of(file))) {
      return lines.findFirst().orElse("");
    } catch (IOException | UncheckedIOException | InvalidPathException unreadable) {
      throw new InvalidSettingException(
          "The file %s of --redis-password-file cannot be read; allowed is a file whose first line is the password."
              .formatted(Quoted.of(file)));
    }
  }

  private static Optional<AdminPort> admin(Reader reader) {
    Optional<Integer> port = reader.optional(Setting.ADMIN_PORT);
    Optional<String> host = reader.optional(Setting.ADMIN_HOST);
    if (host.isPresent() && port.isEmpty()) {
      throw new InvalidSettingException(
          "The option --admin-host needs --admin-port: give both, or leave it out.");
    }
    if (port.isPresent() && port.get() != 0 && port.get().equals(reader.value(Setting.PORT))) {
      throw new InvalidSettingException(
          "The options --port and --admin-port are both " + port.get() + "; give two ports.");
    }
    return port.map(p -> new AdminPort(host.orElse(reader.value(Setting.HOST)), p));
  }

  private record Reader(List<Source> sources) {

    <T> T value(Setting<T> setting) {
      Optional<Source.Found> found = find(setting);
      String text = found.map(Source.Found::value).orElse(setting.fallback());
      return setting
          .type()
          .parser()
          .apply(text)
          .orElseThrow(
              () ->
                  new InvalidSettingException(
                      found.map(Source.Found::label).orElse(setting.flag())
                          + " is "
                          + Quoted.of(text)
                          + "; allowed is "
                          + setting.type().allowed()
                          + "."));
    }

    <T> Optional<T> optional(Setting<T> setting) {
      return find(setting).map(found -> value(setting));
    }

    private Optional<Source.Found> find(Setting<?> setting) {
      return sources.stream().flatMap(source -> source.find(setting).stream()).findFirst();
    }
  }
}
