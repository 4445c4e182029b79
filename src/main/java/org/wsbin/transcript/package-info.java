/**
 * What the server saw of connections, kept by the name that their clients gave: every frame each
 * way, the handshake, and the end.
 */
package org.wsbin.transcript;
