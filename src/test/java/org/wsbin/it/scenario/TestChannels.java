package org.wsbin.it.scenario;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.wsbin.channel.ChannelHub;
import org.wsbin.channel.ChannelServices;
import org.wsbin.channel.ChannelStep;
import org.wsbin.cluster.LogKey;
import org.wsbin.cluster.MemoryLog;
import org.wsbin.cluster.Retention;
import org.wsbin.limits.MemoryBudget;
import org.wsbin.scenario.FakeTimer;
import org.wsbin.settings.Settings;

/** The step {@code channel} for tests that only need its declaration. */
public final class TestChannels {
  private TestChannels() {}

  public static ChannelStep step() {
    Settings settings = Settings.load(List.of());
    MemoryBudget memory = new MemoryBudget(1 << 20);
    MemoryLog log =
        new MemoryLog(
            Map.of(LogKey.Kind.CHANNEL, new Retention(10, 1 << 16, Duration.ofMinutes(1))),
            memory,
            Instant::now);
    return new ChannelStep(
        new ChannelHub(
            new ChannelServices(
                log, "node", settings.limits(), new FakeTimer(), memory, Runnable::run),
            settings.channels()));
  }
}
