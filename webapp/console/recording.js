import { BASE, httpOf } from "./paths.js";

/** Milliseconds that a connection waits for the name of its transcript. */
const PATIENCE = 3000;
/** Characters of a server's answer that are shown. */
const MOST_SHOWN = 300;
const NAME = /^[A-Za-z0-9._~-]{1,128}$/;
const KEY = "wsbin.record";

const OFF = "Not recorded: “record” is off.";
const WRONG_NAME = "Not recorded: the name after transcript= is not valid; allowed are letters, digits, and . _ ~ -";
const NO_WSBIN = "Not recorded: only a wsbin records, and its paths begin with /ws/ or /wire/.";

/**
 * Gets names for transcripts from the servers that the page connects to. Connecting to the same URL
 * again keeps the name, so that the transcript shows reconnects as such.
 */
export class Recording {
  /** Where the page's last connection is recorded: { url, root, name, address, sentence }; the sentence says why it is not. */
  current = unrecorded("", "");
  #on = true;

  /** Whether connections are recorded; the browser remembers it. */
  get on() {
    try {
      return localStorage.getItem(KEY) !== "off";
    } catch {
      return this.#on;
    }
  }

  set on(on) {
    this.#on = on;
    try {
      if (on) {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, "off");
      }
    } catch {
      // no storage is allowed here: the choice lasts as long as the page
    }
  }

  /** Finds out where a connection to this URL is to be recorded; its address has the name in it. Never rejects. */
  async ask(url) {
    const root = rootOf(url);
    const own = new URL(url).searchParams.get("transcript");
    if (!root) {
      return unrecorded(url, NO_WSBIN);
    }
    if (own !== null) {
      return NAME.test(own) ? { url, root, name: own, address: url, sentence: "" } : unrecorded(url, WRONG_NAME);
    }
    if (!this.on) {
      return unrecorded(url, OFF);
    }
    if (this.current.name && this.current.url === url) {
      return this.current;
    }
    const { name, sentence } = await askedFor(root);
    return name ? { url, root, name, address: withName(url, name), sentence: "" } : unrecorded(url, `Not recorded: ${sentence}`);
  }

  /** The next connection gets another name. */
  forget() {
    this.current = unrecorded("", "");
  }
}

const unrecorded = (url, sentence) => ({ url, root: "", name: "", address: url, sentence });

/** The URL that has the transcript recorded; everything else in it stays as it is written. */
export function withName(url, name) {
  const before = url.includes("?") ? (/[?&]$/.test(url) ? "" : "&") : "?";
  return `${url}${before}transcript=${name}`;
}

/** The root of the wsbin that the URL leads to, by HTTP; empty if it does not look like one of wsbin’s. */
export function rootOf(url) {
  if (url.startsWith(BASE)) {
    return httpOf(BASE);
  }
  const { origin, pathname } = new URL(httpOf(url));
  const [, before] = pathname.match(/^(.*?\/)(?:ws|wire)(?:\/|$)/) ?? [];
  return before ? origin + before : "";
}

async function askedFor(root) {
  try {
    const answer = await fetch(`${root}transcripts`, {
      method: "POST",
      credentials: "omit",
      cache: "no-store",
      signal: AbortSignal.timeout(PATIENCE),
    });
    const text = (await answer.text()).trim();
    if (!answer.ok) {
      return { sentence: [403, 503].includes(answer.status) ? shortened(text) : `${root} answers POST /transcripts with ${answer.status}.` };
    }
    const { name } = JSON.parse(text);
    return NAME.test(name) ? { name } : { sentence: `${root} suggests no valid name.` };
  } catch (failure) {
    return { sentence: `${root} gives no name (${failure.message}).${elsewhere(root)}` };
  }
}

export const shortened = (text) => (text.length > MOST_SHOWN ? `${text.slice(0, MOST_SHOWN)}…` : text);

/** What another server must allow, as a sentence; empty for the page’s own. */
export const elsewhere = (root) =>
  root.startsWith(`${location.origin}/`)
    ? ""
    : ` Another wsbin must be reachable, and have ${location.origin} in its --allowed-origins.`;
