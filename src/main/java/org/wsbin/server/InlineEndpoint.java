package org.wsbin.server;

import java.util.function.BooleanSupplier;
import org.apache.coyote.Processor;
import org.apache.coyote.UpgradeToken;
import org.apache.tomcat.util.net.NioChannel;
import org.apache.tomcat.util.net.NioEndpoint;
import org.apache.tomcat.util.net.SocketEvent;
import org.apache.tomcat.util.net.SocketWrapperBase;

/**
 * Tomcat's network, but for one thing: what happens on an upgraded connection whose handler says
 * that it never blocks is done on the thread that polls the network. The hand-off to a worker is
 * the largest single cost of a small message. All else, which may block, goes to the workers as
 * ever.
 *
 * <p>The handler is the web application's, whose classes are not seen here: it says so as a {@link
 * BooleanSupplier}.
 */
final class InlineEndpoint extends NioEndpoint {
  @Override
  public boolean processSocket(
      SocketWrapperBase<NioChannel> socket, SocketEvent event, boolean dispatch) {
    return super.processSocket(socket, event, dispatch && !mayRunInline(socket));
  }

  private static boolean mayRunInline(SocketWrapperBase<NioChannel> socket) {
    if (!(socket.getCurrentProcessor() instanceof Processor processor) || !processor.isUpgrade()) {
      return false;
    }
    UpgradeToken token = processor.getUpgradeToken();
    return token != null
        && token.httpUpgradeHandler() instanceof BooleanSupplier quick
        && quick.getAsBoolean();
  }
}
