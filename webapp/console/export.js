import { breathe, element } from "./dom.js";
import { toHex } from "./hex.js";

/** Milliseconds of work before the browser gets a turn. */
const SLICE = 8;
/** Characters after which a part of the file is handed over. */
const PART = 1 << 20;

/** One entry as a line of JSON: payload as text, or as hex where it is binary. */
export function line(entry) {
  const { n, at, since, kind, direction, size, data } = entry;
  const members = {
    n,
    time: new Date(performance.timeOrigin + at).toISOString(),
    sinceLastMillis: Number(since.toFixed(3)),
    kind,
    direction: direction || undefined,
  };
  if (kind === "binary") {
    Object.assign(members, { bytes: size, hex: toHex(new Uint8Array(data)) });
  } else if (kind === "close") {
    const { code, reason, wasClean } = entry;
    Object.assign(members, { code, reason, wasClean });
  } else {
    Object.assign(members, { bytes: kind === "text" ? size : undefined, text: data });
  }
  return `${JSON.stringify(members)}\n`;
}

/** The log from its first to its present end as a file of JSON Lines, made in slices. */
export async function jsonLines(log) {
  const parts = [];
  let part = "";
  let until = performance.now() + SLICE;
  const { end } = log;
  for (let n = log.first; n < end; n = Math.max(n + 1, log.first)) {
    part += line(log.entry(n));
    if (part.length > PART) {
      parts.push(new Blob([part]));
      part = "";
    }
    if (performance.now() > until) {
      await breathe();
      until = performance.now() + SLICE;
    }
  }
  return new Blob([...parts, part], { type: "application/jsonl" });
}

/** Lets the browser save it. */
export function save(blob, name) {
  const url = URL.createObjectURL(blob);
  element("a", { href: url, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
