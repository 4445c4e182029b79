package org.wsbin.settings;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.wsbin.protocol.OriginPattern;
import org.wsbin.protocol.Subprotocols;

/**
 * One setting, declared once: the command line, the environment, the help and the README's table
 * use this declaration.
 *
 * @param name the option's name without dashes, such as {@code max-message}
 * @param fallback the default value as text; empty means none
 * @param scope where it applies
 * @param summary what it does, in a few words
 */
public record Setting<T>(
    String name, ValueType<T> type, String fallback, Scope scope, String summary) {

  /** Where a setting applies. */
  public enum Scope {
    /** With {@code java -jar} only; containers have their own settings for this. */
    STANDALONE,
    /** With {@code java -jar} and in every container. */
    EVERYWHERE
  }

  private static final Duration HOUR = Duration.ofHours(1);
  private static final long GIB = 1L << 30;

  public static final Setting<String> HOST =
      standalone(
          "host",
          ValueType.text("ADDRESS", "an address or host name of this machine"),
          "127.0.0.1",
          "address to listen on; 0.0.0.0 for all");
  public static final Setting<Integer> PORT =
      standalone(
          "port",
          ValueType.integer("PORT", 0, 65535),
          "8000",
          "port to listen on; 0 picks a free one");
  public static final Setting<String> CONTEXT_PATH =
      standalone(
          "context-path",
          new ValueType<>(
              "PATH",
              "/ or a path such as /wsbin, without a slash at the end",
              text -> Optional.of(text).filter(t -> t.matches("/|(/[A-Za-z0-9._~-]+)+"))),
          "/",
          "path below which everything is served");
  public static final Setting<Boolean> TLS =
      standalone(
          "tls",
          ValueType.flag(),
          "false",
          "serve https and wss with a self-signed certificate for localhost, made at start");
  public static final Setting<String> TLS_KEYSTORE =
      standalone(
          "tls-keystore",
          ValueType.text("FILE", "a readable PKCS#12 or JKS file"),
          "",
          "serve https and wss with the certificate in this PKCS#12 or JKS file");
  public static final Setting<String> TLS_PASSWORD_FILE =
      standalone(
          "tls-password-file",
          ValueType.text("FILE", "a readable file"),
          "",
          "file whose first line is the key store's password");

  public static final Setting<Integer> ADMIN_PORT =
      standalone(
          "admin-port",
          ValueType.integer("PORT", 0, 65535),
          "",
          "port that alone serves /health, /metrics and /nodes, without TLS; 0 picks a free one; none"
              + " serves them at --port");
  public static final Setting<String> ADMIN_HOST =
      standalone(
          "admin-host",
          ValueType.text("ADDRESS", "an address or host name of this machine"),
          "",
          "address of --admin-port; default: that of --host");

  public static final Setting<List<OriginPattern>> ALLOWED_ORIGINS =
      everywhere(
          "allowed-origins",
          ValueType.list(
              "ORIGIN,…", OriginPattern.ALLOWED + ", separated by commas", OriginPattern::parse),
          "",
          "origins whose pages may connect, besides the server's own and loopback origins:"
              + " https://example.com, https://*.example.com, or * for all");
  public static final Setting<List<String>> ALLOWED_HOSTS =
      everywhere(
          "allowed-hosts",
          ValueType.list(
              "HOST,…",
              "host names such as wsbin.example.com or *.example.com, separated by commas",
              text -> Optional.of(text).filter(t -> t.matches("(\\*\\.)?[A-Za-z0-9._-]+"))),
          "",
          "names that a Host header may contain, besides IP addresses and localhost; none allows"
              + " all");
  public static final Setting<List<AddressRange>> TRUSTED_PROXIES =
      everywhere(
          "trusted-proxies",
          ValueType.list(
              "CIDR,…", AddressRange.ALLOWED + ", separated by commas", AddressRange::parse),
          "",
          "proxies whose Forwarded and X-Forwarded-For, -Proto and -Host headers count");
  public static final Setting<List<String>> SUBPROTOCOLS =
      everywhere(
          "subprotocols",
          ValueType.list("NAME,…", "names such as chat, separated by commas", Subprotocols::parse),
          "wsbin,chat,superchat",
          "supported subprotocols; the first one in the client's offer is chosen");
  public static final Setting<Integer> MAX_CONNECTIONS =
      everywhere(
          "max-connections",
          ValueType.integer("N", 1, 10_000_000),
          "",
          "open WebSocket connections; further handshakes are answered with 503; default: one for"
              + " each 256k of heap, at most 16384");
  public static final Setting<Long> MEMORY =
      everywhere(
          "memory",
          ValueType.size(1L << 20, 1024 * GIB),
          "",
          "most bytes held for all peers together: unfinished messages, queues, pending handshakes;"
              + " default: half of heap");
  public static final Setting<Integer> MAX_PENDING_HANDSHAKES =
      everywhere(
          "max-pending-handshakes",
          ValueType.integer("N", 1, 1_000_000),
          "1024",
          "handshakes with a delayed response; further ones are answered with 503");
  public static final Setting<Integer> MAX_CONNECTIONS_PER_ADDRESS =
      everywhere(
          "max-connections-per-address",
          ValueType.integer("N", 0, 10_000_000),
          "0",
          "open connections and pending handshakes of one client address; further handshakes are"
              + " answered with 429; 0 allows any number");
  public static final Setting<Integer> MAX_HANDSHAKES_PER_SECOND =
      everywhere(
          "max-handshakes-per-second",
          ValueType.integer("N", 0, 1_000_000),
          "0",
          "handshakes per second of one client address; further ones are answered with 429; 0"
              + " allows any number");
  public static final Setting<Duration> MAX_LIFETIME =
      everywhere(
          "max-lifetime",
          ValueType.duration(Duration.ZERO, Duration.ofHours(999)),
          "0s",
          "longest connection; a longer one is closed with 1001; 0 allows any");
  public static final Setting<Long> MAX_BANDWIDTH =
      everywhere(
          "max-bandwidth",
          ValueType.size(0, 1024 * GIB),
          "0",
          "most bytes per second that generate and repeat send to one peer; 0 allows any number");
  public static final Setting<Long> MAX_MESSAGE =
      everywhere(
          "max-message",
          ValueType.size(1, 1024 * GIB),
          "64m",
          "largest message; a larger one closes the connection with 1009");
  public static final Setting<Integer> MAX_FRAGMENTS =
      everywhere(
          "max-fragments",
          ValueType.integer("N", 1, 100_000_000),
          "131072",
          "most fragments of a message; more close the connection with 1009");
  public static final Setting<Duration> MESSAGE_TIMEOUT =
      everywhere(
          "message-timeout",
          ValueType.duration(Duration.ZERO, Duration.ofHours(24)),
          "5m",
          "how long a message may take from its first byte to its last before the connection is"
              + " closed with 1008; 0 waits forever");
  public static final Setting<Duration> SEND_TIMEOUT =
      everywhere(
          "send-timeout",
          ValueType.duration(Duration.ofMillis(100), HOUR),
          "10s",
          "how long a peer may stop reading before it is disconnected");
  public static final Setting<Long> SEND_QUEUE =
      everywhere(
          "send-queue",
          ValueType.size(1024, GIB),
          "16m",
          "most bytes queued for one peer, within half of what --memory has left; while the queue"
              + " is full, nothing is read from the peer");
  public static final Setting<Integer> SEND_THREADS =
      everywhere(
          "send-threads",
          ValueType.integer("N", 1, 100_000),
          "512",
          "threads for sends that block in the Jakarta API, shared by all connections");
  public static final Setting<Duration> PING_INTERVAL =
      everywhere(
          "ping-interval",
          ValueType.duration(Duration.ZERO, HOUR),
          "20s",
          "time between pings to each peer; 0 sends none");
  public static final Setting<Duration> PONG_TIMEOUT =
      everywhere(
          "pong-timeout",
          ValueType.duration(Duration.ZERO, HOUR),
          "20s",
          "how long to wait for a pong before closing with 1011; 0 waits forever");
  public static final Setting<Duration> CLOSE_TIMEOUT =
      everywhere(
          "close-timeout",
          ValueType.duration(Duration.ofMillis(100), HOUR),
          "5s",
          "how long to wait for the answer to a close before cutting the connection");

  public static final Setting<Duration> FAULT_WAIT =
      everywhere(
          "fault-wait",
          ValueType.duration(Duration.ofMillis(100), HOUR),
          "10s",
          "how long to wait for the client's reaction to a fault before ending TCP");
  public static final Setting<Duration> MAX_FAULT_DURATION =
      everywhere(
          "max-fault-duration",
          ValueType.duration(Duration.ofMillis(100), Duration.ofHours(24)),
          "1m",
          "longest silence or delay of a fault or of a handshake");

  public static final Setting<Duration> MAX_DURATION =
      everywhere(
          "max-duration",
          ValueType.duration(Duration.ofMillis(100), Duration.ofHours(24)),
          "10m",
          "longest connection that sends or stays silent on its own (repeat, generate, …)");
  public static final Setting<List<String>> DISABLE =
      everywhere(
          "disable",
          ValueType.list(
              "STEP,…",
              "names of steps such as repeat, fault or fault/masked, or conformance, separated by commas",
              text -> Optional.of(text).filter(t -> t.matches("[a-z0-9-]+(/[a-z0-9-]+)?"))),
          "",
          "steps to turn off, and conformance for the suite; a path that uses one is answered with 403");

  public static final Setting<Profile> PROFILE =
      everywhere(
          "profile",
          ValueType.oneOf("PROFILE", Profile.values()),
          "private",
          "a set of defaults; public is for a server that strangers can reach");
  public static final Setting<Duration> DRAIN_TIME =
      everywhere(
          "drain-time",
          ValueType.duration(Duration.ZERO, HOUR),
          "0s",
          "on SIGTERM, spread the closes of open connections over that time");
  public static final Setting<AccessLog> ACCESS_LOG =
      everywhere(
          "access-log",
          ValueType.oneOf("FORMAT", AccessLog.values()),
          "off",
          "write a line for each connection and each refused handshake: off, text or json");

  public static final Setting<Integer> TRANSCRIPTS =
      everywhere(
          "transcripts",
          ValueType.integer("N", 0, 1_000_000),
          "1000",
          "names of transcripts that are kept; a further one replaces an idle one; 0 records"
              + " nothing");
  public static final Setting<Duration> TRANSCRIPT_AGE =
      everywhere(
          "transcript-age",
          ValueType.duration(Duration.ofSeconds(1), Duration.ofHours(999)),
          "15m",
          "how long a transcript is kept after its last event");
  public static final Setting<Long> TRANSCRIPT_BYTES =
      everywhere(
          "transcript-bytes",
          ValueType.size(1024, GIB),
          "1m",
          "most bytes of one transcript, charged to --memory; what comes later is counted only");

  public static final Setting<Integer> CHANNELS =
      everywhere(
          "channels",
          ValueType.integer("N", 1, 100_000),
          "1000",
          "channels with members on this node; who joins a further one is closed with 1013");
  public static final Setting<Integer> CHANNEL_HISTORY =
      everywhere(
          "channel-history",
          ValueType.integer("N", 1, 1_000_000),
          "1000",
          "messages of a channel that are kept for history= and since=");
  public static final Setting<Long> CHANNEL_BYTES =
      everywhere(
          "channel-bytes",
          ValueType.size(1024, GIB),
          "4m",
          "most bytes of the messages of one channel that are kept");
  public static final Setting<Duration> CHANNEL_AGE =
      everywhere(
          "channel-age",
          ValueType.duration(Duration.ofSeconds(1), Duration.ofHours(999)),
          "15m",
          "how long the messages of a channel are kept after the last one");

  /** The option on the command line: {@code --max-message}. */
  public String flag() {
    return "--" + name;
  }

  /** The environment variable: {@code WSBIN_MAX_MESSAGE}. */
  public String environmentVariable() {
    return "WSBIN_" + name.toUpperCase(Locale.ROOT).replace('-', '_');
  }

  /** The system property, and the servlet context parameter: {@code wsbin.max-message}. */
  public String property() {
    return "wsbin." + name;
  }

  private static <T> Setting<T> standalone(
      String name, ValueType<T> type, String fallback, String summary) {
    return new Setting<>(name, type, fallback, Scope.STANDALONE, summary);
  }

  static <T> Setting<T> everywhere(
      String name, ValueType<T> type, String fallback, String summary) {
    return new Setting<>(name, type, fallback, Scope.EVERYWHERE, summary);
  }
}
