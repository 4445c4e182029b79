import { seconds } from "./path-visit.js";

const SVG = "http://www.w3.org/2000/svg";
const ROW = 38;
const BAR = { top: 20, height: 11 };
const AXIS = 24;
const RIGHT = 6;
const GAPS = { height: 104, left: 34, sentEvery: 50 };
const STEPS = [1, 2, 5, 10, 15, 30, 60, 120];
/** Labels of an axis at most. */
const MOST_LABELS = 8;

function shape(tag, attributes, text) {
  const made = document.createElementNS(SVG, tag);
  for (const [name, value] of Object.entries(attributes)) {
    made.setAttribute(name, value);
  }
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

function canvas(place, height, says) {
  const width = Math.max(200, place.clientWidth);
  const svg = shape("svg", { width, height, viewBox: `0 0 ${width} ${height}`, role: "img", "aria-label": says });
  return { svg, width };
}

/** The idle connections, each a bar from its opening to its end, with what went through it. */
export function drawIdle(place, lines) {
  const begin = Math.min(...lines.map(({ visit }) => visit.openedAt));
  const ageOf = ({ visit }) => (visit.openedAt - begin) / 1000 + visit.age;
  const most = Math.max(5, ...lines.map(ageOf));
  const says = lines.map((line) => `${line.arm.words}: ${state(line)}`).join("; ");
  const { svg, width } = canvas(place, lines.length * ROW + AXIS, `Connections over time. ${says}.`);
  const x = (second) => Math.min(1, second / most) * (width - RIGHT);
  lines.forEach((line, i) => svg.append(...row(line, i * ROW, x, begin, width)));
  svg.append(...axis(most, x, lines.length * ROW));
  place.replaceChildren(svg);
}

const state = ({ visit }) => (visit.wasEnded ? `ended after ${seconds(visit.age)}` : `open after ${seconds(visit.age)}`);

function row(line, y, x, begin, width) {
  const { visit, arm } = line;
  const from = (visit.openedAt - begin) / 1000;
  const to = from + visit.age;
  const top = y + BAR.top;
  const parts = [
    shape("text", { x: 0, y: y + 14, class: "name" }, arm.words),
    shape("text", { x: width - RIGHT, y: y + 14, "text-anchor": "end", class: visit.wasEnded ? "cut" : "lives" }, state(line)),
    shape("rect", { x: x(from), y: top, width: Math.max(2, x(to) - x(from)), height: BAR.height, rx: 2, class: "bar" }),
  ];
  const ticks = (kind, times) => times.length && parts.push(shape("path", { d: times.map((at) => `M${x(at).toFixed(1)} ${top + 1.5}v${BAR.height - 3}`).join(""), class: `tick ${kind}` }));
  ticks("received", visit.messages.map(({ at }) => (at - begin) / 1000));
  ticks("sent", visit.sent.map((at) => (at - begin) / 1000));
  ticks("ping", line.pingTimes.map((at) => from + at));
  if (visit.wasEnded) {
    parts.push(shape("path", { d: `M${x(to).toFixed(1)} ${top - 3}v${BAR.height + 6}`, class: "end" }));
  }
  return parts;
}

function axis(most, x, y) {
  const step = STEPS.find((one) => most / one <= MOST_LABELS) ?? STEPS[STEPS.length - 1];
  const marks = Array.from({ length: Math.floor(most / step) + 1 }, (_, i) => i * step);
  const right = x(most);
  return [
    shape("path", { d: `M0 ${y + 2.5}H${right}`, class: "axis" }),
    ...marks.flatMap((mark) => [
      shape("path", { d: `M${x(mark).toFixed(1)} ${y + 2.5}v4`, class: "axis" }),
      shape("text", { x: x(mark), y: y + 18, "text-anchor": anchor(x(mark), right), class: "scale" }, `${mark} s`),
    ]),
  ];
}

function anchor(at, right) {
  if (at < 12) {
    return "start";
  }
  return at > right - 12 ? "end" : "middle";
}

/** The pauses before each message of the buffering check, as bars; the dashed line is how they were sent. */
export function drawGaps(place, arrivals) {
  const gaps = arrivals.slice(1).map((at, i) => at - arrivals[i]);
  const most = Math.max(2 * GAPS.sentEvery, ...gaps);
  const longest = Math.max(0, ...gaps);
  const { svg, width } = canvas(place, GAPS.height, `Pauses between ${arrivals.length} messages that were sent one each 50 ms; the longest is ${longest.toFixed(0)} ms.`);
  const bottom = GAPS.height - 6;
  const y = (gap) => bottom - (gap / most) * (bottom - 8);
  const each = (width - GAPS.left - RIGHT) / 39;
  gaps.forEach((gap, i) => {
    const height = Math.max(1.5, bottom - y(gap));
    svg.append(shape("rect", { x: (GAPS.left + i * each).toFixed(1), y: (bottom - height).toFixed(1), width: Math.max(2, each - 2).toFixed(1), height: height.toFixed(1), class: "gap-bar" }));
  });
  const sentAt = y(GAPS.sentEvery);
  svg.append(
    shape("path", { d: `M${GAPS.left} ${bottom + 0.5}H${width - RIGHT}`, class: "axis" }),
    shape("path", { d: `M${GAPS.left} ${sentAt.toFixed(1)}H${width - RIGHT}`, class: "as-sent" }),
    shape("text", { x: GAPS.left - 5, y: sentAt + 4, "text-anchor": "end", class: "scale" }, "50"),
  );
  if (most > 3 * GAPS.sentEvery) {
    svg.append(shape("text", { x: GAPS.left - 5, y: y(most) + 8, "text-anchor": "end", class: "scale" }, most.toFixed(0)));
  }
  place.replaceChildren(svg);
}
