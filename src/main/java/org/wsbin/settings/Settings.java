package org.wsbin.settings;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.wsbin.protocol.HandshakeRules;
import org.wsbin.protocol.OriginPattern;
import org.wsbin.protocol.OriginRule;
import org.wsbin.protocol.Quoted;

/**
 * The settings, checked and immutable.
 *
 * @param listen where {@code java -jar} listens; unused in a container
 * @param allowedOrigins patterns of origins to accept besides the default ones
 * @param subprotocols the supported subprotocols
 * @param disabled names of steps that are turned off
 * @param limits limits of each connection, and of all together
 */
public record Settings(
    Listen listen,
    List<OriginPattern> allowedOrigins,
    List<String> subprotocols,
    Set<String> disabled,
    Limits limits) {

  /** Where to listen. Port 0 picks a free one. */
  public record Listen(String host, int port, String contextPath, Tls tls) {}

  /** How to serve TLS; with a key store, {@code enabled} is implied. */
  public record Tls(boolean enabled, Optional<String> keystore, Optional<String> passwordFile) {}

  /** The limits that protect the server and its other peers from one peer. Sizes are in bytes. */
  public record Limits(
      int maxConnections,
      long maxMessage,
      int maxFragments,
      Duration sendTimeout,
      long sendQueue,
      int sendThreads,
      Duration pingInterval,
      Duration pongTimeout,
      Duration closeTimeout,
      Duration faultWait,
      Duration maxFaultDuration,
      Duration maxDuration) {
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
    Reader reader = new Reader(sources);
    return new Settings(
        listen(reader),
        reader.value(Setting.ALLOWED_ORIGINS),
        reader.value(Setting.SUBPROTOCOLS),
        Set.copyOf(reader.value(Setting.DISABLE)),
        new Limits(
            reader.value(Setting.MAX_CONNECTIONS),
            reader.value(Setting.MAX_MESSAGE),
            reader.value(Setting.MAX_FRAGMENTS),
            reader.value(Setting.SEND_TIMEOUT),
            reader.value(Setting.SEND_QUEUE),
            reader.value(Setting.SEND_THREADS),
            reader.value(Setting.PING_INTERVAL),
            reader.value(Setting.PONG_TIMEOUT),
            reader.value(Setting.CLOSE_TIMEOUT),
            reader.value(Setting.FAULT_WAIT),
            reader.value(Setting.MAX_FAULT_DURATION),
            reader.value(Setting.MAX_DURATION)));
  }

  /** The rules of the opening handshake, from these settings. */
  public HandshakeRules handshakeRules() {
    return new HandshakeRules(new OriginRule(allowedOrigins), Set.copyOf(subprotocols));
  }

  /** Variables that begin like ours but are unknown, probably misspelt. */
  public static Set<String> unknownVariables(Map<String, String> environment) {
    Set<String> unknown = new TreeSet<>(environment.keySet());
    unknown.removeIf(name -> !name.startsWith("WSBIN_"));
    unknown.removeAll(Setting.environmentVariables());
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
        new Tls(enabled, keystore, passwordFile));
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
