package org.wsbin.it.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tomcat's distribution, with a {@code CATALINA_BASE} of its own. */
record Tomcat(String line) implements Kind {

  @Override
  public Launch prepare(Scratch scratch, Path war) {
    Distribution tomcat = Distribution.find("apache-tomcat-", line);
    int port = Build.port().orElseGet(FreePorts::one);
    scratch
        .directories("logs", "temp", "work")
        .copy(tomcat.path("conf"), "conf")
        .copy(war, "webapps/wsbin.war")
        .edit("conf/server.xml", xml -> onPort(xml, port))
        .edit("conf/logging.properties", Tomcat::logToConsole);
    return new Launch(
        "Tomcat " + tomcat.version(),
        // through sh, because a zip has no executable bits; it ends in an exec of the JVM
        List.of("sh", tomcat.path("bin/catalina.sh").toString(), "run"),
        Map.of(
            "CATALINA_HOME", tomcat.home().toString(),
            "CATALINA_BASE", scratch.root().toString(),
            "JAVA_HOME", Build.javaHome().toString()),
        Address.known(port, "/wsbin/"),
        Optional.of("Context [/wsbin] startup failed"));
  }

  private static String onPort(String serverXml, int port) {
    return serverXml
        .replace("<Server port=\"8005\"", "<Server port=\"-1\"")
        .replace("port=\"8080\"", "port=\"" + port + "\" address=\"127.0.0.1\"");
  }

  /** Why an application did not start is logged for its host, which has a file only. */
  private static String logToConsole(String logging) {
    return logging.replace(
        "[localhost].handlers = 2localhost.org.apache.juli.AsyncFileHandler",
        "[localhost].handlers = java.util.logging.ConsoleHandler");
  }
}
