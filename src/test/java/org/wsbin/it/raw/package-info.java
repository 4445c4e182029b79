/**
 * Test clients over a plain socket. They share no code with wsbin and forgive nothing: what a test
 * gives is sent octet for octet, what the server sends is handed over as it came, and nothing is
 * answered that the test did not ask for. Every wait is bounded by the caller.
 */
package org.wsbin.it.raw;
