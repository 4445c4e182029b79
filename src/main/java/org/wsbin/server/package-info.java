/**
 * The embedded container of {@code java -jar}: Tomcat serves the same WAR that was started.
 *
 * <p>In: settings and an unpacked WAR. Out: a running server. Tomcat's classes appear here only.
 * Imports {@code protocol} and {@code settings}; only {@code cli} may import it. A deployed WAR
 * does not contain this package on its class path.
 */
package org.wsbin.server;
