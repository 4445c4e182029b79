import { byId, paced } from "./dom.js";
import { millis, whole } from "./format.js";
import { quantiles } from "./timing.js";

/** Milliseconds between two drawings. */
const PACE = 250;
const SERIES = [
  { name: "roundTrips", key: "trip", says: "round trip" },
  { name: "lateness", key: "late", says: "lateness" },
];
const LEFT = 42;
const BOTTOM = 18;
const TOP = 10;
const RIGHT = 10;
/** With fewer there is no course to be seen. */
const LEAST_SAMPLES = 3;
const DECADES = { least: -1, most: 5 };

/** Draws round trips and lateness over time, logarithmically, with p50 and p99. */
export class Chart {
  #timing;
  #canvas = byId("chart");
  #draw = paced(() => this.#now(), PACE);

  constructor(timing) {
    this.#timing = timing;
    new ResizeObserver(this.#draw).observe(this.#canvas);
    matchMedia("(prefers-color-scheme: dark)").addEventListener("change", this.#draw);
  }

  /** Draws soon. */
  changed() {
    this.#draw();
  }

  #now() {
    const lines = SERIES.map((series) => {
      const { count, samples } = this.#timing[series.name];
      return { ...series, count, samples, summary: quantiles(samples.map(({ value }) => value)) };
    });
    lines.forEach(tell);
    this.#canvas.setAttribute("aria-label", sentence(lines));
    const { clientWidth: width, clientHeight: height } = this.#canvas;
    if (width && height) {
      this.#paint(width, height, lines.filter(({ samples }) => samples.length >= LEAST_SAMPLES));
    }
    byId("timing-note").textContent = this.#timing.gaveUp ? "round trips: too many pending" : "last 2000";
  }

  #paint(width, height, lines) {
    const scale = devicePixelRatio || 1;
    this.#canvas.width = Math.round(width * scale);
    this.#canvas.height = Math.round(height * scale);
    const pen = this.#canvas.getContext("2d");
    pen.scale(scale, scale);
    const style = getComputedStyle(this.#canvas);
    const ink = (name) => style.getPropertyValue(name).trim();
    pen.font = `10.5px ${style.fontFamily}`;
    const frame = { x: LEFT, y: TOP, width: width - LEFT - RIGHT, height: height - TOP - BOTTOM };
    if (!lines.length) {
      empty(pen, frame, ink);
      return;
    }
    const axes = axesOf(lines, frame);
    grid(pen, frame, axes, ink);
    for (const line of lines) {
      plot(pen, frame, axes, line, ink(`--${line.key}`), style);
    }
  }
}

function axesOf(lines, frame) {
  const values = lines.flatMap(({ samples }) => samples.map(({ value }) => Math.max(value, 0.1)));
  const times = lines.flatMap(({ samples }) => [samples[0].at, samples[samples.length - 1].at]);
  const low = Math.floor(Math.log10(values.reduce((a, b) => Math.min(a, b))));
  const high = Math.ceil(Math.log10(values.reduce((a, b) => Math.max(a, b)) * 1.01));
  const bottom = Math.max(DECADES.least, Math.min(low, high - 2));
  const top = Math.min(DECADES.most, Math.max(high, bottom + 2));
  const from = Math.min(...times);
  const to = Math.max(...times, from + 1000);
  return {
    bottom,
    top,
    seconds: (to - from) / 1000,
    x: (at) => frame.x + ((at - from) / (to - from)) * frame.width,
    y: (value) => {
      const part = (Math.log10(Math.max(value, 10 ** bottom)) - bottom) / (top - bottom);
      return frame.y + (1 - part) * frame.height;
    },
  };
}

function grid(pen, frame, axes, ink) {
  pen.textBaseline = "middle";
  pen.textAlign = "right";
  pen.lineWidth = 1;
  for (let decade = axes.bottom; decade <= axes.top; decade++) {
    const y = Math.round(axes.y(10 ** decade)) + 0.5;
    pen.strokeStyle = ink("--line");
    pen.beginPath();
    pen.moveTo(frame.x, y);
    pen.lineTo(frame.x + frame.width, y);
    pen.stroke();
    pen.fillStyle = ink("--soft");
    pen.fillText(decade >= 3 ? `${10 ** (decade - 3)} s` : `${10 ** decade}`, frame.x - 7, y);
  }
  pen.fillStyle = ink("--soft");
  pen.textBaseline = "alphabetic";
  pen.textAlign = "right";
  pen.fillText("now", frame.x + frame.width, frame.y + frame.height + 14);
  pen.textAlign = "left";
  pen.fillText(`−${axes.seconds.toFixed(axes.seconds < 10 ? 1 : 0)} s`, frame.x, frame.y + frame.height + 14);
}

function empty(pen, frame, ink) {
  pen.fillStyle = ink("--soft");
  pen.textAlign = "center";
  const middle = { x: (frame.x + frame.width + RIGHT) / 2, y: frame.y + frame.height / 2 };
  pen.fillText("Echo something, or receive timestamps:", middle.x, middle.y - 4);
  pen.fillText("the chart starts with the third sample.", middle.x, middle.y + 12);
}

function plot(pen, frame, axes, { samples, summary }, colour) {
  pen.strokeStyle = colour;
  pen.fillStyle = colour;
  pen.lineWidth = 1.25;
  pen.globalAlpha = samples.length > 300 ? 0.35 : 0.55;
  pen.beginPath();
  samples.forEach(({ at, value }) => pen.lineTo(axes.x(at), axes.y(value)));
  pen.stroke();
  pen.globalAlpha = 1;
  const size = samples.length > 300 ? 1.5 : 3;
  for (const { at, value } of samples) {
    pen.fillRect(axes.x(at) - size / 2, axes.y(value) - size / 2, size, size);
  }
  for (const [value, dash] of [[summary.p50, []], [summary.p99, [4, 3]]]) {
    pen.setLineDash(dash);
    const y = Math.round(axes.y(value)) + 0.5;
    pen.globalAlpha = 0.8;
    pen.beginPath();
    pen.moveTo(frame.x, y);
    pen.lineTo(frame.x + frame.width, y);
    pen.stroke();
  }
  pen.setLineDash([]);
  pen.globalAlpha = 1;
}

function tell({ key, count, summary }) {
  const [, p50, p99, most, n] = byId(`quantiles-${key}`).children;
  p50.textContent = summary ? millis(summary.p50) : "–";
  p99.textContent = summary ? millis(summary.p99) : "–";
  most.textContent = summary ? millis(summary.most) : "–";
  n.textContent = whole(count);
}

function sentence(lines) {
  const told = lines
    .filter(({ summary }) => summary)
    .map(({ says, summary }) => `${says}: p50 ${millis(summary.p50)} ms, p99 ${millis(summary.p99)} ms`);
  return told.length ? `Chart over time. ${told.join("; ")}.` : "No round trips and no timestamps yet";
}
