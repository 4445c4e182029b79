package org.wsbin.it.peer;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A program in another language, or with another class path, that a test starts.
 *
 * @param name of the library that it is about
 * @param version of that library, and of what runs it
 * @param directory where it runs, and where its standard error goes
 * @param environment more variables
 */
public record PeerProgram(
    String name,
    String version,
    Path directory,
    List<String> command,
    Map<String, String> environment) {

  /** Starts it; it ends with this JVM, at the latest. */
  public Process start(String... arguments) throws IOException {
    List<String> all = new ArrayList<>(command);
    all.addAll(List.of(arguments));
    ProcessBuilder builder = new ProcessBuilder(all).directory(directory.toFile());
    builder.environment().putAll(environment);
    String errors = name.replaceAll("[^A-Za-z]+", "-") + ".err";
    Process process = builder.redirectError(directory.resolve(errors).toFile()).start();
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
    return process;
  }
}
