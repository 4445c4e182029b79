import { breathe, element } from "./dom.js";
import { toHex } from "./hex.js";

/** Milliseconds of work before the browser gets a turn. */
const SLICE = 8;
/** Bytes that are written as hex at a time. */
const CHUNK = 1 << 16;
/** Characters after which a part of the file is handed over. */
const PART = 1 << 20;
/** What closes a line behind its hex. */
const HEX_END = '"}';

/** One entry as a line of JSON: payload as text; where it is binary the line's beginning, which lacks the hex. */
function line(entry) {
  const { n, at, since, kind, direction, size, data } = entry;
  const members = {
    n,
    time: new Date(performance.timeOrigin + at).toISOString(),
    sinceLastMillis: Number(since.toFixed(3)),
    kind,
    direction: direction || undefined,
  };
  if (kind === "binary") {
    return JSON.stringify({ ...members, bytes: size, hex: "" }).slice(0, -HEX_END.length);
  } else if (kind === "close") {
    const { code, reason, wasClean } = entry;
    Object.assign(members, { code, reason, wasClean });
  } else {
    Object.assign(members, { bytes: kind === "text" ? size : undefined, text: data });
  }
  return JSON.stringify(members);
}

/** The log from its first to its present end as a file of JSON Lines, made in slices. */
export async function jsonLines(log) {
  const file = new Parts();
  const { end } = log;
  for (let n = log.first; n < end; n = Math.max(n + 1, log.first)) {
    const entry = log.entry(n);
    await file.add(line(entry));
    if (entry.kind === "binary") {
      for (let from = 0; from < entry.size; from += CHUNK) {
        await file.add(toHex(new Uint8Array(entry.data, from, Math.min(CHUNK, entry.size - from))));
      }
      await file.add(HEX_END);
    }
    await file.add("\n");
  }
  return file.blob();
}

/** A file in the making: parts are handed to the browser, and it gets its turns. */
class Parts {
  #parts = [];
  #part = "";
  #until = performance.now() + SLICE;

  async add(text) {
    this.#part += text;
    if (this.#part.length > PART) {
      this.#parts.push(new Blob([this.#part]));
      this.#part = "";
    }
    if (performance.now() > this.#until) {
      await breathe();
      this.#until = performance.now() + SLICE;
    }
  }

  blob() {
    return new Blob([...this.#parts, this.#part], { type: "application/jsonl" });
  }
}

/** Lets the browser save it. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
