package org.wsbin.it.conformance;

import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import org.wsbin.it.peer.ForeignServer;
import org.wsbin.it.peer.PeerProgram;
import org.wsbin.it.server.RunningServer;

/**
 * A server that runs, with what is tested of it.
 *
 * @param version of it
 * @param echoes where they are, by the names of their rows
 */
record EchoServer(String version, Map<String, URI> echoes, Closeable running) implements Closeable {
  /** Starts one, or aborts with the reason why there is none here. */
  interface Start {
    EchoServer start() throws Exception;
  }

  /**
   * The echo of a program.
   *
   * @param path where it has it, without a slash
   */
  static EchoServer of(PeerProgram program, String path) {
    ForeignServer server = ForeignServer.echo(program);
    URI echo = server.uri().resolve(path);
    return new EchoServer(program.version(), Map.of(program.name(), echo), server);
  }

  /** wsbin's own echoes. */
  static EchoServer wsbin(RunningServer server) {
    Map<String, URI> echoes = new LinkedHashMap<>();
    echoes.put("wsbin `/wire/echo`, " + server.name(), server.ws("wire/echo"));
    echoes.put("wsbin `/ws/echo`, " + server.name(), server.ws("ws/echo"));
    String product = server.product();
    String version = product.equals(server.name()) ? "`java -jar wsbin.war`" : product;
    return new EchoServer(version, echoes, server::close);
  }

  /** The echo of a WAR. */
  static EchoServer war(String name, RunningServer server) {
    return new EchoServer(server.product(), Map.of(name, server.ws("echo")), server::close);
  }

  @Override
  public void close() throws IOException {
    running.close();
  }
}
