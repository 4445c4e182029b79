package org.wsbin.settings;

import static java.util.stream.Collectors.toUnmodifiableSet;

import java.util.List;
import java.util.Set;

/** The list of all settings. */
public final class AllSettings {
  /** In the order of the help. */
  public static final List<Setting<?>> IN_ORDER =
      List.of(
          Setting.HOST,
          Setting.PORT,
          Setting.CONTEXT_PATH,
          Setting.TLS,
          Setting.TLS_KEYSTORE,
          Setting.TLS_PASSWORD_FILE,
          Setting.ADMIN_PORT,
          Setting.ADMIN_HOST,
          Setting.PROFILE,
          Setting.ALLOWED_ORIGINS,
          Setting.ALLOWED_HOSTS,
          Setting.TRUSTED_PROXIES,
          Setting.SUBPROTOCOLS,
          Setting.MAX_CONNECTIONS,
          Setting.MAX_CONNECTIONS_PER_ADDRESS,
          Setting.MAX_HANDSHAKES_PER_SECOND,
          Setting.MAX_PENDING_HANDSHAKES,
          Setting.MEMORY,
          Setting.MAX_MESSAGE,
          Setting.MAX_FRAGMENTS,
          Setting.MESSAGE_TIMEOUT,
          Setting.SEND_TIMEOUT,
          Setting.SEND_QUEUE,
          Setting.SEND_THREADS,
          Setting.PING_INTERVAL,
          Setting.PONG_TIMEOUT,
          Setting.CLOSE_TIMEOUT,
          Setting.FAULT_WAIT,
          Setting.MAX_FAULT_DURATION,
          Setting.MAX_DURATION,
          Setting.MAX_LIFETIME,
          Setting.MAX_BANDWIDTH,
          Setting.DISABLE,
          Setting.DRAIN_TIME,
          Setting.ACCESS_LOG,
          Setting.TRANSCRIPTS,
          Setting.TRANSCRIPT_AGE,
          Setting.TRANSCRIPT_BYTES,
          Setting.CHANNELS,
          Setting.CHANNEL_HISTORY,
          Setting.CHANNEL_BYTES,
          Setting.CHANNEL_AGE,
          SharingSettings.REDIS,
          SharingSettings.REDIS_PASSWORD_FILE,
          SharingSettings.REDIS_PREFIX,
          SharingSettings.REDIS_QUEUE,
          SharingSettings.NODE);

  private AllSettings() {}

  /** All known environment variables, to detect misspelt ones. */
  public static Set<String> environmentVariables() {
    return IN_ORDER.stream().map(Setting::environmentVariable).collect(toUnmodifiableSet());
  }
}
