/** Samples that are kept, and that the percentiles are about. */
export const MOST_SAMPLES = 2000;
/** Messages that wait for their echo; beyond it the oldest of the same payload is given up. */
const MOST_WAITING = 20_000;

const ISO = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)$/;
const EPOCH_MILLIS = /^\d{13}$/;

/** The last samples of one quantity, each { at, value }. */
export class Samples {
  #kept = [];
  count = 0;

  add(at, value) {
    this.#kept.push({ at, value });
    this.count += 1;
    if (this.#kept.length >= 2 * MOST_SAMPLES) {
      this.#kept = this.#kept.slice(-MOST_SAMPLES);
    }
  }

  get last() {
    return this.#kept.slice(-MOST_SAMPLES);
  }
}

/** p50, p99 and the most of some numbers, by the nearest rank; null where there are none. */
export function quantiles(values) {
  if (!values.length) {
    return null;
  }
  const sorted = Float64Array.from(values).sort();
  const rank = (q) => sorted[Math.max(0, Math.ceil(q * sorted.length) - 1)];
  return { p50: rank(0.5), p99: rank(0.99), most: sorted[sorted.length - 1] };
}

/**
 * How long echoes take, and how late timestamps are.
 *
 * An echo is told by its payload: each that comes back answers the oldest of the same payload that
 * waits. Lateness needs no common clock: of arrival minus timestamp, the least of all is taken for
 * the fastest way there is, and what another takes longer is how late it was.
 */
export class Timing {
  #waiting = new Map();
  #count = 0;
  #trips = new Samples();
  #offsets = new Samples();
  /** Whether too many different messages wait for round trips to be told. */
  gaveUp = false;

  reset() {
    this.gaveUp = false;
    this.#waiting.clear();
    this.#count = 0;
    this.#trips = new Samples();
    this.#offsets = new Samples();
  }

  sent({ kind, data, size }, at) {
    if (this.gaveUp) {
      return;
    }
    const key = keyOf(kind, data, size);
    const waiting = this.#waiting.get(key) ?? { times: [], ignored: 0 };
    this.#waiting.set(key, waiting);
    waiting.times.push(at);
    this.#count += 1;
    if (this.#count > MOST_WAITING) {
      // its echo is the next of that payload, and not to be taken for a later one's
      waiting.times.shift();
      waiting.ignored += 1;
      this.#count -= 1;
    }
    if (this.#waiting.size > 2 * MOST_WAITING) {
      this.gaveUp = true;
      this.#waiting.clear();
      this.#count = 0;
    }
  }

  received({ kind, data, size }, at) {
    const key = this.#waiting.size ? keyOf(kind, data, size) : null;
    const waiting = key && this.#waiting.get(key);
    if (waiting) {
      this.#answered(waiting, at);
      if (!waiting.times.length && !waiting.ignored) {
        this.#waiting.delete(key);
      }
      return;
    }
    const stamp = kind === "text" ? stampOf(data) : NaN;
    if (!Number.isNaN(stamp)) {
      this.#offsets.add(at, performance.timeOrigin + at - stamp);
    }
  }

  #answered(waiting, at) {
    if (waiting.ignored) {
      waiting.ignored -= 1;
    } else {
      this.#trips.add(at, at - waiting.times.shift());
      this.#count -= 1;
    }
  }

  get roundTrips() {
    return { count: this.#trips.count, samples: this.#trips.last };
  }

  get lateness() {
    const offsets = this.#offsets.last;
    const least = offsets.reduce((min, { value }) => Math.min(min, value), Infinity);
    return {
      count: this.#offsets.count,
      samples: offsets.map(({ at, value }) => ({ at, value: value - least })),
    };
  }
}

/** The moment that a message names, in milliseconds since 1970; NaN where it names none. */
function stampOf(text) {
  if (text.length === 13 && EPOCH_MILLIS.test(text)) {
    return Number(text);
  }
  return text.length < 40 && ISO.test(text) ? Date.parse(text) : NaN;
}

const WHOLE_KEY = 128;

/** Payloads of the same key are taken for the same: long ones by length, beginning and end. */
function keyOf(kind, data, size) {
  if (kind === "text") {
    return data.length <= WHOLE_KEY ? `t${data}` : `t${size} ${data.slice(0, 64)}${data.slice(-64)}`;
  }
  const octets = new Uint8Array(data);
  return octets.length <= WHOLE_KEY
    ? `b${octets.join()}`
    : `b${size} ${octets.subarray(0, 64).join()}${octets.subarray(-64).join()}`;
}
