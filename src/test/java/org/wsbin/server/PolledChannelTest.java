package org.wsbin.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import jakarta.servlet.http.WebConnection;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import org.apache.coyote.http11.upgrade.InternalHttpUpgradeHandler;
import org.apache.tomcat.util.net.AbstractEndpoint.Handler.SocketState;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.NioEndpoint.NioSocketWrapper;
import org.apache.tomcat.util.net.SSLSupport;
import org.apache.tomcat.util.net.SocketBufferHandler;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;
import org.junit.jupiter.api.Test;

class PolledChannelTest {
  private static final int BYTES = 8;

  /** Its file descriptor is free when no selector has a key of it. */
  @Test
  void aChannelThatWasGivenBackLeavesThePollersSelectorWhenItCloses() throws Exception {
    PolledChannel channel = new PolledChannel(new SocketBufferHandler(BYTES, BYTES, false));
    try (Selector tomcats = Selector.open();
        ConnectionPoller poller = new ConnectionPoller(tomcats, nanos -> {}, over -> {});
        ServerSocketChannel server =
            ServerSocketChannel.open()
                .bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        SocketChannel socket = SocketChannel.open(server.getLocalAddress())) {
      socket.configureBlocking(false);
      channel.reset(socket, new Wrapper(channel));
      channel.pollBy(poller, new Slow());
      await().until(() -> socket.isRegistered() && !channel.isPolled());
      channel.close();
      await().untilAsserted(() -> assertThat(socket.isRegistered()).isFalse());
    }
  }

  private static final class Wrapper extends NioSocketWrapper {
    Wrapper(PolledChannel channel) {
      super(channel, new NioEndpoint());
    }

    @Override
    public void registerReadInterest() {
      // no poller of Tomcat runs here
    }
  }

  /** Says nothing of being quick, so it is given back at once. */
  private static final class Slow implements InternalHttpUpgradeHandler {
    @Override
    public SocketState upgradeDispatch(SocketEvent event) {
      return SocketState.SUSPENDED;
    }

    @Override
    public void init(WebConnection unused) {}

    @Override
    public void destroy() {}

    @Override
    public void timeoutAsync(long now) {}

    @Override
    public void setSocketWrapper(SocketWrapperBase<?> wrapper) {}

    @Override
    public void setSslSupport(SSLSupport support) {}

    @Override
    public void pause() {}
  }
}
