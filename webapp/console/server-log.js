import { bytes, whole } from "./format.js";
import { toHex } from "./hex.js";
import { Log } from "./log.js";

/** Bytes of a payload that a row shows as hex, and characters that it shows as text. */
const PREVIEW = { bytes: 32, characters: 300 };

const TCP = {
  fin: "the client ended TCP (FIN)",
  reset: "the client reset TCP (RST)",
  "send-timeout": "the client took no bytes in time, so the server ended TCP",
  timeout: "the client was silent for too long, so the server ended TCP",
  local: "the server ended TCP",
  unknown: "how TCP ended cannot be seen",
};
const CLOSERS = { client: "closed by the client", server: "closed by the server", network: "no close frame came before TCP ended" };

/** Events of the stream, each of which a method of that name hears. */
const EVENTS = new Set(["opened", "frame", "fault", "note", "violation", "close", "ended", "refused", "omitted", "deleted"]);
const NOWHERE = { place: 0, id: "", engine: "", closes: new Set() };

/**
 * What the server saw, as the stream of a transcript tells it. Its entries are those of a Log with a
 * kind "frame", "fault" or another event’s type, and { connection, id, engine, number, seconds, length, frame, what, more, octets }.
 * The direction is the page’s, as everywhere: "sent" is what the server received.
 */
export class ServerLog {
  log = new Log();
  frames = 0;
  /** Connections that are open now. */
  open = 0;
  #connections = new Map();

  clear() {
    this.log.clear();
    this.frames = 0;
    this.open = 0;
    this.#connections.clear();
  }

  hear({ type, data }) {
    if (EVENTS.has(type)) {
      this[type](data, this.#connections.get(data.connection) ?? NOWHERE);
    }
  }

  /** The entry’s number in the log of a frame or fault of that connection; undefined if it is gone. */
  find(id, number) {
    for (let n = this.log.first; n < this.log.end; n++) {
      const entry = this.log.entry(n);
      if (entry.number === number && entry.id === id) {
        return n;
      }
    }
    return undefined;
  }

  #add(kind, direction, size, more) {
    return this.log.add(kind, direction, size, "", more);
  }

  opened(data) {
    const place = this.#connections.size + 1;
    this.#connections.set(data.connection, { place, id: data.connection, engine: data.engine, closes: new Set() });
    this.open += 1;
    const { line, headers, client } = data.request;
    this.#add("opened", "", 0, {
      connection: place,
      seconds: 0,
      what: `Connection ${place} · /${data.engine} · ${data.step} · from ${client}`,
      more: [`Connection ${data.connection}`, `opened ${data.openedAt}, from ${client}`, "", line, ...headers.map((header) => header.join(": "))].join("\n"),
    });
    if (data.engine === "ws") {
      this.#add("note", "", 0, {
        connection: place,
        seconds: 0,
        what: "/ws is the container’s: it hides masking keys, RSV bits, the client’s pings, and how TCP ended. /wire shows them.",
      });
    }
  }

  frame(data, connection) {
    const direction = data.direction === "received" ? "sent" : "received";
    if (data.opcode === "close") {
      connection.closes.add(data.direction);
    }
    this.frames += 1;
    const { place, id, engine } = connection;
    this.#add("frame", direction, data.payloadKept, { connection: place, id, engine, number: data.number, seconds: data.at, length: data.length, frame: data });
  }

  fault(data, { place, id }) {
    const octets = fromBase64(data.base64);
    this.#add("fault", "received", octets.length, { connection: place, id, number: data.number, seconds: data.at, length: data.length, octets });
  }

  note(data, { place, id }) {
    this.#add("note", "received", 0, { connection: place, id, number: data.number, seconds: data.at, what: `${data.what}: ${data.sentence}` });
  }

  violation(data, connection) {
    const octets = Uint8Array.from(data.header.match(/../g) ?? [], (pair) => parseInt(pair, 16));
    this.#add("violation", "sent", octets.length, {
      connection: connection.place,
      seconds: data.at,
      octets,
      what: `${data.sentence} ${data.section}`,
      more: "The client violated the protocol, so the server ignores what comes after it.",
    });
  }

  /** On /wire the close is a frame as well; of the container’s this is all that can be seen. */
  close(data, connection) {
    if (!connection.closes.has(data.direction)) {
      const by = data.direction === "received" ? "sent" : "received";
      const reason = data.reason ? ` “${data.reason}”` : "";
      this.#add("close", by, 0, { connection: connection.place, seconds: data.at, what: `close ${data.code ?? "without a code"}${reason}` });
    }
  }

  ended(data, connection) {
    this.open = Math.max(0, this.open - 1);
    const omitted = data.omittedFrames ? `${whole(data.omittedFrames)} frames are missing` : "";
    const parts = [TCP[data.tcp] ?? data.tcp, CLOSERS[data.by] ?? "nobody closed", data.clean ? "clean" : "not clean", omitted];
    this.#add("ended", "", 0, { connection: connection.place, seconds: data.at, clean: data.clean, what: `Ended: ${parts.filter(Boolean).join(" · ")}` });
  }

  refused(data) {
    const { line, headers, client } = data.request;
    const answer = Object.entries(data.headers).map(([name, value]) => `${name}: ${value}`);
    this.#add("refused", "", 0, {
      connection: 0,
      what: `Refused with ${data.status}: ${data.sentence}`,
      more: [`At ${data.at}, from ${client}`, "", line, ...headers.map((header) => header.join(": ")), "", `${data.status}`, ...answer].join("\n"),
    });
  }

  omitted(data, connection) {
    this.#add("omitted", "", 0, { connection: connection.place, what: data.sentence });
  }

  deleted() {
    this.open = 0;
    this.#add("deleted", "", 0, { connection: 0, what: "The transcript was deleted, or forgotten (--transcript-age). The next connection gets a new one." });
  }
}

/** The bytes of a payload as far as they were kept: unmasked, and compressed if RSV1 is set. */
export const payloadOf = (frame) => (frame.text === undefined ? fromBase64(frame.base64) : new TextEncoder().encode(frame.text));

export function fromBase64(text) {
  return Uint8Array.from(atob(text), (c) => c.charCodeAt(0));
}

/** The status code and the reason of a close frame; null if it has none. */
export function closeOf(frame) {
  const octets = payloadOf(frame);
  return octets.length < 2 ? null : { code: octets[0] * 256 + octets[1], reason: new TextDecoder().decode(octets.subarray(2)) };
}

/** The beginning of an entry, as it fits into a row. */
export function previewOf({ frame, octets, what }) {
  if (what !== undefined) {
    return what;
  }
  if (octets) {
    return hex(octets);
  }
  if (frame.opcode === "close") {
    const close = closeOf(frame);
    return close ? `${close.code}${close.reason ? ` “${close.reason}”` : ""}` : "without a code";
  }
  if (frame.length && !frame.payloadKept) {
    return frame.complete ? "not kept" : "not kept (it did not come whole)";
  }
  const cut = frame.complete ? "" : " (it did not come whole)";
  const compressed = frame.rsv1 ? "compressed: " : "";
  const text = frame.text === undefined ? compressed + hex(payloadOf(frame)) : `“${frame.text.slice(0, PREVIEW.characters)}”`;
  return `${frame.length ? text : ""}${cut}`;
}

const hex = (octets) => toHex(octets.subarray(0, PREVIEW.bytes)).replace(/..(?=.)/g, "$& ") + (octets.length > PREVIEW.bytes ? " …" : "");

/** What its header says in words, beside opcode and length. */
export const bitsOf = (frame) => [frame.fin ? "FIN" : "", frame.rsv1 ? "RSV1" : ""].filter(Boolean).join(" ");

/** The line above the details of an entry. */
export function aboutOf(entry) {
  const { frame, connection, number, seconds, length } = entry;
  return [
    connection ? `connection ${connection}` : "",
    number ? `#${number}` : "",
    frame ? frame.opcode : entry.kind,
    entry.direction === "sent" ? "the server received it" : entry.direction ? "the server sent it" : "",
    length === undefined ? "" : bytes(length),
    seconds === undefined ? "" : `${seconds.toFixed(6)} s`,
  ]
    .filter(Boolean)
    .join(" · ");
}
