package org.wsbin.settings;

import java.util.Optional;

/** The settings of what is shared with other nodes. */
final class SharingSettings {
  public static final Setting<RedisUrl> REDIS =
      Setting.everywhere(
          "redis",
          new ValueType<>("URL", RedisUrl.ALLOWED, RedisUrl::parse),
          "",
          "Redis or Valkey, through which several nodes share transcripts, channels, results and limits");
  public static final Setting<String> REDIS_PASSWORD_FILE =
      Setting.everywhere(
          "redis-password-file",
          ValueType.text("FILE", "a file whose first line is the password"),
          "",
          "file with the password for Redis in its first line");
  public static final Setting<String> REDIS_PREFIX =
      Setting.everywhere(
          "redis-prefix",
          new ValueType<>(
              "NAME",
              "1 to 32 letters, digits, - and _",
              text -> Optional.of(text).filter(t -> t.matches("[A-Za-z0-9_-]{1,32}"))),
          "wsbin",
          "what the names of all keys in Redis begin with; nodes with the same one share");
  public static final Setting<Long> REDIS_QUEUE =
      Setting.everywhere(
          "redis-queue",
          ValueType.size(1024, 1L << 30),
          "8m",
          "most bytes that wait for Redis while it is away, charged to --memory");
  public static final Setting<String> NODE =
      Setting.everywhere(
          "node",
          new ValueType<>(
              "NAME",
              "1 to 64 letters, digits, ., - and _",
              text -> Optional.of(text).filter(t -> t.matches("[A-Za-z0-9._-]{1,64}"))),
          "",
          "name of this node, which its responses say; with --redis, the host's name and a random"
              + " part if not given");

  private SharingSettings() {}
}
