package org.wsbin.recording;

import org.wsbin.protocol.Violation;

/**
 * A violation by the client.
 *
 * @param header the bytes of the frame's header that violate a rule, in hex; perhaps empty
 * @param nanos the time since the connection opened
 */
public record TimedViolation(Violation violation, String header, long nanos) {}
