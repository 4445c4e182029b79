package org.wsbin.it.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Jetty's distribution with the modules of one Jakarta EE level, and a base of its own. */
record Jetty(String line, int ee) implements Kind {

  @Override
  public Launch prepare(Scratch scratch, Path war) {
    Distribution jetty = Distribution.find("jetty-home-", line);
    int port = Build.port().orElseGet(FreePorts::one);
    scratch
        .directories("environments", "work")
        .copy(war, "webapps/wsbin.war")
        .write("start.d/wsbin.ini", ini(port));
    return new Launch(
        "Jetty %s (EE %d)".formatted(jetty.version(), ee),
        List.of(
            Build.java(),
            "-jar",
            jetty.path("start.jar").toString(),
            "jetty.base=" + scratch.root()),
        Map.of(),
        Address.known(port, "/wsbin/"),
        Optional.of("Failed startup of context"));
  }

  /**
   * The properties come first: after a module of an EE level they would be properties of that
   * level's environment, and the connector would not see them.
   */
  private String ini(int port) {
    return """
        jetty.http.host=127.0.0.1
        jetty.http.port=%1$d
        --modules=http,ee%2$d-deploy,ee%2$d-websocket-jakarta
        """
        .formatted(port, ee);
  }
}
