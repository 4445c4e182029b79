import { BASE, httpOf, urlOf } from "./paths.js";
import { withName } from "./recording.js";

/** Milliseconds that a handshake may take. */
const OPENING = 15_000;
/** Messages of one connection whose time is kept. */
const MOST_MESSAGES = 10_000;
/** How often, and with which pauses, the server is asked what it saw until the connection has ended there. */
const ASKING = { times: 12, pause: 150, most: 600 };
const MOST_WORDS = 300;

/** A connection that did not open; what the server saw of it, if it says so, is in refused. */
export class NotOpen extends Error {
  constructor(visit, server) {
    super(`there is no connection to ${visit.path}`);
    this.refused = server?.refused?.[0] ?? null;
  }
}

/**
 * One connection of a check to wsbin's own engine, which records it under a name that nobody can guess. Of its
 * messages the time and the size are kept, and the latest payload.
 */
export class Visit {
  #socket;
  #signal;
  #recorded;
  #name = randomName();
  #wake = () => {};
  /** Of messages that came: { at, size }, in milliseconds of performance.now(). */
  messages = [];
  /** Times at which messages were sent. */
  sent = [];
  latest = null;
  openedAt = 0;
  endedAt = 0;
  /** When this page let go of it; 0 if it has not. */
  leftAt = 0;
  /** { code, reason }, once it has ended. */
  end = null;

  /** Where to: as Visit.to has it. */
  constructor({ signal, recorded }, path, subprotocols = []) {
    this.path = path;
    this.#signal = signal;
    this.#recorded = recorded;
    const url = urlOf(`wire/${path}`);
    this.url = recorded ? withName(url, this.#name) : url;
    this.#socket = new WebSocket(this.url, subprotocols);
    this.#socket.binaryType = "arraybuffer";
    this.#socket.onopen = () => {
      this.openedAt = performance.now();
      this.#wake();
    };
    this.#socket.onmessage = ({ data }) => this.#received(data);
    const stop = () => this.close();
    this.#socket.onclose = ({ code, reason }) => {
      signal.removeEventListener("abort", stop);
      this.endedAt = performance.now();
      this.end = { code, reason };
      this.#wake();
    };
    signal.addEventListener("abort", stop);
  }

  /**
   * Connects.
   *
   * @param way { signal, recorded }: what ends it, and whether the server records connections
   * @param path such as echo, behind wire/
   * @throws NotOpen if there is no connection
   */
  static async to(way, path, subprotocols) {
    way.signal.throwIfAborted();
    const visit = new Visit(way, path, subprotocols);
    if (!(await visit.until(() => visit.openedAt || visit.end, OPENING)) || !visit.openedAt) {
      visit.close();
      throw new NotOpen(visit, await visit.#transcript());
    }
    return visit;
  }

  #received(data) {
    this.latest = data;
    if (this.messages.length < MOST_MESSAGES) {
      this.messages.push({ at: performance.now(), size: typeof data === "string" ? data.length : data.byteLength });
    }
    this.#wake();
  }

  get name() {
    return this.#name;
  }

  get isOver() {
    return this.end !== null;
  }

  get extensions() {
    return this.#socket.extensions;
  }

  /** Whether something else than this page ended it. */
  get wasEnded() {
    return this.isOver && !this.leftAt;
  }

  /** Seconds from the handshake until it was left, or ended, or to now. */
  get age() {
    return ((this.leftAt || this.endedAt || performance.now()) - this.openedAt) / 1000;
  }

  send(data) {
    if (this.#socket.readyState === WebSocket.OPEN) {
      this.#socket.send(data);
      this.sent.push(performance.now());
    }
  }

  /** Closes with a code, without which none is sent. */
  close(...codeAndReason) {
    if (!this.isOver) {
      this.leftAt ||= performance.now();
    }
    this.#socket.close(...codeAndReason);
    this.#wake();
  }

  /** Waits until that is true, at most so many milliseconds; returns whether it is. */
  async until(isTrue, millis) {
    const last = performance.now() + millis;
    while (!isTrue()) {
      this.#signal.throwIfAborted();
      const left = last - performance.now();
      if (left <= 0) {
        return false;
      }
      await new Promise((resume) => {
        const timer = setTimeout(resume, left);
        this.#wake = () => {
          clearTimeout(timer);
          resume();
        };
      });
    }
    return true;
  }

  /** Waits for so many messages in all, or for the end; returns whether they have come. */
  async received(count, millis) {
    await this.until(() => this.messages.length >= count || this.isOver, millis);
    return this.messages.length >= count;
  }

  /** Waits for the end; returns whether it has come. */
  ended(millis) {
    return this.until(() => this.isOver, millis);
  }

  /** What ended it, in words. */
  get howItEnded() {
    if (!this.end) {
      return "nothing";
    }
    const { code, reason } = this.end;
    if (code === 1006) {
      return "the end of TCP, without a close frame";
    }
    return code === 1005 ? "a close frame without a code" : `a close frame with ${code}${reason && ` "${cut(reason)}"`}`;
  }

  /** What the server recorded of it; null if it cannot be had. */
  async server() {
    return (await this.#transcript())?.connections?.[0] ?? null;
  }

  async #transcript() {
    if (!this.#recorded) {
      return null;
    }
    let pause = ASKING.pause;
    let seen = null;
    for (let i = 0; i < ASKING.times && !this.#signal.aborted; i += 1) {
      const answer = await asked(`transcripts/${this.#name}`, this.#signal);
      seen = answer.json ?? seen;
      const over = seen?.connections?.[0]?.end || seen?.refused?.length;
      if (over || (!this.openedAt && i >= 3)) {
        break;
      }
      await sleep(pause, this.#signal);
      pause = Math.min(pause * 1.5, ASKING.most);
    }
    return seen;
  }
}

/** A plain request, whose status is 0 if there was no answer. */
export async function asked(path, signal, method = "GET") {
  try {
    const answer = await fetch(`${httpOf(BASE)}${path}`, { method, cache: "no-store", signal });
    const isJson = answer.headers.get("Content-Type")?.startsWith("application/json");
    const json = isJson && answer.ok ? await answer.json() : null;
    return { status: answer.status, json };
  } catch {
    return { status: 0, json: null };
  }
}

/** Rejects if it is aborted. */
export function sleep(millis, signal) {
  return new Promise((resume, reject) => {
    const timer = setTimeout(() => {
      signal.removeEventListener("abort", stop);
      resume();
    }, millis);
    const stop = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    signal.addEventListener("abort", stop, { once: true });
  });
}

/** Who ended it, as the server saw it. */
export function endAtServer(connection) {
  if (!connection) {
    return "";
  }
  const tcp = connection.end?.tcp ? `, TCP: ${connection.end.tcp}` : "";
  return `closed by ${connection.close?.by ?? "nobody"}${tcp}`;
}

/** A header of a request or a response of a transcript; empty if it is not there. */
export const header = (headers, name) =>
  (headers ?? [])
    .filter(([key]) => key.toLowerCase() === name)
    .map(([, value]) => value)
    .join(", ");

/** As the terminal's probe writes them. */
export const seconds = (time) => (time < 10 ? `${time.toFixed(1)} s` : `${time.toFixed(0)} s`);
export const millis = (time) => (time < 10 ? `${time.toFixed(1)} ms` : `${time.toFixed(0)} ms`);

/** Words of a server are shown in part if they are long. */
export const cut = (text) => (text.length > MOST_WORDS ? `${text.slice(0, MOST_WORDS)}…` : text);

function randomName() {
  const random = crypto.getRandomValues(new Uint8Array(12));
  return `path-${Array.from(random, (octet) => octet.toString(16).padStart(2, "0")).join("")}`;
}
