/**
 * Starts {@code java -jar wsbin.war}: unpacks the WAR into a temporary directory, creates the class
 * loader with the embedded server, and calls the command line. {@code junit} unpacks with it too.
 *
 * <p>It is at the root of the WAR, where {@code java -jar} finds it, imports only the JDK, and is
 * never served to browsers.
 */
package org.wsbin.launcher;
