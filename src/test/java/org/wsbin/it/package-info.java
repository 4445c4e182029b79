/**
 * The suite that drives a running wsbin from outside, the same on every server: with the Tyrus
 * client where a well-behaved client will do, over a raw socket where the test needs to see or send
 * frames. No test waits for a fixed time; every wait ends with its result or fails at a generous
 * bound.
 */
package org.wsbin.it;
