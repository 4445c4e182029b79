package org.wsbin.transcript;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.wsbin.recording.ConnectionEnd;
import org.wsbin.recording.RawBytes;
import org.wsbin.recording.RecordedFrame;
import org.wsbin.recording.TimedClose;
import org.wsbin.recording.TimedViolation;
import org.wsbin.scenario.Engine;

/**
 * What was seen of one connection, up to now.
 *
 * @param step the first step of the path that acts on the connection
 * @param answer the headers of the 101; empty if the engine does not show them
 * @param openedAt empty until the connection is open
 * @param frames in the order in which they began, in both directions
 * @param omittedFrames how many came, or went, after the transcript was full
 * @param faults what the server sent that need not be frames; numbered with the frames
 * @param ignoredBytes how many bytes came after the client had closed or violated a rule
 * @param closeReceived the first one
 * @param closeSent the first one
 * @param end empty while the connection is open
 */
public record RecordedConnection(
    Engine engine,
    String step,
    RequestHead request,
    List<Map.Entry<String, String>> answer,
    Optional<Instant> openedAt,
    List<RecordedFrame> frames,
    long omittedFrames,
    List<RawBytes> faults,
    long ignoredBytes,
    Optional<TimedViolation> violation,
    Optional<TimedClose> closeReceived,
    Optional<TimedClose> closeSent,
    Optional<ConnectionEnd> end) {}
