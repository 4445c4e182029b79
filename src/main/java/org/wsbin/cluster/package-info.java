/**
 * What several nodes share: logs of entries that all of them see in the same order, who is there,
 * and what is asked of them. In the memory of one node, or on Redis.
 */
package org.wsbin.cluster;
