import { httpOf } from "./paths.js";
import { tyrus, wsbin } from "./snippets-java.js";
import { isSelfSigned, lines, quoted, sendOnOpen, when } from "./snippet-parts.js";

/**
 * Programs that connect to a URL, each whole and ready to run. A call is { url, subprotocols, texts,
 * closeAfter }: texts are sent once it is open, and after that many messages the program closes: at once
 * where it is 0, and never where it is null, since the server ends it.
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

const shell = (text) => `'${text.replaceAll("'", "'\\''")}'`;

function browser({ url, subprotocols, texts, closeAfter }) {
  return lines(
    `const socket = new WebSocket(${[quoted(url), ...protocolsOf(subprotocols)].join(", ")});`,
    `socket.binaryType = "arraybuffer";`,
    when(closeAfter, "let left = " + closeAfter + ";"),
    sendOnOpen("socket.onopen = () => {", told(texts, closeAfter), "};"),
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
    sendOnOpen(`socket.on("open", () => {`, told(texts, closeAfter), "});"),
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
    when(trusting, "context = ssl._create_unverified_context()  # the certificate is self-signed"),
    "async def main():",
    "    try:",
    `        async with websockets.connect(${[quoted(url), ...more].join(", ")}) as socket:`,
    texts.map((text) => `            await socket.send(${quoted(text)})`),
    closeAfter !== null
      ? closing(closeAfter)
      : ["            async for message in socket:", "                print(message)"],
    "        print(socket.close_code, socket.close_reason)",
    "    except (websockets.InvalidHandshake, websockets.ConnectionClosed, OSError) as failure:",
    "        print(type(failure).__name__, failure)",
    "",
    "asyncio.run(main())",
  );
}

function closing(after) {
  const receive = [`            for _ in range(${after}):`, "                print(await socket.recv())"];
  return [...(after ? receive : []), "            await socket.close()"];
}

/** Shows the handshake's answer, which no script in a browser sees; to a page of that origin, if there is one. */
export function curl({ url, subprotocols, origin }) {
  const page = origin ? ` -H ${shell(`Origin: ${origin}`)}` : "";
  const offer = subprotocols.length ? ` -H ${shell(`Sec-WebSocket-Protocol: ${subprotocols.join(", ")}`)}` : "";
  return lines(
    `curl -i -N --http1.1 -m 10 --output -${isSelfSigned(url) ? " -k" : ""} \\`,
    "  -H 'Connection: Upgrade' -H 'Upgrade: websocket' -H 'Sec-WebSocket-Version: 13' \\",
    `  -H 'Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ=='${page}${offer} \\`,
    `  ${shell(httpOf(url))}`,
  );
}

function websocat({ url, subprotocols, texts, closeAfter }) {
  const only = texts.length === 1 && closeAfter === 1 ? "1" : ""; // a question and its answer
  const options = `${isSelfSigned(url) ? "-k " : ""}${subprotocols.length ? `--protocol ${shell(subprotocols.join(", "))} ` : ""}`;
  const input = texts.length ? `printf '%s\\n' ${texts.map(shell).join(" ")} | ` : "";
  return `${input}websocat -v -n${only} ${options}${shell(url)}`;
}

function wscat({ url, subprotocols, texts, closeAfter }) {
  const options = [
    isSelfSigned(url) ? "-n" : null,
    ...subprotocols.map((name) => `-s ${shell(name)}`),
    ...texts.map((text) => `-x ${shell(text)}`),
    texts.length ? `-w ${closeAfter === null ? -1 : 2}` : null,
  ].filter(Boolean);
  return ["npx wscat", "-c", shell(url), ...options].join(" ");
}

const protocolsOf = (names) => (names.length ? [`[${names.map(quoted).join(", ")}]`] : []);

/** What JavaScript does once it is open. */
function told(texts, closeAfter) {
  const sends = texts.map((text) => `  socket.send(${quoted(text)});`);
  return closeAfter === 0 ? [...sends, "  socket.close(1000);"] : sends;
}
