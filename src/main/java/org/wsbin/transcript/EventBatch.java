package org.wsbin.transcript;

import java.util.List;

/**
 * Events of one node, an entry of the log of their name.
 *
 * @param writer tells the recordings of a name apart: another one for each node, and each time that
 *     a node begins anew
 * @param node its name
 * @param first how many streamed events this writer had before, kept or lost
 * @param lostEvents how many events of this writer never came to the log, up to now
 * @param omittedConnections for which the node had no room, up to now
 */
record EventBatch(
    long writer,
    String node,
    int first,
    long lostEvents,
    long omittedConnections,
    List<TranscriptEvent> events) {}
