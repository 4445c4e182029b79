package org.wsbin.launcher;

import java.util.List;
import java.util.Set;

/** What a command needs of the WAR; with less to unpack it starts faster. */
enum Needs {
  /** All of it. */
  SERVER,

  /** The libraries of the terminal client, but not those of the server. */
  CLIENT,

  /** The command line only, which prints its help or its version. */
  WORDS;

  private static final Set<String> CLIENTS = Set.of("connect", "diff", "probe", "bench");
  private static final Set<String> COMMANDS =
      Set.of("serve", "connect", "diff", "probe", "bench", "proxy", "conform");
  private static final Set<String> FOR_WORDS = Set.of("--help", "-h", "--version", "-V");

  private static final List<String> FOR_SERVING =
      List.of(
          "WEB-INF/standalone/lib/tomcat",
          "WEB-INF/standalone/lib/wildfly",
          "WEB-INF/standalone/lib/jboss",
          "WEB-INF/lib/jedis",
          "WEB-INF/lib/commons-pool",
          "WEB-INF/lib/redis",
          "WEB-INF/lib/micrometer",
          "WEB-INF/lib/prometheus");

  static Needs of(String... arguments) {
    String command = arguments.length == 0 ? "" : arguments[0];
    boolean ofCommand =
        arguments.length == 2 && COMMANDS.contains(command) && FOR_WORDS.contains(arguments[1]);
    if (ofCommand || FOR_WORDS.contains(command)) {
      return WORDS;
    }
    return CLIENTS.contains(command) ? CLIENT : SERVER;
  }

  boolean wants(String entry) {
    return switch (this) {
      case SERVER -> true;
      case CLIENT ->
          entry.startsWith("WEB-INF/") && FOR_SERVING.stream().noneMatch(entry::startsWith);
      case WORDS -> isOurs(entry) || entry.startsWith("WEB-INF/standalone/lib/picocli");
    };
  }

  private static boolean isOurs(String entry) {
    return entry.equals(UnpackedWar.MAIN_JAR) || entry.equals(UnpackedWar.APPLICATION_JAR);
  }
}
