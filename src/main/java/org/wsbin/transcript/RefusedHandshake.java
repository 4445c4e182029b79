package org.wsbin.transcript;

import java.time.Instant;
import java.util.Optional;
import org.wsbin.protocol.Verdict.Refused;

/**
 * A handshake that got another response than a 101.
 *
 * @param node that answered it; empty if nothing is shared with other nodes
 */
public record RefusedHandshake(
    Optional<String> node, Instant at, RequestHead request, Refused response) {}
