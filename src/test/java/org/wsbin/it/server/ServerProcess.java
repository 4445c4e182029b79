package org.wsbin.it.server;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;

/** A server that this JVM started. */
record ServerProcess(String name, String product, URI base, OwnedProcess process)
    implements RunningServer {

  /** Either it answers when this returns, or nothing of it is left. */
  static ServerProcess start(String name, Kind kind, Path war, Map<String, String> settings) {
    Scratch scratch = Scratch.create(name);
    try {
      Launch launch = kind.prepare(scratch, war);
      OwnedProcess process = OwnedProcess.start(launch, settings, Build.newLog(name), scratch);
      return ready(name, launch, process);
    } catch (IOException e) {
      scratch.delete();
      throw new UncheckedIOException(e);
    } catch (RuntimeException e) {
      scratch.delete();
      throw e;
    }
  }

  private static ServerProcess ready(String name, Launch launch, OwnedProcess process) {
    try {
      URI base = new Readiness().of(name, process, launch);
      return new ServerProcess(name, launch.product(), base, process);
    } catch (RuntimeException e) {
      process.close();
      throw e;
    }
  }

  @Override
  public OptionalLong pid() {
    return OptionalLong.of(process.process().pid());
  }

  @Override
  public Path log() {
    return process.log();
  }

  @Override
  public OptionalInt terminate(Duration timeout) {
    return process.terminate(timeout);
  }

  @Override
  public void close() {
    process.close();
  }
}
