package org.wsbin.it.terminal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.it.server.RunningServer;

/** {@code java -jar wsbin.war proxy} on a free port, in front of a server. */
final class ProxyProcess implements AutoCloseable {
  private static final Pattern READY =
      Pattern.compile("wsbin proxy is ready at http://(127\\.0\\.0\\.1:\\d+); it forwards to .*");

  private final Process process;
  private final BufferedReader out;
  private final String authority;

  /**
   * Starts it; when this returns, it accepts connections.
   *
   * @param options separated by blanks, with underscores for blanks in them; null for none
   */
  ProxyProcess(RunningServer server, String options) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-jar", System.getProperty("wsbin.war", "target/wsbin.war"), "proxy"));
    command.addAll(List.of("--port", "0"));
    if (options != null) {
      for (String option : options.split(" ", -1)) {
        command.add(option.replace('_', ' '));
      }
    }
    command.add("http://" + server.base().getAuthority());
    process = new ProcessBuilder(command).redirectErrorStream(true).start();
    out = new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    String line = out.readLine();
    Matcher ready = READY.matcher(String.valueOf(line));
    assertThat(ready.matches()).as("%s", line).isTrue();
    authority = ready.group(1);
  }

  /** Where it listens. */
  String authority() {
    return authority;
  }

  Process process() {
    return process;
  }

  /** The next line about a connection that has ended; null if there is none any more. */
  String line() throws IOException {
    return out.readLine();
  }

  @Override
  public void close() throws IOException {
    process.destroy();
    out.close();
  }
}
