package org.wsbin.endpoint;

import java.util.concurrent.Executor;
import org.wsbin.scenario.Connections;
import org.wsbin.scenario.Timer;
import org.wsbin.settings.Settings.Limits;

/**
 * Shared by the connections of this engine: the threads for blocking sends, and the turns of busy
 * peers.
 */
public class ContainerEngine implements AutoCloseable {
  private final Connections connections;
  private final SendThreads blocking;
  private final SendThreads control;
  private final SendThreads cutting;
  private final ReadTurns turns;

  /** An engine whose connections are counted together with those of all engines. */
  public ContainerEngine(Connections connections) {
    this.connections = connections;
    this.blocking = new SendThreads(limits().sendThreads(), "wsbin-send-");
    this.control = new SendThreads(limits().sendThreads(), "wsbin-control-");
    this.cutting = new SendThreads(limits().sendThreads(), "wsbin-cut-");
    this.turns = new ReadTurns(timer());
  }

  /** Stops the threads. */
  @Override
  public void close() {
    blocking.close();
    control.close();
    cutting.close();
  }

  Limits limits() {
    return connections.limits();
  }

  Timer timer() {
    return connections.timer();
  }

  SendQueue.BlockingThreads threads() {
    return new SendQueue.BlockingThreads(blocking, control);
  }

  /** Whose turn it is to be read, among the busy peers. */
  ReadTurns turns() {
    return turns;
  }

  Connections connections() {
    return connections;
  }

  /** The threads that end connections, so that this never waits for a blocked send. */
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
