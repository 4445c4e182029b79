import { breathe } from "./dom.js";
import { MOST_ENTRIES, preview } from "./log.js";

/** Milliseconds of work before the browser gets a turn. */
const SLICE = 8;
/** Characters of a text that are searched. */
const SEARCHED = 65536;

/**
 * The numbers of the log's entries that are to be seen. Without a filter that is all of them, and
 * no list is kept; with one it is built in slices, so that a large log does not stop the page.
 */
export class Filter {
  #log;
  #text = "";
  #kind = "";
  #matches = null;
  #gone = 0;
  #next = 0;
  #run = 0;

  constructor(log) {
    this.#log = log;
  }

  get length() {
    return this.#matches ? this.#matches.length - this.#gone : this.#log.length;
  }

  /** The entry that is shown at this place. */
  at(index) {
    return this.#log.entry(this.#matches ? this.#matches[this.#gone + index] : this.#log.first + index);
  }

  /** Where the entry of that number is shown; the next one if it is not. */
  indexOf(n) {
    if (!this.#matches) {
      return n - this.#log.first;
    }
    let low = this.#gone;
    let high = this.#matches.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.#matches[middle] < n) {
        low = middle + 1;
      } else {
        high = middle;
      }
    }
    return low - this.#gone;
  }

  /** What to show from now on; resolves when all that is there has been looked at. */
  async set(text, kind) {
    this.#text = text.toLowerCase();
    this.#kind = kind;
    this.#matches = text || kind ? [] : null;
    this.#gone = 0;
    this.#next = this.#log.first;
    const run = ++this.#run;
    while (this.#matches && run === this.#run && this.#next < this.#log.end) {
      this.#take(performance.now() + SLICE);
      await breathe();
    }
  }

  /** Looks at what is new, for a moment at most. */
  catchUp() {
    if (this.#matches) {
      this.#take(performance.now() + SLICE);
    }
  }

  /** Whether there is more to look at. */
  get behind() {
    return this.#matches !== null && this.#next < this.#log.end;
  }

  #take(until) {
    const { first, end } = this.#log;
    this.#next = Math.max(this.#next, first);
    while (this.#next < end && performance.now() < until) {
      const stop = Math.min(end, this.#next + 64);
      for (; this.#next < stop; this.#next++) {
        if (this.#wanted(this.#log.entry(this.#next))) {
          this.#matches.push(this.#next);
        }
      }
    }
    while (this.#gone < this.#matches.length && this.#matches[this.#gone] < first) {
      this.#gone += 1;
    }
    if (this.#gone > MOST_ENTRIES) {
      this.#matches = this.#matches.slice(this.#gone);
      this.#gone = 0;
    }
  }

  #wanted(entry) {
    const kind = this.#kind;
    const ofKind =
      !kind ||
      entry.direction === kind ||
      entry.kind === kind ||
      (kind === "close" && (entry.kind === "open" || entry.kind === "note"));
    return ofKind && (!this.#text || searched(entry).includes(this.#text));
  }
}

function searched(entry) {
  const text = entry.kind === "binary" ? preview(entry) : entry.data;
  return (text.length > SEARCHED ? text.slice(0, SEARCHED) : text).toLowerCase();
}
