package org.wsbin.cluster;

/**
 * What a node says of itself.
 *
 * @param id unique among the nodes
 * @param json an object with its load, as text
 */
public record NodeInfo(String id, String json) {}
