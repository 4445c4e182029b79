/**
 * The embedded container of {@code java -jar}: Tomcat, serving the very WAR that was started, as a
 * container would.
 *
 * <p>In: settings and an unpacked WAR. Out: a running server. Tomcat's classes appear here only.
 * Imports {@code settings}; only {@code cli} comes in. A deployed WAR does not see this package.
 */
package org.wsbin.server;
