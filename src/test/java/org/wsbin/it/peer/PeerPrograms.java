package org.wsbin.it.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.joining;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.wsbin.it.server.Build;

/**
 * Programs with the WebSocket libraries of Node.js, Python, Go and Java, made ready in a directory.
 * If the machine lacks what one of them needs, asking for it aborts, with the reason.
 */
public final class PeerPrograms {
  private static final String WEBSOCKETS = "17.1";

  private final Path directory;

  /**
   * None yet.
   *
   * @param directory an empty one
   */
  public PeerPrograms(Path directory) {
    this.directory = directory.toAbsolutePath();
  }

  /**
   * Node's ws, from the JAR that carries it.
   *
   * @param script a resource, such as {@code /peers/echo.cjs}
   */
  public PeerProgram ws(String script) throws IOException {
    assumeTrue(ForeignServer.works("node", "--version"), "there is no node (Debian: nodejs)");
    if (!Files.exists(directory.resolve("node_modules"))) {
      ForeignServer.unpackWs(directory);
    }
    String module = Files.readString(directory.resolve("node_modules/ws/package.json"));
    Matcher version = Pattern.compile("\"version\": *\"([^\"]+)\"").matcher(module);
    String node = output("node", "--version").replaceFirst("v", ", Node.js ");
    return new PeerProgram(
        "ws",
        (version.find() ? version.group(1) : "") + node,
        directory,
        List.of("node", copied(script)),
        Map.of());
  }

  /** Python's websockets, which pip gets. */
  public PeerProgram websockets(String script) throws IOException {
    String target = directory.resolve("python").toString();
    String wanted = "websockets==" + WEBSOCKETS;
    assumeTrue(
        Files.exists(Path.of(target))
            || ForeignServer.works(
                "python3", "-m", "pip", "install", "--quiet", "--target", target, wanted),
        "there is no python3 with pip that gets " + wanted);
    return new PeerProgram(
        "websockets",
        WEBSOCKETS + ", " + output("python3", "--version"),
        directory,
        List.of("python3", copied(script)),
        Map.of("PYTHONPATH", target));
  }

  /** Go's gorilla/websocket, from Debian's package. */
  public PeerProgram gorilla(String source) throws IOException, InterruptedException {
    assumeTrue(ForeignServer.works("go", "version"), "there is no go (Debian: golang-go)");
    String program = copied(source).replaceFirst("\\.go$", "-go");
    ProcessBuilder build = new ProcessBuilder("go", "build", "-o", program, copied(source));
    build
        .environment()
        .putAll(
            Map.of(
                "GO111MODULE", "off",
                "GOPATH", "/usr/share/gocode",
                "GOCACHE", directory.resolve("go-cache").toString()));
    assumeTrue(
        build.inheritIO().start().waitFor() == 0,
        "there is no gorilla/websocket (Debian: golang-github-gorilla-websocket-dev)");
    String debian =
        output("dpkg-query", "-W", "-f", "${Version}", "golang-github-gorilla-websocket-dev");
    String go = output("go", "version").replaceFirst("go version go(\\S+).*", ", Go $1");
    return new PeerProgram(
        "gorilla", debian.replaceFirst("-\\d+$", "") + go, directory, List.of(program), Map.of());
  }

  /**
   * A program in Java.
   *
   * @param jars which JARs of this class path it has beside the test classes, by their names; the
   *     version is that of the first whose name begins like the library's
   * @param main a class of the test classes, or a resource that ends in {@code .java}
   */
  public PeerProgram java(String name, String jars, String main) throws IOException {
    List<Path> found =
        classPath().stream()
            .filter(entry -> entry.getFileName().toString().matches("(" + jars + ")-\\d.*\\.jar"))
            .toList();
    assumeTrue(jars.isEmpty() || !found.isEmpty(), "there is no JAR of " + name);
    String version =
        found.stream()
            .map(jar -> jar.getFileName().toString())
            .filter(jar -> jar.startsWith(name.toLowerCase(Locale.ROOT)))
            .findFirst()
            .map(jar -> jar.replaceFirst("^.*?-(\\d.*)\\.jar$", "$1"))
            .orElse("JDK " + System.getProperty("java.version"));
    return java(name, version, path(found), main);
  }

  /** One with wsbin's own client library, from its JAR, which comes with the WAR. */
  public PeerProgram wsbin(String name, String main) throws IOException {
    Path war = Path.of(System.getProperty("wsbin.war", "target/wsbin.war")).toAbsolutePath();
    Path jar = war.resolveSibling("wsbin-client.jar");
    assumeTrue(Files.exists(jar), "there is no " + jar.getFileName());
    return java(name, "this version", path(List.of(jar)), main);
  }

  private PeerProgram java(String name, String version, String path, String main)
      throws IOException {
    return new PeerProgram(
        name,
        version,
        directory,
        List.of(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            path,
            main.endsWith(".java") ? copied(main) : main),
        Map.of());
  }

  /** These, and the test classes. */
  private static String path(List<Path> jars) {
    Stream<Path> tests = classPath().stream().filter(entry -> entry.endsWith("test-classes"));
    return Stream.concat(jars.stream(), tests)
        .map(Path::toString)
        .collect(joining(File.pathSeparator));
  }

  private static List<Path> classPath() {
    String all = Build.testClassPath();
    return Arrays.stream(all.split(File.pathSeparator, -1)).map(Path::of).toList();
  }

  private String copied(String resource) throws IOException {
    Path copy = directory.resolve(resource.substring(resource.lastIndexOf('/') + 1));
    try (InputStream content = PeerPrograms.class.getResourceAsStream(resource)) {
      Files.write(copy, content.readAllBytes());
    }
    return copy.toString();
  }

  private static String output(String... command) throws IOException {
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    return new String(process.getInputStream().readAllBytes(), UTF_8).strip();
  }
}
