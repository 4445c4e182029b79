package org.wsbin.it.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** {@code java -jar wsbin.war proxy} on a free port, in front of a server, until it is closed. */
public final class ProxyProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("wsbin proxy is ready at (http://127\\.0\\.0\\.1:\\d+); it forwards to .*");

  private final Process process;
  private final URI base;

  /** What it says after its start; it would wait if nobody read that. */
  private final BlockingQueue<Optional<String>> lines = new LinkedBlockingQueue<>();

  /**
   * Starts it; when this returns, it accepts connections.
   *
   * @param server where a wsbin is
   * @param options separated by blanks, with underscores for blanks in them; null for none
   */
  public ProxyProcess(URI server, String options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", System.getProperty("wsbin.war", "target/wsbin.war"), "proxy"));
    command.addAll(List.of("--port", "0"));
    if (options != null) {
      for (String option : options.split(" ", -1)) {
        command.add(option.replace('_', ' '));
      }
    }
    command.add("http://" + server.getAuthority());
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = String.valueOf(out.readLine());
    Matcher ready = READY.matcher(line);
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new IOException("The proxy says: " + line);
    }
    base = URI.create(ready.group(1) + server.getRawPath());
    Thread reading = new Thread(() -> read(out), "lines of the proxy");
    reading.setDaemon(true);
    reading.start();
  }

  private void read(BufferedReader out) {
    try (out) {
      for (String line = out.readLine(); line != null; line = out.readLine()) {
        lines.add(Optional.of(line));
      }
    } catch (IOException ended) {
      // it was closed
    }
    lines.add(Optional.empty());
  }

  /** The server's address, by way of the proxy. */
  public URI base() {
    return base;
  }

  /** Where it listens. */
  public String authority() {
    return base.getAuthority();
  }

  public Process process() {
    return process;
  }

  /** The next line about a connection that has ended; null if there is none any more. */
  public String line() throws InterruptedException {
    Optional<String> line = lines.poll(1, TimeUnit.MINUTES);
    return line == null ? null : line.orElse(null);
  }

  @Override
  public void close() {
    process.destroy();
  }
}
