/**
 * What one end of a connection records of it: frames, pings, closes, the end, and their JSON. The
 * server's transcripts and the client library use the same, so that both sides can be compared:
 * {@code received} is what came from the client, whoever records.
 *
 * <p>In: the events of a {@link org.wsbin.protocol.ConnectionObserver}. Out: values, and the
 * members of docs/transcripts.md. Needs nothing but the JDK, because the client's jar contains it.
 */
package org.wsbin.recording;
