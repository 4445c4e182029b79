/**
 * Channels: every message of a member goes to all members, on all nodes, in one order, which is
 * that of a log of {@code cluster}. The step {@code channel} is the way in; {@code web} makes the
 * hub.
 */
package org.wsbin.channel;
