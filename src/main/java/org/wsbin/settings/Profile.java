package org.wsbin.settings;

import java.util.Map;
import java.util.Optional;

/** Defaults for one kind of use. Any setting that is given itself counts instead. */
public enum Profile {
  /** For a machine or a network whose users trust each other. */
  PRIVATE(Map.of()),
  /** For a server that strangers can reach. */
  PUBLIC(
      Map.ofEntries(
          Map.entry("max-connections-per-address", "32"),
          Map.entry("max-handshakes-per-second", "20"),
          Map.entry("max-pending-handshakes", "128"),
          Map.entry("max-message", "16m"),
          Map.entry("max-fragments", "16384"),
          Map.entry("message-timeout", "1m"),
          Map.entry("send-queue", "1m"),
          Map.entry("max-fault-duration", "15s"),
          Map.entry("max-duration", "2m"),
          Map.entry("max-lifetime", "10m"),
          Map.entry("max-bandwidth", "1m"),
          Map.entry("transcript-bytes", "256k"),
          Map.entry("channels", "200"),
          Map.entry("channel-history", "100"),
          Map.entry("channel-bytes", "256k"),
          Map.entry("channel-age", "5m"),
          Map.entry("drain-time", "5s")));

  @SuppressWarnings("ImmutableEnumChecker") // Map.copyOf makes it immutable
  private final Map<String, String> defaults;

  Profile(Map<String, String> defaults) {
    this.defaults = Map.copyOf(defaults);
  }

  /** Its values by the names of the settings. */
  public Map<String, String> defaults() {
    return defaults;
  }

  /** Its values, to be asked last. */
  Source source() {
    return setting ->
        Optional.ofNullable(defaults.get(setting.name()))
            .map(value -> new Source.Found("The profile's " + setting.flag(), value));
  }
}
