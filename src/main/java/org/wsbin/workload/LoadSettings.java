package org.wsbin.workload;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import javax.net.ssl.SSLContext;

/**
 * What to do to a server.
 *
 * @param uri {@code ws} or {@code wss}
 * @param rate messages a second of all connections together, or handshakes a second; empty for a
 *     closed loop
 * @param connections at a time
 * @param publishers how many of them send, with {@link LoadScenario#CHANNEL}
 * @param inflight the most messages of one connection that wait for an answer
 * @param duration what is measured, after the warm-up
 * @param warmup what is not, at first
 * @param ramp over how long the connections are opened
 * @param drain how long answers are waited for after the end
 * @param threads of the generator
 * @param handshake what each connection sends to open
 * @param tls empty for Java's default
 */
public record LoadSettings(
    URI uri,
    LoadScenario scenario,
    Optional<Double> rate,
    int connections,
    int publishers,
    int inflight,
    Duration duration,
    Duration warmup,
    Duration ramp,
    Duration drain,
    MessageSizes sizes,
    MessageContent content,
    int threads,
    Handshake handshake,
    Optional<SSLContext> tls,
    boolean hostNameChecked) {

  /** The most connections, messages in flight of one, and threads. */
  public static final int MOST_CONNECTIONS = 60_000;

  public static final int MOST_INFLIGHT = 100_000;
  public static final int MOST_THREADS = 64;
  public static final double MOST_RATE = 10_000_000;

  /**
   * The opening handshake.
   *
   * @param host replaces the Host header of the URI
   * @param timeout of TCP, TLS and the handshake together
   */
  public record Handshake(
      Optional<String> host,
      List<Map.Entry<String, String>> headers,
      List<String> subprotocols,
      Duration timeout) {}

  public LoadSettings {
    if (scenario == LoadScenario.CHANNEL && sizes.least() < ChannelStamp.BYTES) {
      throw new IllegalArgumentException(
          "The size is "
              + sizes
              + "; with the scenario channel it is at least "
              + ChannelStamp.BYTES
              + ", because each message says when it was to be sent.");
    }
    if (publishers > connections) {
      throw new IllegalArgumentException(
          "The publishers are "
              + publishers
              + "; allowed are at most as many as there are connections, which are "
              + connections
              + ".");
    }
    if (threads > connections) {
      threads = connections;
    }
  }

  boolean secure() {
    return "wss".equals(uri.getScheme());
  }

  int port() {
    return uri.getPort() > 0 ? uri.getPort() : secure() ? 443 : 80;
  }

  /** How many connections send. */
  int senders() {
    return scenario == LoadScenario.CHANNEL ? publishers : connections;
  }
}
