/**
 * {@code wsbin proxy}: a proxy for HTTP/1.1 and WebSockets that misbehaves as it is told, and is
 * transparent otherwise.
 *
 * <p>In: {@link org.wsbin.proxy.ProxySettings}, and bytes of clients and of one server. Out: the
 * same bytes, or what the faults make of them, and a line for each connection. Two threads for each
 * connection at most, with blocking sockets. Only {@code cli} may import it.
 */
package org.wsbin.proxy;
