package org.wsbin.it.server;

/** A kind of server: knows how to start wsbin on it, and what it must have on disk before. */
@FunctionalInterface
interface Kind {

  /** Prepares the scratch directory, which is empty and becomes the process's working directory. */
  Launch prepare(Scratch scratch);
}
