package org.wsbin.it.clients;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.wsbin.it.peer.ForeignServer;

/**
 * The clients that are not in this JVM, as far as the machine has what they need: Node.js for ws
 * and undici (from web JARs), Python with pip for its three (from PyPI), Go with Debian's
 * golang-github-gorilla-websocket-dev.
 */
final class ForeignLibraries {
  private static final Map<String, String> PYTHON_PACKAGES =
      Map.of("websockets", "17.1", "aiohttp", "3.14.3", "websocket-client", "1.9.2");
  private static final List<String> PROGRAMS =
      List.of(
          "visits.cjs",
          "ws.cjs",
          "undici.cjs",
          "visits.py",
          "websockets_client.py",
          "aiohttp_client.py",
          "websocket_client.py",
          "gorilla.go");

  private final Path directory;

  private ForeignLibraries(Path directory) {
    this.directory = directory;
  }

  /** Those that can be had, with their files in that empty directory. */
  static List<WebSocketLibrary> in(Path directory) throws IOException, InterruptedException {
    for (String program : PROGRAMS) {
      try (InputStream content =
          ForeignLibraries.class.getResourceAsStream("/clients/" + program)) {
        Files.copy(content, directory.resolve(program));
      }
    }
    ForeignLibraries all = new ForeignLibraries(directory.toAbsolutePath());
    List<WebSocketLibrary> libraries = new ArrayList<>();
    libraries.addAll(all.node());
    libraries.addAll(all.python());
    all.go().ifPresent(libraries::add);
    return libraries;
  }

  private List<WebSocketLibrary> node() throws IOException, InterruptedException {
    if (!ForeignServer.works("node", "--version")) {
      return List.of();
    }
    String node = ", Node.js " + output("node", "--version").replaceFirst("v", "");
    ForeignServer.unpackModule("ws", directory);
    ForeignServer.unpackModule("undici", directory);
    return List.of(
        library("ws", moduleVersion("ws") + node, Map.of(), "node", "ws.cjs"),
        library("undici", moduleVersion("undici") + node, Map.of(), "node", "undici.cjs"));
  }

  private String moduleVersion(String module) throws IOException {
    String file = Files.readString(directory.resolve("node_modules/" + module + "/package.json"));
    Matcher version = Pattern.compile("\"version\": *\"([^\"]+)\"").matcher(file);
    return version.find() ? version.group(1) : "unknown";
  }

  private List<WebSocketLibrary> python() throws IOException, InterruptedException {
    List<String> install = new ArrayList<>(List.of("python3", "-m", "pip", "install", "--quiet"));
    install.addAll(List.of("--target", directory.resolve("python").toString()));
    PYTHON_PACKAGES.forEach((name, version) -> install.add(name + "==" + version));
    if (!ForeignServer.works(install.toArray(String[]::new))) {
      return List.of();
    }
    String python = ", " + output("python3", "--version");
    return PYTHON_PACKAGES.keySet().stream()
        .sorted()
        .map(
            name ->
                library(
                    name,
                    PYTHON_PACKAGES.get(name) + python,
                    Map.of("PYTHONPATH", directory.resolve("python").toString()),
                    "python3",
                    program(name)))
        .toList();
  }

  private static String program(String name) {
    return name.equals("websocket-client") ? "websocket_client.py" : name + "_client.py";
  }

  private Optional<WebSocketLibrary> go() throws IOException, InterruptedException {
    String program = directory.resolve("gorilla").toString();
    Map<String, String> environment =
        Map.of(
            "GO111MODULE", "off",
            "GOPATH", "/usr/share/gocode",
            "GOCACHE", directory.resolve("go-cache").toString());
    ProcessBuilder build = new ProcessBuilder("go", "build", "-o", program, "gorilla.go");
    build.directory(directory.toFile()).environment().putAll(environment);
    if (!ForeignServer.works("go", "version") || build.inheritIO().start().waitFor() != 0) {
      return Optional.empty();
    }
    String debian =
        output("dpkg-query", "-W", "-f", "${Version}", "golang-github-gorilla-websocket-dev");
    String go = output("go", "version").replaceFirst("go version go(\\S+).*", ", Go $1");
    return Optional.of(
        library("gorilla", debian.replaceFirst("-\\d+$", "") + go, Map.of(), program));
  }

  private WebSocketLibrary library(
      String name, String version, Map<String, String> environment, String... command) {
    return new ForeignLibrary(name, version, directory, List.of(command), environment);
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
