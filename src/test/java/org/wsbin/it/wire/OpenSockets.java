package org.wsbin.it.wire;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;
import static org.wsbin.it.Waits.LONG;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.wsbin.it.server.RunningServer;

/** The sockets that a server's process holds, as Linux tells. */
final class OpenSockets {
  /** What a container may open or close by itself meanwhile. */
  private static final int OWN = 4;

  private final Path descriptors;
  private final long before;

  private OpenSockets(Path descriptors) throws IOException {
    this.descriptors = descriptors;
    this.before = Files.isDirectory(descriptors) ? count(descriptors) : 0;
  }

  /** Those of now, when the server has just started. */
  static OpenSockets of(RunningServer server) throws IOException {
    return new OpenSockets(Path.of("/proc", Long.toString(server.pid().orElse(0)), "fd"));
  }

  /** Requires that, soon at least, there are no more than then; aborts if nobody can tell. */
  void assertNoMore() {
    assumeTrue(
        Files.isDirectory(descriptors), "There is no " + descriptors + " to count sockets in.");
    await().atMost(LONG).until(() -> count(descriptors), now -> now <= before + OWN);
  }

  private static long count(Path descriptors) throws IOException {
    long sockets = 0;
    try (DirectoryStream<Path> all = Files.newDirectoryStream(descriptors)) {
      for (Path descriptor : all) {
        sockets += isSocket(descriptor) ? 1 : 0;
      }
    }
    return sockets;
  }

  private static boolean isSocket(Path descriptor) {
    try {
      return Files.readSymbolicLink(descriptor).toString().startsWith("socket:");
    } catch (IOException closedMeanwhile) {
      return false;
    }
  }
}
