package org.wsbin.it.peer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.it.Background;

/** {@code java -jar wsbin.war proxy} on a free port, with faults, until it is closed. */
public final class WsbinProxy implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("wsbin proxy is ready at (http://127\\.0\\.0\\.1:\\d+).*");

  private final Process process;
  private final URI base;

  /** Or it would wait for somebody who reads its lines. */
  private final CompletableFuture<Long> reading;

  private WsbinProxy(Process process, URI base, BufferedReader out) {
    this.process = process;
    this.reading = Background.start(() -> out.lines().count());
    this.base = base;
  }

  /**
   * Starts one.
   *
   * @param options apart by blanks; an underscore stands for a blank within one
   */
  public static WsbinProxy start(URI server, String options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", System.getProperty("wsbin.war", "target/wsbin.war"), "proxy"));
    command.addAll(List.of("--port", "0"));
    for (String option : options.split(" ", -1)) {
      command.add(option.replace('_', ' '));
    }
    command.add("http://" + server.getAuthority());
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    BufferedReader out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = String.valueOf(out.readLine());
    Matcher ready = READY.matcher(line);
    if (!ready.matches()) {
      process.destroyForcibly();
      throw new IOException("The proxy says: " + line);
    }
    return new WsbinProxy(process, URI.create(ready.group(1) + server.getRawPath()), out);
  }

  /** The server's address, by way of the proxy. */
  public URI base() {
    return base;
  }

  @Override
  public void close() {
    process.destroyForcibly();
    reading.cancel(true);
  }
}
