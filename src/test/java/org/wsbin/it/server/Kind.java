package org.wsbin.it.server;

import java.nio.file.Path;

/** A kind of server: knows how to start a WAR on it, and what it must have on disk before. */
@FunctionalInterface
interface Kind {

  /** Prepares the scratch directory, which is empty and becomes the process's working directory. */
  Launch prepare(Scratch scratch, Path war);
}
