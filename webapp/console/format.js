const UNITS = ["B", "KiB", "MiB", "GiB", "TiB"];
const WHOLE = new Intl.NumberFormat("en");

/** A whole number with its thousands parted. */
export const whole = (n) => WHOLE.format(n);

/** A size in units of 1024, as the server writes them. */
export function bytes(n) {
  let unit = 0;
  let value = n;
  while (value >= 1024 && unit < UNITS.length - 1) {
    value /= 1024;
    unit += 1;
  }
  return unit === 0 ? `${n} B` : `${value.toFixed(value < 10 ? 2 : 1)} ${UNITS[unit]}`;
}

/** Milliseconds in as many digits as mean something. */
export function millis(n) {
  if (n >= 1000) {
    return whole(Math.round(n));
  }
  return n.toFixed(n >= 100 ? 0 : n >= 10 ? 1 : 2);
}

/** A span of time for a column: 12 ms, 1.50 s, 3:05 min. */
export function span(ms) {
  if (ms < 1000) {
    return `${ms < 10 ? ms.toFixed(1) : Math.round(ms)} ms`;
  }
  if (ms < 60000) {
    return `${(ms / 1000).toFixed(2)} s`;
  }
  return `${Math.floor(ms / 60000)}:${String(Math.floor((ms / 1000) % 60)).padStart(2, "0")} min`;
}

/** The time of day of a moment that performance.now() has told. */
export function clock(at) {
  const date = new Date(performance.timeOrigin + at);
  const two = (n) => String(n).padStart(2, "0");
  const time = `${two(date.getHours())}:${two(date.getMinutes())}:${two(date.getSeconds())}`;
  return `${time}.${String(date.getMilliseconds()).padStart(3, "0")}`;
}

const encoder = new TextEncoder();
const SHORT = 256;

/** How many bytes a text has on the wire. */
export function utf8Length(text) {
  if (text.length > SHORT) {
    return encoder.encode(text).length;
  }
  let length = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    // each half of a surrogate pair counts two of its four bytes
    length += unit < 0x80 ? 1 : unit < 0x800 || (unit & 0xf800) === 0xd800 ? 2 : 3;
  }
  return length;
}
