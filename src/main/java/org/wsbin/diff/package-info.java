/**
 * Compares what a client and a server recorded of the same connection, and says in words what
 * something between them has changed.
 *
 * <p>In: two transcripts as JSON (docs/transcripts.md). Out: a {@link org.wsbin.diff.DiffReport}.
 * No I/O. What a recording does not show is never a difference.
 */
package org.wsbin.diff;
