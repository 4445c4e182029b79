package org.wsbin.cluster;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;

/** What Redis does in one step. */
final class RedisScripts {
  private RedisScripts() {}

  /** The script of that name, without its comments. */
  static byte[] load(String name) {
    try (InputStream in = RedisScripts.class.getResourceAsStream(name + ".lua")) {
      if (in == null) {
        throw new IllegalStateException("There is no script " + name);
      }
      String text = RedisKeys.text(in.readAllBytes());
      return RedisKeys.bytes(text.replaceAll("(?m)^(--.*)?\n", "").replaceAll("(?m)^ +", ""));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
