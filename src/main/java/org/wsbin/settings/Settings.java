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
 * All that is set, checked and immutable.
 *
 * @param listen where {@code java -jar} serves; without a meaning in a container
 * @param allowedOrigins patterns of origins that are welcome besides the usual ones
 * @param subprotocols those to agree to
 * @param disabled names of steps that are turned off
 * @param limits what bounds each connection and all of them
 */
public record Settings(
    Listen listen,
    List<OriginPattern> allowedOrigins,
    List<String> subprotocols,
    Set<String> disabled,
    Limits limits) {

  /** Where to listen. A port of 0 takes any free one. */
  public record Listen(String host, int port, String contextPath, Tls tls) {}

  /** How to serve TLS; with a key store, {@code enabled} is implied. */
  public record Tls(boolean enabled, Optional<String> keystore, Optional<String> passwordFile) {}

  /** The limits that keep one peer from being everybody's problem; sizes are bytes. */
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
    /** What the server makes by itself, it can make at any time: no more of it waits. */
    private static final long OWN_DATA = 64 * 1024;

    /**
     * Bytes that may wait for one peer of what the server sends by itself: {@code --send-queue},
     * and 64 KiB at most.
     */
    public long ownQueue() {
      return Math.min(sendQueue, OWN_DATA);
    }
  }

  /**
   * Reads all settings: for each, the first source that has a value counts.
   *
   * @throws InvalidSettingException naming the place, the value and what is allowed
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

  /** The rules of the opening handshake, as set. */
  public HandshakeRules handshakeRules() {
    return new HandshakeRules(new OriginRule(allowedOrigins), Set.copyOf(subprotocols));
  }

  /** Variables that look like ours and are not: misspelt ones, most likely. */
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
