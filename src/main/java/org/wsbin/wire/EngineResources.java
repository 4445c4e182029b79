package org.wsbin.wire;

import org.wsbin.scenario.Connections;
import org.wsbin.settings.Settings.Limits;

/**
 * What the connections on one kind of network share.
 *
 * @param connections all of the deployment, with its limits and its clock
 * @param buffers of the kind that the network takes without copying
 * @param ioThreads shares I/O threads between connections, where the container does not
 */
record EngineResources(Connections connections, BufferPool buffers, IoThreadScheduler ioThreads) {

  Limits limits() {
    return connections.limits();
  }

  long nanos() {
    return connections.timer().nanos();
  }
}
