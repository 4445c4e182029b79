package org.wsbin.endpoint;

import java.util.concurrent.Executor;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Timer;
import org.wsbin.settings.Settings.Limits;

/** What the connections of this engine share: the threads for sends that can only be blocking. */
public final class ContainerEngine implements AutoCloseable {
  private final Connections connections;
  private final SendThreads blocking;
  private final SendThreads cutting;

  /** Ready for connections, which are counted with those of all engines. */
  public ContainerEngine(Connections connections) {
    this.connections = connections;
    this.blocking = new SendThreads(limits().sendThreads(), "wsbin-send-");
    this.cutting = new SendThreads(limits().sendThreads(), "wsbin-cut-");
  }

  /** Ends the threads. */
  @Override
  public void close() {
    blocking.close();
    cutting.close();
  }

  Limits limits() {
    return connections.limits();
  }

  Timer timer() {
    return connections.timer();
  }

  Executor blocking() {
    return blocking;
  }

  /** For what ends a connection, so that it never waits behind a send that hangs. */
  Executor cutting() {
    return cutting;
  }

  void add(SessionPeer peer) {
    connections.add(peer);
  }

  void remove(SessionPeer peer) {
    connections.remove(peer);
  }
}
