import java.util.Map;
import org.glassfish.tyrus.server.Server;
import org.wsbin.it.peer.AnnotatedEcho;

/** An echo by Tyrus's own server, on a port that it prints; runs from its source. */
class TyrusEcho {
  public static void main(String[] args) throws Exception {
    Map<String, Object> settings = Map.of("org.glassfish.tyrus.incomingBufferSize", 20 * 1024 * 1024);
    Server server = new Server("127.0.0.1", 0, "/", settings, AnnotatedEcho.class);
    server.start();
    System.out.println("port " + server.getPort());
    Thread.sleep(Long.MAX_VALUE);
  }
}
