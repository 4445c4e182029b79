package org.wsbin.it.handshake;

/**
 * A named exception: a request that some containers answer themselves, whatever wsbin would say. An
 * answer of wsbin's own is as welcome there as elsewhere.
 *
 * @param servers what the names of those servers contain; empty for all
 * @param status what they answer; headers and body are their own
 * @param why which part of the container answers
 */
record ContainerAnswer(String servers, int status, String why) {
  boolean mayComeFrom(String server) {
    return server.contains(servers) || server.startsWith("url:"); // which may be any container
  }
}
