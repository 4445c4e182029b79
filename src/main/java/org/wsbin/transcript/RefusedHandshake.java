package org.wsbin.transcript;

import java.time.Instant;
import org.wsbin.protocol.Verdict.Refused;

/** A handshake that got another response than a 101. */
public record RefusedHandshake(Instant at, RequestHead request, Refused response) {}
