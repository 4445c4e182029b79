package org.wsbin.client;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.HexFormat;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.wsbin.it.Background;
import org.wsbin.protocol.AcceptKey;

/** Accepts connections and does to each what a script says, on a thread of its own. */
final class ScriptedServer implements AutoCloseable {
  private static final Pattern KEY = Pattern.compile("(?i)Sec-WebSocket-Key: (\\S+)");

  /** One connection, whose request has been read. */
  record Accepted(String request, InputStream in, OutputStream out, Socket socket) {
    /** Answers with a right 101. */
    void open() throws IOException {
      Matcher key = KEY.matcher(request);
      key.find();
      write(
          "HTTP/1.1 101 Switching Protocols\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
              + "Sec-WebSocket-Accept: "
              + AcceptKey.of(key.group(1))
              + "\r\n\r\n");
    }

    /** Opens, says that the close 3000 "bye" has come, and answers it 300 ms later. */
    void answerClose(CompletableFuture<Void> asked) throws Exception {
      open();
      in.skipNBytes(11);
      asked.complete(null);
      TimeUnit.MILLISECONDS.sleep(300); // what the client does meanwhile must not end TCP
      out.write(HexFormat.of().parseHex("88050bb8627965"));
      in.readAllBytes();
    }

    void write(String text) throws IOException {
      out.write(text.getBytes(ISO_8859_1));
    }
  }

  /** What happens to a connection; it is closed when this ends. */
  interface Script {
    void play(Accepted connection) throws Exception;
  }

  private final ServerSocket listening;
  private final List<String> requests = new CopyOnWriteArrayList<>();
  private final List<CompletableFuture<Void>> plays = new CopyOnWriteArrayList<>();

  private ScriptedServer(ServerSocket listening) {
    this.listening = listening;
  }

  static ScriptedServer start(Script script) throws IOException {
    ScriptedServer server =
        new ScriptedServer(new ServerSocket(0, 50, InetAddress.getLoopbackAddress()));
    server.plays.add(Background.start(() -> server.accept(script)));
    return server;
  }

  /** Opens a WebSocket, and takes what comes without a word. */
  static ScriptedServer silent() throws IOException {
    return start(
        connection -> {
          connection.open();
          connection.in().readAllBytes();
        });
  }

  private Void accept(Script script) throws IOException {
    while (true) {
      Socket socket = listening.accept();
      plays.add(Background.start(() -> play(script, socket)));
    }
  }

  private Void play(Script script, Socket socket) throws Exception {
    try (socket) {
      InputStream in = socket.getInputStream();
      StringBuilder head = new StringBuilder();
      while (head.indexOf("\r\n\r\n") < 0) {
        head.append((char) in.read());
      }
      requests.add(head.toString());
      script.play(new Accepted(head.toString(), in, socket.getOutputStream(), socket));
      return null;
    }
  }

  URI uri(String path) {
    return URI.create("ws://127.0.0.1:" + listening.getLocalPort() + path);
  }

  /** Waits until the script of the only connection is over, and the connection is closed. */
  void awaitEnd() throws Exception {
    // a script may begin before it is in the list
    Awaitility.await().until(() -> plays.size() > 1);
    plays.get(1).get(10, TimeUnit.SECONDS);
  }

  /** The heads of the requests so far. */
  List<String> requests() {
    return requests;
  }

  @Override
  public void close() throws IOException {
    listening.close();
  }
}
