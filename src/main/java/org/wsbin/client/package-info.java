/**
 * WebSockets for Java programs, over the protocol core and a plain socket of the JDK, without any
 * other dependency.
 *
 * <p>In: a URI, what the caller sets before connecting, and messages. Out: messages, and one kind
 * of exception with a status to switch on. Imports {@code protocol}; {@code cli} may come in.
 */
package org.wsbin.client;
