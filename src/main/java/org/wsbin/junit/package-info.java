/**
 * For tests of WebSocket clients, in a jar of its own: a JUnit 5 extension that starts wsbin in the
 * JVM of the tests ({@link org.wsbin.junit.Wsbin}), a Testcontainers class ({@link
 * org.wsbin.junit.WsbinContainer}), and assertions on what the server saw ({@link
 * org.wsbin.junit.TranscriptAssert}).
 *
 * <p>In: settings as on the command line. Out: addresses and transcripts. The jar contains the WAR;
 * the server runs from it in a class loader that shares only the JDK with the tests, so that
 * neither meets the other's libraries. JUnit, AssertJ and Testcontainers are those of the tests;
 * the latter two may be missing. Imports {@code launcher}; nobody imports it.
 */
package org.wsbin.junit;
