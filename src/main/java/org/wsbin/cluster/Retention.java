package org.wsbin.cluster;

import java.time.Duration;

/**
 * What of each log of a kind is kept.
 *
 * @param entries the newest ones, so many at most
 * @param bytes of entries together, at most; the newest entry is kept, unless the entries of all
 *     logs in memory take more than a quarter of {@code --memory}
 * @param age how long the log is kept after its last entry
 */
public record Retention(int entries, long bytes, Duration age) {}
