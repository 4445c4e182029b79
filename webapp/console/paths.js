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

/** What is connected to where nothing else is asked for. */
const FIRST = urlOf("ws/");

const SCHEMES = ["ws:", "wss:"];

/**
 * The WebSocket URL that is meant by what somebody wrote: a path below the root, or a URL by http.
 *
 * @throws RangeError a sentence, where it is none
 */
export function addressOf(text) {
  const written = text.trim();
  if (!written) {
    throw new RangeError("The URL is missing: enter one, such as ws/echo or wss://host/path.");
  }
  let url;
  try {
    url = new URL(new URL(written, httpOf(BASE)).href.replace(/^http/, "ws"));
  } catch {
    throw new RangeError(`“${written}” is not a URL: enter ws://host/path, or a path such as ws/echo.`);
  }
  if (!SCHEMES.includes(url.protocol)) {
    throw new RangeError(`“${url.protocol}” is not the scheme of a WebSocket: use ws: or wss:.`);
  }
  url.hash = "";
  return url.href;
}

const TOKEN = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * Subprotocols that can be offered (RFC 6455 section 4.1), as they are.
 *
 * @throws RangeError a sentence, where one is none
 */
export function offerOf(subprotocols) {
  const wrong = subprotocols.find((name, i) => !TOKEN.test(name) || subprotocols.indexOf(name) !== i);
  if (wrong !== undefined) {
    throw new RangeError(`“${wrong}” cannot be offered: write names of subprotocols without blanks, each once, such as mqtt, chat.`);
  }
  return subprotocols;
}

/**
 * The fragment that leads to this URL, #/ws/echo, with the subprotocols that are offered behind a bar,
 * #/ws/subprotocol/mqtt|mqtt,chat; empty for another server's.
 */
export function linkOf(url, subprotocols) {
  if (!url.startsWith(BASE)) {
    return "";
  }
  const offer = subprotocols.length ? `|${subprotocols.map(encodeURIComponent).join(",")}` : "";
  return `#/${url.slice(BASE.length).replaceAll("|", "%7C")}${offer}`;
}

/** What a fragment leads to, { url, subprotocols }; null where it leads nowhere. */
export function linked(hash) {
  if (!hash.startsWith("#/")) {
    return null;
  }
  const [path, offer = ""] = hash.slice(2).split(/\|(.*)/s);
  const url = urlOf(path);
  return { url: url === BASE ? FIRST : url, subprotocols: list(offer).map(decoded) };
}

/** Steps that act on the handshake: they set a cookie or a header, lead elsewhere, or ask for credentials. */
const HANDSHAKE_STEPS = new Set(["cookie", "header", "redirect", "basic-auth", "bearer", "unauthorized", "status"]);

/** Whether a link to this URL must not act before a click; also if one of these is only a value in the path. */
export const waitsForClick = (url) =>
  new URL(url).pathname.split("/").some((part) => HANDSHAKE_STEPS.has(decoded(part)));

/** The fragment that leads to the tab "Path", and starts nothing. */
export const PATH_TAB = "#/path";

/** What is connected to first. */
export const start = () => (location.hash === PATH_TAB ? null : linked(location.hash)) ?? { url: FIRST, subprotocols: [] };

function decoded(text) {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

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

const ELSEWHERE = /^(\.|%2e){1,2}$/i;

/** Why these make no path, or another one than they seem to, as a sentence; empty where all is well. */
export function problem(step, { before, values, behind }) {
  for (const { name, in: place } of step.parameters) {
    const value = values[name] ?? "";
    if (place === "path" && value === "") {
      return `{${name}} has no value.`;
    }
    if (place === "path" && /^\.{1,2}$/.test(value)) {
      return `“${value}” for {${name}} would lead to another path.`;
    }
  }
  for (const [says, text] of [["before", before], ["after", behind]]) {
    const [path, ...queries] = text.split("?");
    if (text.includes("#") || queries.length > 1) {
      return `Steps ${says}: a path cannot contain “#” or a second “?”: write %23 or %3F.`;
    }
    if (path.split("/").some((segment) => ELSEWHERE.test(segment.trim()))) {
      return `Steps ${says}: “.” and “..” would lead to another path.`;
    }
  }
  return "";
}

/** What a client does in the transcript of an example: what it offers, sends, and when it closes. */
export function manners(example) {
  const lines = example?.transcript ?? [];
  const said = (sign) => lines.filter((line) => line.startsWith(sign)).map((line) => line.slice(2));
  const control = /^(close|ping|pong|end)\b/;
  const offer = said("+ ").find((header) => header.startsWith("Sec-WebSocket-Protocol:"));
  const message = (line) => !control.test(line);
  const texts = said("> ").filter((line) => message(line) && !line.startsWith("0x"));
  const ends = said("> ").some((line) => line.startsWith("close"));
  return {
    subprotocols: offer ? list(offer.split(":")[1]) : [],
    texts,
    closeAfter: ends ? texts.length || said("< ").filter(message).length : null,
  };
}

/** What stands between commas. */
export const list = (text) =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);
