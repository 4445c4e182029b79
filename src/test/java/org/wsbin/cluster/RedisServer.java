package org.wsbin.cluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.wsbin.it.peer.ForeignServer;

/** A real Redis on a port of this machine, which keeps nothing when it ends. */
public final class RedisServer implements AutoCloseable {
  private final int port;
  private final Path directory;
  private final List<String> options;
  private Process process;

  private RedisServer(int port, Path directory, List<String> options, Process process) {
    this.port = port;
    this.directory = directory;
    this.options = options;
    this.process = process;
  }

  /** Starts one; options are those of redis-server. */
  public static RedisServer start(String... options) throws IOException {
    assumeTrue(
        ForeignServer.works("redis-server", "--version"),
        "there is no redis-server (Debian: redis-server)");
    int port = freePort();
    Path directory = Files.createTempDirectory("wsbin-redis");
    List<String> all = List.of(options);
    RedisServer server = new RedisServer(port, directory, all, launch(port, directory, all));
    server.awaitAnswer();
    return server;
  }

  private static Process launch(int port, Path directory, List<String> options) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                "redis-server",
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1",
                "--save",
                "",
                "--appendonly",
                "no",
                "--dir",
                directory.toString()));
    command.addAll(options);
    return new ProcessBuilder(command)
        .redirectErrorStream(true)
        .redirectOutput(directory.resolve("log").toFile())
        .start();
  }

  private void awaitAnswer() {
    await().atMost(Duration.ofSeconds(20)).until(this::answers);
  }

  private boolean answers() {
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      socket.setSoTimeout(2000);
      socket.getOutputStream().write("PING\r\n".getBytes(UTF_8));
      InputStream in = socket.getInputStream();
      return in.read() > 0;
    } catch (IOException notYet) {
      return false;
    }
  }

  /** A cluster of one server, which has all slots. */
  public static RedisServer cluster() throws IOException, InterruptedException {
    RedisServer server = start("--cluster-enabled", "yes", "--cluster-port", freePort() + "");
    server.tell("CLUSTER", "ADDSLOTSRANGE", "0", "16383");
    await()
        .atMost(Duration.ofSeconds(20))
        .until(() -> server.tell("CLUSTER", "INFO").contains("cluster_state:ok"));
    return server;
  }

  /** A sentinel that watches that server under the name {@code main}. */
  public static RedisServer sentinel(RedisServer watched) throws IOException {
    Path file = Files.createTempFile("wsbin-sentinel", ".conf");
    Files.writeString(file, "sentinel monitor main 127.0.0.1 %d 1%n".formatted(watched.port));
    int port = freePort();
    Process process =
        new ProcessBuilder(
                "redis-server",
                file.toString(),
                "--sentinel",
                "--port",
                "" + port,
                "--bind",
                "127.0.0.1")
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .start();
    RedisServer server = new RedisServer(port, file.getParent(), List.of(), process);
    server.awaitAnswer();
    return server;
  }

  /** What redis-cli prints. */
  public String tell(String... command) throws IOException, InterruptedException {
    List<String> all = new ArrayList<>(List.of("redis-cli", "-p", "" + port));
    all.addAll(List.of(command));
    Process process = new ProcessBuilder(all).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), UTF_8);
    process.waitFor();
    return said;
  }

  private static int freePort() throws IOException {
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return free.getLocalPort();
    }
  }

  /** Its port. */
  public int port() {
    return port;
  }

  /** For {@code --redis}. */
  public String url() {
    return "redis://127.0.0.1:" + port;
  }

  /** Stops it for a while: it holds its connections, and answers nothing. */
  public void freeze() throws IOException, InterruptedException {
    signal("STOP");
  }

  /** It goes on. */
  public void thaw() throws IOException, InterruptedException {
    signal("CONT");
  }

  private void signal(String name) throws IOException, InterruptedException {
    new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
  }

  /** Ends it; what it has kept is gone. */
  public void kill() throws InterruptedException {
    process.destroyForcibly();
    process.waitFor(20, TimeUnit.SECONDS);
  }

  /** Starts it again, on the same port. */
  public void restart() throws IOException {
    process = launch(port, directory, options);
    awaitAnswer();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
