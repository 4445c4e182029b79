package org.wsbin.recording;

/**
 * What the server noted that it did to a connection.
 *
 * @param number its place among the frames of the connection
 * @param nanos the time since the connection opened
 * @param what in one word, such as {@code gap}
 * @param sentence what was done
 */
public record Note(int number, long nanos, String what, String sentence) {}
