package org.wsbin.load;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wsbin.it.server.Build;

/**
 * An {@link Attack} by a process of its own, of the lowest priority: who attacks a real server does
 * it from other machines, and takes no processor from it or from other clients.
 */
final class Attackers implements AutoCloseable {
  private final Process process;

  /** Starts the process. */
  Attackers(Attack attack, URI server) throws IOException {
    process =
        new ProcessBuilder(
                List.of(
                    "nice",
                    "-n",
                    "19",
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-cp",
                    Build.testClassPath(),
                    Attack.class.getName(),
                    attack.name(),
                    server.toString()))
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
  }

  /** Returns when all of them attack. */
  void awaitAttack() throws IOException {
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = out.readLine();
    if (!"attacking".equals(line)) {
      throw new IOException("The attack did not begin: " + line);
    }
  }

  @Override
  public void close() throws IOException {
    process.getOutputStream().close();
    try {
      if (process.waitFor(20, TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
