package org.wsbin.recording;

import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * What was recorded of a connection after its handshake, up to now.
 *
 * @param openedAt empty until the connection is open
 * @param frames in the order in which they began, in both directions
 * @param omittedFrames how many came, or went, after the recording was full
 * @param faults what the server sent that need not be frames; numbered with the frames
 * @param notes what the server noted that it did; numbered with the frames
 * @param ignoredBytes how many bytes came after the peer had closed or violated a rule
 * @param violation the peer's first one
 * @param closeReceived the client's first one
 * @param closeSent the server's first one
 * @param end empty while the connection is open
 */
public record Recorded(
    Optional<Instant> openedAt,
    List<RecordedFrame> frames,
    long omittedFrames,
    List<RawBytes> faults,
    List<Note> notes,
    long ignoredBytes,
    Optional<TimedViolation> violation,
    Optional<TimedClose> closeReceived,
    Optional<TimedClose> closeSent,
    Optional<ConnectionEnd> end) {}
