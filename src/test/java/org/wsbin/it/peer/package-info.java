/**
 * Servers and proxies that are not ours, started for a test: Jetty's echo, Node's ws, Python's
 * websockets, nginx, tinyproxy. Where a machine has not what one needs, the test that asks for it
 * is aborted with a sentence that says so; the build's own script installs all of them.
 */
package org.wsbin.it.peer;
