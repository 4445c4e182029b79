package org.wsbin.step;

import java.util.List;
import org.wsbin.scenario.Step;

/** All steps except the faults, which have their own package. */
public final class Steps {
  private Steps() {}

  /**
   * One of each.
   *
   * @param container name and version of the container
   * @param node the host's name
   */
  public static List<Step> all(String container, String node) {
    return List.of(
        new Subprotocol(),
        new NoSubprotocol(),
        new Header(),
        new Cookie(),
        new Status(),
        new BasicAuth(),
        new Bearer(),
        new Redirect(),
        new HandshakeDelay(),
        new Deflate(),
        new NoDeflate(),
        new Echo(),
        new Reverse(),
        new Upper(),
        new Message(),
        new Binary(),
        new Repeat(),
        new Time(),
        new TimeService(),
        new Reflect(container, node),
        new Delay(),
        new After(),
        new Expect(),
        new Fragment(),
        new Drip(),
        new Ping(),
        new Pong(),
        new Stall(),
        new Mute(),
        new IgnoreClose(),
        new Generate(),
        new Sink(),
        new Close(),
        new CloseWithoutCode(),
        new Drop());
  }
}
