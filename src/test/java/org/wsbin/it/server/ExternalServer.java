package org.wsbin.it.server;

import static org.junit.jupiter.api.Assumptions.abort;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A wsbin that somebody else runs. */
record ExternalServer(String name, URI base) implements RunningServer {

  static final String PREFIX = "url:";

  /** Waits until it answers, as for any other. */
  static ExternalServer named(String name) {
    String url = name.substring(PREFIX.length());
    URI base = URI.create(url.endsWith("/") ? url : url + "/");
    return new ExternalServer(name, new Readiness().of(base));
  }

  @Override
  public String product() {
    return "external server";
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.empty();
  }

  @Override
  public Path log() {
    return abort("This test reads the server's log, which it cannot at '%s'.".formatted(name));
  }

  @Override
  public OptionalInt terminate(Duration timeout) {
    return abort("This test stops the server, which it may not at '%s'.".formatted(name));
  }

  @Override
  public void close() {}
}
