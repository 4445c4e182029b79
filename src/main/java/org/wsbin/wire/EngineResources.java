package org.wsbin.wire;

import java.util.Optional;
import java.util.concurrent.Executor;
import org.wsbin.protocol.PerMessageDeflate;
import org.wsbin.scenario.Connections;
import org.wsbin.settings.Settings.Limits;

/**
 * Shared by the connections on one kind of network.
 *
 * @param connections all connections of the deployment, with their limits and clock
 * @param buffers buffers that the network uses without copying
 * @param ioThreads shares I/O threads between connections, if the container does not
 * @param bulk threads for longer work
 * @param inflating threads for longer inflating, which is a line of its own: others do not wait
 *     behind it
 */
record EngineResources(
    Connections connections,
    BufferPool buffers,
    IoThreadScheduler ioThreads,
    Executor bulk,
    Executor inflating) {

  Limits limits() {
    return connections.limits();
  }

  /** What a connection holds; nothing yet. */
  HeldMemory memory(Optional<PerMessageDeflate> deflate) {
    return new HeldMemory(connections.memory(), limits(), deflate);
  }

  long nanos() {
    return connections.timer().nanos();
  }
}
