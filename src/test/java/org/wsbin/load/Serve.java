package org.wsbin.load;

import java.util.Map;
import java.util.TreeMap;
import org.wsbin.it.server.RunningServer;
import org.wsbin.it.server.Servers;

/**
 * Runs wsbin on a server of the test harness, for a load generator that is not part of wsbin:
 * arguments are the server's name, the port, and settings by option name, each followed by its
 * value. Prints where it serves; ends with the server, and SIGTERM ends both.
 */
final class Serve {

  private Serve() {}

  public static void main(String[] args) {
    if (args.length < 2 || args.length % 2 != 0) {
      System.err.println("Arguments: NAME PORT [SETTING VALUE]...");
      System.exit(2);
    }
    System.setProperty("wsbin.port", args[1]);
    RunningServer server = Servers.start(args[0], settings(args));
    System.out.println("%s serves at %s".formatted(server.product(), server.base()));
    // the harness's shutdown hook ends the server
    ProcessHandle.of(server.pid().orElseThrow()).ifPresent(jvm -> jvm.onExit().join());
  }

  private static Map<String, String> settings(String[] args) {
    Map<String, String> settings = new TreeMap<>();
    for (int i = 2; i < args.length; i += 2) {
      settings.put(args[i], args[i + 1]);
    }
    return settings;
  }
}
