package org.wsbin.recording;

import org.wsbin.protocol.ConnectionState;
import org.wsbin.protocol.EndOfStream;

/**
 * How a connection ended.
 *
 * @param nanos the time since it opened
 */
public record ConnectionEnd(ConnectionState state, EndOfStream how, long nanos) {}
