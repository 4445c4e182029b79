import { isSelfSigned, lines, quoted, when } from "./snippet-parts.js";

const TRUST_IMPORTS = ["import java.security.cert.X509Certificate;", "import javax.net.ssl.*;"];

/** A method that trusts every certificate, for a server whose one is of its own making. */
const TRUST = [
  "",
  "  // the certificate is self-signed: use this on this machine only",
  "  static SSLContext trusting() throws Exception {",
  "    TrustManager all = new X509ExtendedTrustManager() {",
  ...["", ", java.net.Socket socket", ", SSLEngine engine"].flatMap((more) =>
    ["Client", "Server"].map((who) => `      public void check${who}Trusted(X509Certificate[] chain, String type${more}) {}`)),
  "      public X509Certificate[] getAcceptedIssuers() { return new X509Certificate[0]; }",
  "    };",
  `    SSLContext context = SSLContext.getInstance("TLS");`,
  "    context.init(null, new TrustManager[] {all}, null);",
  "    return context;",
  "  }",
];

export function tyrus({ url, subprotocols, texts, closeAfter }) {
  const trusting = isSelfSigned(url);
  const offer = subprotocols.length ? `(subprotocols = {${subprotocols.map(quoted).join(", ")}})` : "";
  const closing = when(closeAfter, `    if (++received == ${closeAfter}) session.close();`);
  return lines(
    "// java --class-path tyrus-standalone-client-2.2.2.jar Probe.java",
    "import jakarta.websocket.*;",
    "import java.net.URI;",
    "import java.util.concurrent.CountDownLatch;",
    when(trusting, TRUST_IMPORTS),
    "import org.glassfish.tyrus.client.ClientManager;",
    when(trusting, "import org.glassfish.tyrus.client.ClientProperties;"),
    when(trusting, "import org.glassfish.tyrus.client.SslEngineConfigurator;"),
    "",
    `@ClientEndpoint${offer}`,
    "public class Probe {",
    "  static final CountDownLatch ENDED = new CountDownLatch(1);",
    when(closeAfter, "  int received;"),
    "",
    "  @OnOpen public void open(Session session) throws Exception {",
    texts.map((text) => `    session.getBasicRemote().sendText(${quoted(text)});`),
    when(closeAfter === 0, "    session.close();"),
    "  }",
    "",
    "  @OnMessage public void text(Session session, String text) throws Exception {",
    "    System.out.println(text);",
    closing,
    "  }",
    "",
    "  @OnMessage public void binary(Session session, byte[] bytes) throws Exception {",
    `    System.out.println(bytes.length + " bytes");`,
    closing,
    "  }",
    "",
    "  @OnClose public void close(CloseReason reason) {",
    "    System.out.println(reason);",
    "    ENDED.countDown();",
    "  }",
    "",
    "  public static void main(String[] args) throws Exception {",
    "    ClientManager client = ClientManager.createClient();",
    when(trusting, [
      "    SslEngineConfigurator tls = new SslEngineConfigurator(trusting(), true, false, false);",
      "    tls.setHostVerificationEnabled(false);",
      "    client.getProperties().put(ClientProperties.SSL_ENGINE_CONFIGURATOR, tls);",
    ]),
    `    client.connectToServer(Probe.class, URI.create(${quoted(url)}));`,
    "    ENDED.await();",
    "  }",
    when(trusting, TRUST),
    "}",
  );
}

export function wsbin({ url, subprotocols, texts, closeAfter }) {
  const trusting = isSelfSigned(url);
  const closes = closeAfter !== null;
  return lines(
    "// java --class-path wsbin-client.jar Probe.java",
    "import static java.nio.charset.StandardCharsets.UTF_8;",
    "",
    "import java.net.URI;",
    "import java.nio.ByteBuffer;",
    when(trusting, TRUST_IMPORTS),
    "import org.wsbin.client.ClientWebSocket;",
    "import org.wsbin.client.ReceiveResult;",
    when(texts.length, "import org.wsbin.protocol.MessageKind;"),
    "",
    "public class Probe {",
    "  public static void main(String[] args) throws Exception {",
    "    try (ClientWebSocket socket = new ClientWebSocket()) {",
    when(trusting, "      socket.control().sslContext(trusting());"),
    when(subprotocols.length, `      socket.control().subprotocols(${subprotocols.map(quoted).join(", ")});`),
    `      socket.connect(URI.create(${quoted(url)}));`,
    texts.map((text) => `      socket.send(UTF_8.encode(${quoted(text)}), MessageKind.TEXT, true);`),
    "      ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);",
    when(closes, "      int received = 0;"),
    `      while (${closes ? `received < ${closeAfter}` : "true"}) {`,
    "        ReceiveResult part = socket.receive(buffer.clear());",
    "        if (part.kind() == ReceiveResult.Kind.CLOSE) break;",
    "        buffer.flip();",
    `        System.out.println(part.kind() == ReceiveResult.Kind.TEXT ? UTF_8.decode(buffer) : part.count() + " bytes");`,
    when(closes, "        received += part.endOfMessage() ? 1 : 0;"),
    "      }",
    `      System.out.println(${closes ? `socket.close(1000, "")` : "socket.closed()"});`,
    "    }",
    "  }",
    when(trusting, TRUST),
    "}",
  );
}
