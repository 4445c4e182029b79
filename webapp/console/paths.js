/** Where this console is served, which is the root of wsbin: the page may be reached as /.ws too. */
const HERE = new URL(".", location.href.split("#")[0]);

/** The root as a WebSocket URL: ws://host/context/ or wss://… behind TLS. */
export const BASE = HERE.href.replace(/^http/, "ws");

/** The URL of a path below the root, such as ws/echo; the root itself for what leads out of it. */
export function urlOf(path) {
  const url = new URL(`${BASE}${path.replace(/^\/+/, "")}`).href;
  return url.startsWith(BASE) ? url : BASE;
}

/** The same as an HTTP URL, for curl. */
export const httpOf = (url) => url.replace(/^ws/, "http");

/** The fragment that leads to this URL, #/ws/echo; empty for another server's. */
export const linkOf = (url) => (url.startsWith(BASE) ? `#/${url.slice(BASE.length)}` : "");

/** The URL that a fragment leads to; empty where it leads nowhere. */
export const linked = (hash) => (hash.startsWith("#/") ? urlOf(hash.slice(2)) : "");

/**
 * An example's path in parts: the steps before this one, its values, and the steps behind it.
 * Values that a step has in the query belong to it; the rest of the query to what is behind.
 */
export function parts(step, example) {
  const [path, query = ""] = example.split("?");
  const segments = path.split("/");
  const name = step.name.split("/");
  const inPath = step.parameters.filter((parameter) => parameter.in === "path");
  const at = segments.findIndex((_, i) => name.every((part, k) => segments[i + k] === part));
  const from = at + name.length;
  const values = {};
  inPath.forEach((parameter, i) => {
    values[parameter.name] = decodeURIComponent(segments[from + i] ?? "");
  });
  const own = step.parameters.filter((parameter) => parameter.in === "query");
  const rest = new URLSearchParams(query);
  for (const { name: key } of own) {
    values[key] = rest.get(key) ?? "";
    rest.delete(key);
  }
  const behind = segments.slice(from + inPath.length).join("/");
  const others = rest.toString();
  return { before: segments.slice(0, at).join("/"), values, behind: others ? `${behind}?${others}` : behind };
}

/** The path of a step with its values, between the others, and with all their queries. */
export function compose(step, engine, { before, values, behind }) {
  const queries = [];
  const cut = (text) => {
    const [path, query] = text.trim().split("?");
    if (query) {
      queries.push(query);
    }
    return path.replace(/^\/+|\/+$/g, "");
  };
  const own = [step.name];
  for (const parameter of step.parameters) {
    const value = values[parameter.name] ?? "";
    if (parameter.in === "path") {
      own.push(encodeURIComponent(value));
    } else if (value !== "" && value !== parameter.default) {
      queries.push(`${parameter.name}=${encodeURIComponent(value)}`);
    }
  }
  const path = [engine, cut(before), own.join("/"), cut(behind)].filter(Boolean).join("/");
  return queries.length ? `${path}?${queries.join("&")}` : path;
}

/** What a client does in the transcript of an example: what it offers, sends, and when it closes. */
export function manners(example) {
  const lines = example?.transcript ?? [];
  const said = (sign) => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(2));
  const control = /^(close|ping|pong|end)\b/;
  const offer = said("+ ").find((header) => header.startsWith("Sec-WebSocket-Protocol:"));
  const ends = said("> ").some((line) => line.startsWith("close"));
  return {
    subprotocols: offer ? list(offer.split(":")[1]) : [],
    texts: said("> ").filter((line) => !control.test(line) && !line.startsWith("0x")),
    closeAfter: ends ? said("> ").filter((line) => !control.test(line) && !line.startsWith("0x")).length : 0,
  };
}

/** What stands between commas. */
export const list = (text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
