import { httpOf } from "./paths.js";

/**
 * Programs that connect to a URL, each whole and ready to run. A call is { url, subprotocols, texts,
 * closeAfter }: texts are sent once it is open, and after that many messages the program closes; 0
 * for never, where the server ends it.
 */
export const LANGUAGES = {
  browser: "Browser",
  node: "Node",
  python: "Python",
  curl: "curl",
  websocat: "websocat",
  wscat: "wscat",
  tyrus: "Java: Tyrus",
  wsbin: "Java: wsbin",
};

const WRITERS = { browser, node, python, curl, websocat, wscat, tyrus, wsbin };

/** The program in that language. */
export const snippet = (language, call) => WRITERS[language](call).trim();

/** A string in JavaScript, Java and Python alike. */
const quoted = (text) => JSON.stringify(text);
const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;
const lines = (...all) => all.flat().filter((line) => line !== null).join("\n");
const when = (condition, line) => (condition ? line : null);

/** A loopback server's certificate is one of its own making. */
const isSelfSigned = (url) => /^wss:\/\/(localhost|127\.|\[::1\])/.test(url);

function browser({ url, subprotocols, texts, closeAfter }) {
  return lines(
    `const socket = new WebSocket(${[quoted(url), ...protocolsOf(subprotocols)].join(", ")});`,
    `socket.binaryType = "arraybuffer";`,
    when(closeAfter, "let left = " + closeAfter + ";"),
    sendOnOpen("socket.onopen = () => {", texts, (text) => `  socket.send(${quoted(text)});`, "};"),
    "socket.onmessage = ({ data }) => {",
    "  console.log(data);",
    when(closeAfter, "  if (--left === 0) socket.close(1000);"),
    "};",
    "socket.onclose = ({ code, reason, wasClean }) => console.log(code, reason, wasClean);",
  );
}

function node({ url, subprotocols, texts, closeAfter }) {
  const protocols = subprotocols.length ? protocolsOf(subprotocols) : isSelfSigned(url) ? ["[]"] : [];
  const options = isSelfSigned(url) ? ["{ rejectUnauthorized: false }"] : [];
  return lines(
    "// npm install ws; node probe.cjs",
    `const WebSocket = require("ws");`,
    `const socket = new WebSocket(${[quoted(url), ...protocols, ...options].join(", ")});`,
    when(closeAfter, "let left = " + closeAfter + ";"),
    sendOnOpen(`socket.on("open", () => {`, texts, (text) => `  socket.send(${quoted(text)});`, "});"),
    `socket.on("message", (data, isBinary) => {`,
    "  console.log(isBinary ? data : data.toString());",
    when(closeAfter, "  if (--left === 0) socket.close(1000);"),
    "});",
    `socket.on("close", (code, reason) => console.log(code, reason.toString()));`,
    `socket.on("error", (error) => console.log(error.message));`,
  );
}

function python({ url, subprotocols, texts, closeAfter }) {
  const trusting = isSelfSigned(url);
  const more = [
    subprotocols.length ? `subprotocols=${quoted(subprotocols)}` : null,
    trusting ? "ssl=context" : null,
  ].filter(Boolean);
  return lines(
    "# pip install websockets; python3 probe.py",
    `import asyncio, websockets${trusting ? ", ssl" : ""}`,
    "",
    when(trusting, "context = ssl._create_unverified_context()  # its certificate is of its own making"),
    "async def main():",
    "    try:",
    `        async with websockets.connect(${[quoted(url), ...more].join(", ")}) as socket:`,
    texts.map((text) => `            await socket.send(${quoted(text)})`),
    closeAfter
      ? [`            for _ in range(${closeAfter}):`, "                print(await socket.recv())"]
      : ["            async for message in socket:", "                print(message)"],
    "        print(socket.close_code, socket.close_reason)",
    "    except (websockets.InvalidHandshake, websockets.ConnectionClosed, OSError) as failure:",
    "        print(type(failure).__name__, failure)",
    "",
    "asyncio.run(main())",
  );
}

/** Shows the handshake's answer, which no script in a browser sees. */
export function curl({ url, subprotocols }) {
  const offer = subprotocols.length ? ` -H ${shell(`Sec-WebSocket-Protocol: ${subprotocols.join(", ")}`)}` : "";
  return lines(
    `curl -i -N --http1.1 -m 10 --output -${isSelfSigned(url) ? " -k" : ""} \\`,
    "  -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' \\",
    `  -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='${offer} \\`,
    `  ${shell(httpOf(url))}`,
  );
}

function websocat({ url, subprotocols, texts }) {
  const options = `${isSelfSigned(url) ? "-k " : ""}${subprotocols.length ? `--protocol ${shell(subprotocols.join(", "))} ` : ""}`;
  const input = texts.length ? `printf '%s\\n' ${texts.map(shell).join(" ")} | ` : "";
  return `${input}websocat -v -n ${options}${shell(url)}`;
}

function wscat({ url, subprotocols, texts }) {
  const options = [
    isSelfSigned(url) ? "-n" : null,
    ...subprotocols.map((name) => `-s ${shell(name)}`),
    texts.length ? `-x ${shell(texts[0])} -w 2` : null,
  ].filter(Boolean);
  return ["npx wscat", "-c", shell(url), ...options].join(" ");
}

function tyrus({ url, subprotocols, texts, closeAfter }) {
  const offer = subprotocols.length ? `(subprotocols = {${subprotocols.map(quoted).join(", ")}})` : "";
  const closing = when(closeAfter, `    if (++received == ${closeAfter}) session.close();`);
  return lines(
    "// java --class-path tyrus-standalone-client-2.2.2.jar Probe.java",
    "import jakarta.websocket.*;",
    "import java.net.URI;",
    "import java.util.concurrent.CountDownLatch;",
    "import org.glassfish.tyrus.client.ClientManager;",
    "",
    `@ClientEndpoint${offer}`,
    "public class Probe {",
    "  static final CountDownLatch ENDED = new CountDownLatch(1);",
    when(closeAfter, "  int received;"),
    "",
    "  @OnOpen public void open(Session session) throws Exception {",
    texts.map((text) => `    session.getBasicRemote().sendText(${quoted(text)});`),
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
    `    ClientManager.createClient().connectToServer(Probe.class, URI.create(${quoted(url)}));`,
    "    ENDED.await();",
    "  }",
    "}",
  );
}

function wsbin({ url, subprotocols, texts, closeAfter }) {
  return lines(
    "// java --class-path wsbin-client.jar Probe.java",
    "import static java.nio.charset.StandardCharsets.UTF_8;",
    "",
    "import java.net.URI;",
    "import java.nio.ByteBuffer;",
    "import org.wsbin.client.ClientWebSocket;",
    "import org.wsbin.client.Received;",
    when(texts.length, "import org.wsbin.protocol.MessageKind;"),
    "",
    "public class Probe {",
    "  public static void main(String[] args) {",
    "    try (ClientWebSocket socket = new ClientWebSocket()) {",
    when(subprotocols.length, `      socket.control().subprotocols(${subprotocols.map(quoted).join(", ")});`),
    `      socket.connect(URI.create(${quoted(url)}));`,
    texts.map((text) => `      socket.send(UTF_8.encode(${quoted(text)}), MessageKind.TEXT, true);`),
    "      ByteBuffer buffer = ByteBuffer.allocate(64 * 1024);",
    when(closeAfter, "      int received = 0;"),
    `      while (${closeAfter ? `received < ${closeAfter}` : "true"}) {`,
    "        Received part = socket.receive(buffer.clear());",
    "        if (part.kind() == Received.Kind.CLOSE) break;",
    "        buffer.flip();",
    `        System.out.println(part.kind() == Received.Kind.TEXT ? UTF_8.decode(buffer) : part.count() + " bytes");`,
    when(closeAfter, "        received += part.endOfMessage() ? 1 : 0;"),
    "      }",
    `      System.out.println(${closeAfter ? `socket.close(1000, "")` : "socket.closed()"});`,
    "    }",
    "  }",
    "}",
  );
}

const protocolsOf = (names) => (names.length ? [`[${names.map(quoted).join(", ")}]`] : []);

function sendOnOpen(head, texts, send, tail) {
  return texts.length ? [head, ...texts.map(send), tail] : [];
}
