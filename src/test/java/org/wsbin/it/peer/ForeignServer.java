package org.wsbin.it.peer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.BufferedReader;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.URL;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import okhttp3.tls.HeldCertificate;
import org.awaitility.Awaitility;

/**
 * One that runs, and ends with {@link #close}.
 *
 * @param uri of its echo, or of the proxy itself
 * @param trust what a client needs to trust it, where it speaks TLS
 */
public record ForeignServer(URI uri, Optional<SSLContext> trust, Closeable running)
    implements Closeable {
  private static final Path PYTHON = Path.of("/usr/bin/python3");

  /** An echo by Python's websockets. */
  public static ForeignServer python(Path directory) {
    assumeTrue(
        works(PYTHON.toString(), "-c", "import websockets"),
        "there is no /usr/bin/python3 with websockets (Debian: python3-websockets)");
    return echo(program(PYTHON.toString(), copied("echo.py", directory)));
  }

  /** An echo by Node's ws. */
  public static ForeignServer node(Path directory) {
    assumeTrue(works("node", "--version"), "there is no node (Debian: nodejs)");
    unpackWs(directory);
    return echo(program("node", copied("echo.cjs", directory)));
  }

  /** nginx, which speaks TLS in front of that one. */
  public static ForeignServer nginx(Path directory, ForeignServer upstream) {
    assumeTrue(works("nginx", "-v"), "there is no nginx (Debian: nginx-light)");
    HeldCertificate held = Certificates.of("localhost").build();
    write(directory.resolve("certificate.pem"), held.certificatePem());
    write(directory.resolve("key.pem"), held.privateKeyPkcs8Pem());
    int port = freePort();
    String configuration =
        resource("nginx.conf")
            .replace("LISTEN", Integer.toString(port))
            .replace("UPSTREAM", Integer.toString(upstream.uri().getPort()));
    return new ForeignServer(
        URI.create("wss://localhost:" + port + "/"),
        Optional.of(Certificates.trusting(held)),
        nginx(directory, port, configuration));
  }

  /**
   * nginx, which does no more than {@code proxy_pass}.
   *
   * @param lines more lines for that place of its configuration
   */
  public static ForeignServer plainNginx(Path directory, URI upstream, String lines) {
    assumeTrue(works("nginx", "-v"), "there is no nginx (Debian: nginx-light)");
    int port = freePort();
    String configuration =
        resource("nginx-plain.conf")
            .replace("LISTEN", Integer.toString(port))
            .replace("UPSTREAM", Integer.toString(upstream.getPort()))
            .replace("LINES", lines);
    return new ForeignServer(
        URI.create("http://127.0.0.1:" + port + "/"),
        Optional.empty(),
        nginx(directory, port, configuration));
  }

  /**
   * nginx with the configuration of deploy/nodes, in front of two nodes.
   *
   * @param balance how it chooses between them: the name of a file there, such as {@code sticky}
   */
  public static ForeignServer nginxOfNodes(Path directory, String balance, URI a, URI b) {
    assumeTrue(works("nginx", "-v"), "there is no nginx (Debian: nginx-light)");
    Path files = Path.of("deploy", "nodes");
    int port = freePort();
    write(
        directory.resolve("upstream.conf"),
        text(files.resolve(balance + ".conf"))
            .replace("node-a:8000", a.getAuthority())
            .replace("node-b:8000", b.getAuthority()));
    String configuration =
        text(files.resolve("nginx.conf"))
            .replace("listen 8080", "listen 127.0.0.1:" + port)
            .replace(" /tmp/", " " + directory + "/");
    return new ForeignServer(
        URI.create("http://127.0.0.1:" + port + "/"),
        Optional.empty(),
        nginx(directory, port, "daemon off;\n" + configuration));
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /**
   * HAProxy in front of that one.
   *
   * @param lines more lines for its defaults
   */
  public static ForeignServer haproxy(Path directory, URI upstream, String lines) {
    assumeTrue(works("haproxy", "-v"), "there is no haproxy (Debian: haproxy)");
    return proxy(directory, "haproxy.cfg", upstream, lines, "haproxy", "-db", "-f", "haproxy.cfg");
  }

  /** HAProxy in front of several, of which it asks {@code /health/ready} twice a second. */
  public static ForeignServer haproxy(Path directory, List<URI> nodes) {
    assumeTrue(works("haproxy", "-v"), "there is no haproxy (Debian: haproxy)");
    String lines =
        IntStream.range(0, nodes.size())
            .mapToObj(
                i ->
                    "server node%d 127.0.0.1:%d check inter 500 fall 1 rise 1"
                        .formatted(i, nodes.get(i).getPort()))
            .collect(Collectors.joining("\n  "));
    String file = "haproxy-nodes.cfg";
    return proxy(directory, file, nodes.get(0), lines, "haproxy", "-db", "-f", file);
  }

  /**
   * Apache httpd, likewise.
   *
   * @param lines for the server, ProxyPass among them, with UPSTREAM for the port
   */
  public static ForeignServer apache(Path directory, URI upstream, String lines) {
    assumeTrue(works("apache2", "-v"), "there is no apache2 (Debian: apache2-bin)");
    String file = directory.resolve("apache.conf").toString();
    return proxy(directory, "apache.conf", upstream, lines, "apache2", "-DFOREGROUND", "-f", file);
  }

  /**
   * Caddy, likewise.
   *
   * @param lines for the site, reverse_proxy among them
   */
  public static ForeignServer caddy(Path directory, URI upstream, String lines) {
    assumeTrue(works("caddy", "version"), "there is no caddy (Debian: caddy)");
    String home = "HOME=" + directory; // where it would keep certificates and its last settings
    return proxy(
        directory,
        "Caddyfile",
        upstream,
        lines,
        "env",
        home,
        "caddy",
        "run",
        "--adapter",
        "caddyfile",
        "--config",
        "Caddyfile");
  }

  private static ForeignServer proxy(
      Path directory, String file, URI upstream, String lines, String... command) {
    int port = freePort();
    write(
        directory.resolve(file),
        resource(file)
            .replace("LINES", lines)
            .replace("LISTEN", Integer.toString(port))
            .replace("UPSTREAM", Integer.toString(upstream.getPort()))
            .replace("DIRECTORY", directory.toString()));
    Process proxy = start(directory, command);
    listens(port);
    return new ForeignServer(
        URI.create("http://127.0.0.1:" + port + "/"), Optional.empty(), () -> end(proxy));
  }

  private static Closeable nginx(Path directory, int port, String configuration) {
    write(directory.resolve("nginx.conf"), configuration);
    Process nginx =
        start(directory, "nginx", "-p", directory.toString(), "-c", "nginx.conf", "-e", "stderr");
    listens(port);
    return () -> end(nginx);
  }

  /** An HTTP proxy, for the user ada with the password secret. */
  public static ForeignServer tinyproxy(Path directory) {
    return tinyproxy(directory, 60);
  }

  /** The same, which ends connections after so many seconds of silence. */
  public static ForeignServer tinyproxy(Path directory, int timeout) {
    assumeTrue(works("tinyproxy", "-v"), "there is no tinyproxy (Debian: tinyproxy-bin)");
    int port = freePort();
    write(
        directory.resolve("tinyproxy.conf"),
        resource("tinyproxy.conf")
            .replace("LISTEN", Integer.toString(port))
            .replace("TIMEOUT", Integer.toString(timeout)));
    Process proxy = start(directory, "tinyproxy", "-d", "-c", "tinyproxy.conf");
    listens(port);
    return new ForeignServer(
        URI.create("http://127.0.0.1:" + port), Optional.empty(), () -> end(proxy));
  }

  private static PeerProgram program(String language, Path script) {
    return new PeerProgram(
        language, "", script.getParent(), List.of(language, script.toString()), Map.of());
  }

  /** An echo by that program, which prints its port. */
  public static ForeignServer echo(PeerProgram program) {
    Process process;
    try {
      process = program.start();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
    BufferedReader output =
        new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
    try {
      String line = output.readLine();
      if (line == null || !line.startsWith("port ")) {
        throw new IllegalStateException(String.join(" ", program.command()) + " has said " + line);
      }
      URI uri = URI.create("ws://127.0.0.1:" + line.substring(5) + "/");
      return new ForeignServer(uri, Optional.empty(), () -> end(process));
    } catch (IOException failure) {
      end(process);
      throw new UncheckedIOException(failure);
    }
  }

  @Override
  public void close() throws IOException {
    running.close();
  }

  private static Process start(Path directory, String... command) {
    try {
      Process process =
          new ProcessBuilder(command)
              .directory(directory.toFile())
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
      return process;
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void end(Process process) {
    process.destroy();
    process.onExit().orTimeout(10, TimeUnit.SECONDS).join();
  }

  /** Whether that command ends well: what it is part of is there. */
  public static boolean works(String... command) {
    try {
      Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
      process.getInputStream().readAllBytes();
      return process.waitFor() == 0;
    } catch (IOException absent) {
      return false;
    } catch (InterruptedException hurried) {
      Thread.currentThread().interrupt();
      return false;
    }
  }

  private static void listens(int port) {
    Awaitility.await()
        .ignoreExceptions()
        .until(
            () -> {
              new Socket(InetAddress.getLoopbackAddress(), port).close();
              return true;
            });
  }

  private static int freePort() {
    try (ServerSocket socket = new ServerSocket(0)) {
      return socket.getLocalPort();
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  /** Node's ws, from the JAR that carries it, for programs in that directory to require. */
  public static void unpackWs(Path directory) {
    unpackModule("ws", directory);
  }

  /** A module of Node's, likewise. */
  public static void unpackModule(String name, Path directory) {
    URL webjar =
        ForeignServer.class.getResource("/META-INF/maven/org.webjars.npm/" + name + "/pom.xml");
    String jar = webjar.toString().replaceFirst("^jar:(.*)!.*", "$1");
    try (FileSystem files = FileSystems.newFileSystem(Path.of(URI.create(jar)));
        Stream<Path> found = Files.walk(files.getPath("/META-INF/resources/webjars/" + name), 10)) {
      List<Path> all = found.toList();
      Path root = all.stream().filter(p -> p.endsWith("package.json")).findFirst().orElseThrow();
      for (Path file : all) {
        if (Files.isRegularFile(file)) {
          Path target =
              directory.resolve("node_modules/" + name + "/" + root.getParent().relativize(file));
          Files.createDirectories(target.getParent());
          Files.copy(file, target);
        }
      }
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static Path copied(String name, Path directory) {
    Path copy = directory.resolve(name);
    write(copy, resource(name));
    return copy.toAbsolutePath();
  }

  private static String resource(String name) {
    try (InputStream content = ForeignServer.class.getResourceAsStream("/peers/" + name)) {
      return new String(content.readAllBytes(), UTF_8);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }

  private static void write(Path file, String content) {
    try {
      Files.writeString(file, content);
    } catch (IOException failure) {
      throw new UncheckedIOException(failure);
    }
  }
}
