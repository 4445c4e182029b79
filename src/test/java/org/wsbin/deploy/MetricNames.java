package org.wsbin.deploy;

import java.util.Map;
import java.util.Set;

/** The metrics that the dashboard may ask for, as Prometheus names them, with their labels. */
public final class MetricNames {
  /** wsbin's own. */
  public static final Map<String, Set<String>> OWN =
      Map.ofEntries(
          Map.entry("wsbin_connections", Set.of("engine", "step")),
          Map.entry("wsbin_connections_opened_total", Set.of("engine", "step")),
          Map.entry("wsbin_handshakes_total", Set.of("status")),
          Map.entry("wsbin_messages_total", Set.of("engine", "direction")),
          Map.entry("wsbin_payload_bytes_total", Set.of("engine", "direction")),
          Map.entry("wsbin_closes_total", Set.of("engine", "direction", "code")),
          Map.entry("wsbin_violations_total", Set.of("rule")),
          Map.entry("wsbin_connection_ends_total", Set.of("engine", "how")),
          Map.entry("wsbin_memory_used_bytes", Set.of()),
          Map.entry("wsbin_memory_limit_bytes", Set.of()),
          Map.entry("wsbin_queued_bytes", Set.of()),
          Map.entry("wsbin_timer_lag_seconds_bucket", Set.of("le")),
          Map.entry("wsbin_timer_lag_seconds_count", Set.of()),
          Map.entry("wsbin_timer_lag_seconds_sum", Set.of()),
          Map.entry("wsbin_pending_handshakes", Set.of()));

  /** Micrometer's, of the JVM and the process. */
  static final Map<String, Set<String>> JVM =
      Map.of(
          "jvm_memory_used_bytes", Set.of("area", "id"),
          "jvm_gc_pause_seconds_sum", Set.of("action", "cause"),
          "process_cpu_usage", Set.of(),
          "process_files_open_files", Set.of(),
          "jvm_threads_live_threads", Set.of());

  private MetricNames() {}
}
