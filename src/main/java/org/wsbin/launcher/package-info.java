/**
 * What {@code java -jar wsbin.war} starts: unpacks the WAR into a temporary directory, builds the
 * class loader that sees the embedded server, and calls the command line.
 *
 * <p>Lies at the root of the WAR, where {@code java -jar} finds it, imports nothing but the JDK,
 * and is never served to browsers.
 */
package org.wsbin.launcher;
