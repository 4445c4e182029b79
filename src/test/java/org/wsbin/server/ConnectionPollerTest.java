package org.wsbin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.spi.SelectorProvider;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConnectionPollerTest {
  private static final int ROUNDS = 5;

  /** Each wake-up makes Tomcat's poller look at all of its connections. */
  @Test
  void manyClosedChannelsWakeTomcatsPollerUpNowAndThen() throws Exception {
    Counter tomcats = new Counter();
    try (ConnectionPoller poller = new ConnectionPoller(tomcats, nanos -> {}, channel -> {})) {
      long start = System.nanoTime();
      long millis = 0;
      while (millis < ROUNDS * ConnectionPoller.WAKE_UP_MILLIS) {
        poller.closed();
        Thread.sleep(1);
        millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
      }
      long most = millis / ConnectionPoller.WAKE_UP_MILLIS + 1;
      assertThat(tomcats.wakeUps.get()).isBetween(2, (int) most);
    }
  }

  @Test
  void theLastClosedChannelWakesItUpToo() throws Exception {
    Counter tomcats = new Counter();
    try (ConnectionPoller poller = new ConnectionPoller(tomcats, nanos -> {}, channel -> {})) {
      poller.closed();
      await().until(() -> tomcats.wakeUps.get() == 1);
      poller.closed();
      await().until(() -> tomcats.wakeUps.get() == 2);
    }
  }

  /** Counts the calls of {@link #wakeup}, which is all that is called. */
  private static final class Counter extends Selector {
    private final AtomicInteger wakeUps = new AtomicInteger();

    @Override
    public Selector wakeup() {
      wakeUps.incrementAndGet();
      return this;
    }

    @Override
    public boolean isOpen() {
      return true;
    }

    @Override
    public SelectorProvider provider() {
      return SelectorProvider.provider();
    }

    @Override
    public Set<SelectionKey> keys() {
      return Set.of();
    }

    @Override
    public Set<SelectionKey> selectedKeys() {
      return Set.of();
    }

    @Override
    public int selectNow() {
      return 0;
    }

    @Override
    public int select(long timeout) {
      return 0;
    }

    @Override
    public int select() {
      return 0;
    }

    @Override
    public void close() {}
  }
}
