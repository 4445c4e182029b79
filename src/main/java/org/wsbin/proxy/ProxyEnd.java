package org.wsbin.proxy;

/**
 * Why and how the proxy ends a connection.
 *
 * @param code of the close frames, if {@code how} is {@link EndHow#CLOSE}
 * @param reason follows "the proxy ended it: "
 */
record ProxyEnd(EndHow how, int code, String reason) {}
