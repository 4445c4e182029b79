package org.wsbin.recording;

import org.wsbin.protocol.CloseFrame;

/**
 * A close frame, and when it came or went.
 *
 * @param nanos the time since the connection opened
 */
public record TimedClose(CloseFrame frame, long nanos) {}
