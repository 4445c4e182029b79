/** Entries kept; older ones are dropped, and the page says so. */
export const MOST_ENTRIES = 100_000;
/** Bytes of payload kept; the oldest payloads are dropped first, with their entries. */
export const MOST_BYTES = 128 * 1024 * 1024;

/** How much of a payload a row shows. */
const PREVIEW = { characters: 400, bytes: 48 };

/**
 * What happened, oldest first. Entries are numbered from 0 on and keep their numbers; `first` is the
 * oldest that is still there and `end` the number that comes next.
 *
 * An entry: { n, at, since, kind, direction, size, data, … } with kind "open", "text",
 * "binary", "close" or "note", and direction "sent", "received" or "" for what is neither.
 */
export class Log {
  #ring = new Array(MOST_ENTRIES);
  #bytes = 0;
  first = 0;
  end = 0;
  /** How many were let go because there were too many, or too much. */
  dropped = 0;
  changed = () => {};

  get length() {
    return this.end - this.first;
  }

  entry(n) {
    return this.#ring[n % MOST_ENTRIES];
  }

  add(kind, direction, size, data, more = {}) {
    const at = performance.now();
    const before = this.length ? this.entry(this.end - 1).at : at;
    if (this.length === MOST_ENTRIES) {
      this.#drop();
    }
    const entry = { n: this.end, at, since: at - before, kind, direction, size, data, ...more };
    this.#ring[this.end % MOST_ENTRIES] = entry;
    this.end += 1;
    this.#bytes += size;
    while (this.#bytes > MOST_BYTES && this.length > 1) {
      this.#drop();
    }
    this.changed();
    return entry;
  }

  clear() {
    this.#ring = new Array(MOST_ENTRIES);
    this.#bytes = 0;
    this.first = this.end;
    this.dropped = 0;
    this.changed();
  }

  #drop() {
    this.#bytes -= this.entry(this.first).size;
    this.#ring[this.first % MOST_ENTRIES] = undefined;
    this.first += 1;
    this.dropped += 1;
  }
}

/** The beginning of an entry's payload, as it fits into a row. */
export function preview({ kind, data }) {
  if (kind !== "binary") {
    return data.slice(0, PREVIEW.characters);
  }
  const shown = new Uint8Array(data, 0, Math.min(data.byteLength, PREVIEW.bytes));
  return Array.from(shown, (octet) => octet.toString(16).padStart(2, "0")).join(" ");
}
