package org.wsbin.server;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.catalina.startup.Constants;
import org.apache.catalina.webresources.TomcatURLStreamHandlerFactory;
import org.wsbin.settings.Settings;

/**
 * Starts the server in a JVM that is not its own, which may have another Tomcat. What Tomcat would
 * change for the whole JVM stays as it is: the handler of {@code war:} URLs, which can be set once
 * only, and the system properties {@code catalina.home} and the like, which the other Tomcat would
 * take for its own. There are no JMX beans in any case.
 */
public final class GuestServer {
  private GuestServer() {}

  /**
   * Starts a server; the parameters are those of {@link EmbeddedServer}.
   *
   * @throws ServerException if it cannot start
   */
  public static EmbeddedServer start(
      Settings settings,
      Map<String, String> flags,
      Path war,
      Path work,
      Consumer<String> accessLog) {
    TomcatURLStreamHandlerFactory.disable();
    EmbeddedServer.withoutBeans();
    EmbeddedServer server = prepare(settings, flags, war, work, accessLog);
    try {
      server.start();
      return server;
    } catch (ServerException failure) {
      close(server, failure);
      throw failure;
    }
  }

  private static EmbeddedServer prepare(
      Settings settings,
      Map<String, String> flags,
      Path war,
      Path work,
      Consumer<String> accessLog) {
    synchronized (GuestServer.class) {
      Map<String, String> before = new HashMap<>();
      for (String name : names()) {
        before.put(name, System.getProperty(name));
        System.clearProperty(name); // it would be this Tomcat's home
      }
      try {
        return new EmbeddedServer(settings, flags, war, work, accessLog);
      } finally {
        before.forEach(GuestServer::restore);
      }
    }
  }

  private static String[] names() {
    return new String[] {
      Constants.CATALINA_HOME_PROP, Constants.CATALINA_BASE_PROP, "catalina.useNaming"
    };
  }

  private static void restore(String name, String value) {
    if (value == null) {
      System.clearProperty(name);
    } else {
      System.setProperty(name, value);
    }
  }

  private static void close(EmbeddedServer server, ServerException failure) {
    try {
      server.close();
    } catch (RuntimeException further) {
      failure.addSuppressed(further);
    }
  }
}
