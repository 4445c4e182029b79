package org.wsbin.proxy;

import java.util.OptionalInt;

/**
 * What the proxy listens on, where it forwards to, and its faults.
 *
 * @param host the address that it listens on
 * @param port that it listens on; 0 takes a free one
 * @param maxConnections how many requests and WebSockets of one client address may go on at a time;
 *     empty for any number
 * @param smuggle whether a refused upgrade counts as an accepted one
 */
public record ProxySettings(
    String host,
    int port,
    ProxyTarget target,
    HeadChanges heads,
    FrameChanges frames,
    ProxyTimes times,
    OptionalInt maxConnections,
    boolean smuggle) {

  /** A proxy on a free port of this machine that changes nothing. */
  public static ProxySettings transparent(ProxyTarget target) {
    return new ProxySettings(
        "127.0.0.1",
        0,
        target,
        HeadChanges.NONE,
        FrameChanges.NONE,
        ProxyTimes.NONE,
        OptionalInt.empty(),
        false);
  }

  /** Whether the frames must be read, for a fault. */
  boolean readsFrames() {
    return !frames.equals(FrameChanges.NONE)
        || times.pingsAreIdle()
        || (times.ends() && times.endHow() == EndHow.CLOSE);
  }
}
