package org.wsbin.it.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** WildFly's distribution with its {@code standalone.xml}, and a base directory of its own. */
record WildFly(String line) implements Kind {

  /** What {@code standalone.sh} runs in the end, by {@code exec}, which that script does not do. */
  private static final String EXEC =
      """
      JAVA="$JAVA_HOME/bin/java"
      GREP=grep
      DIRNAME="$JBOSS_HOME/bin"
      . "$DIRNAME/common.sh"
      . "$DIRNAME/standalone.conf"
      setDefaultModularJvmOptions $JAVA_OPTS
      export MALLOC_ARENA_MAX=1
      exec "$JAVA" '-D[Standalone]' "-Djdk.serialFilter=$JDK_SERIAL_FILTER" \\
        $JAVA_OPTS $DEFAULT_MODULAR_JVM_OPTIONS \\
        "-Dorg.jboss.boot.log.file=$JBOSS_BASE_DIR/log/server.log" \\
        "-Dlogging.configuration=file:$JBOSS_BASE_DIR/configuration/logging.properties" \\
        -jar "$JBOSS_HOME/jboss-modules.jar" -mp "$JBOSS_HOME/modules" org.jboss.as.standalone \\
        "-Djboss.home.dir=$JBOSS_HOME" "-Djboss.server.base.dir=$JBOSS_BASE_DIR" "$@"
      """;

  @Override
  public Launch prepare(Scratch scratch, Path war) {
    Distribution wildfly = Distribution.find("wildfly-", line);
    List<Integer> ports = FreePorts.take(5);
    int port = Build.port().orElse(ports.get(0));
    scratch
        .copy(wildfly.path("standalone/configuration"), "configuration")
        .copy(war, "deployments/wsbin.war");
    return new Launch(
        "WildFly " + wildfly.version(),
        List.of(
            "sh",
            "-c",
            EXEC,
            "wildfly",
            "-Djboss.bind.address=127.0.0.1",
            "-Djboss.bind.address.management=127.0.0.1",
            "-Djboss.http.port=" + port,
            "-Djboss.https.port=" + ports.get(1),
            "-Djboss.management.http.port=" + ports.get(2),
            "-Djboss.management.https.port=" + ports.get(3),
            "-Djboss.ajp.port=" + ports.get(4)),
        Map.of(
            "JBOSS_HOME", wildfly.home().toString(),
            "JBOSS_BASE_DIR", scratch.root().toString(),
            "JAVA_HOME", Build.javaHome().toString()),
        Address.known(port, "/wsbin/"),
        // "started (with errors)"
        Optional.of("WFLYSRV0026"));
  }
}
