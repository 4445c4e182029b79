import { byId, element, paced } from "./dom.js";
import { bytes, clock, span, whole } from "./format.js";
import { Filter } from "./filter.js";
import { MOST_BYTES, MOST_ENTRIES, preview } from "./log.js";
import { VirtualList } from "./virtual-list.js";

const SIGNS = { sent: "↑", received: "↓", "": "•" };
const WORDS = { sent: "sent", received: "received", "": "" };
/** Milliseconds between two drawings; scrolling draws at once. */
const PACE = 50;
/** The gap whose bar is as long as the column; the bars are logarithmic from 1 ms on. */
const LONGEST_GAP = 10_000;

/** Shows the log: at most once a frame, and only the rows in sight. */
export class Transcript {
  #log;
  #filter;
  #list;
  #pausedAt = null;
  #render = paced(() => this.#now(), PACE);

  constructor(log, picked) {
    this.#log = log;
    this.#filter = new Filter(log);
    this.#list = new VirtualList(byId("transcript"), this.#window(), draw, picked);
    this.#list.followingChanged = (on) => {
      byId("follow").hidden = on;
    };
    log.changed = this.#render;
    byId("follow").addEventListener("click", () => this.#list.follow());
    byId("clear").addEventListener("click", () => this.#clear());
    byId("pause").addEventListener("click", () => this.#pause());
    byId("filter").addEventListener("input", () => this.#filtered());
    byId("kind").addEventListener("change", () => this.#filtered());
  }

  /** What the list sees: while paused, only what was there. */
  #window() {
    const filter = this.#filter;
    const length = () => (this.#pausedAt === null ? filter.length : Math.max(0, filter.indexOf(this.#pausedAt)));
    return {
      get length() {
        return length();
      },
      at: (index) => filter.at(index),
      indexOf: (n) => filter.indexOf(n),
    };
  }

  #now() {
    const log = this.#log;
    const news = this.#pausedAt === null ? 0 : log.end - this.#pausedAt;
    this.#filter.catchUp();
    this.#list.render();
    const shown = this.#filter.length;
    const all = shown === log.length ? whole(shown) : `${whole(shown)} of ${whole(log.length)}`;
    byId("count").textContent = news ? `${all} · paused, ${whole(news)} new` : all;
    this.#tellDropped();
    if (this.#filter.behind) {
      this.#render();
    }
  }

  #tellDropped() {
    const { dropped } = this.#log;
    const limit = byId("limit");
    limit.hidden = dropped === 0;
    if (dropped) {
      const gone = this.#pausedAt !== null && this.#log.first >= this.#pausedAt;
      const paused = gone ? " They include entries from before the pause: resume to see the newest." : "";
      limit.textContent = `${whole(dropped)} older entries were dropped: the page keeps ${whole(MOST_ENTRIES)} entries and ${bytes(MOST_BYTES)} of payload.${paused}`;
    }
  }

  #clear() {
    this.#log.clear();
    if (this.#pausedAt !== null) {
      this.#pausedAt = this.#log.end;
    }
    this.#filtered();
    this.#list.follow();
  }

  #pause() {
    const on = this.#pausedAt === null;
    this.#pausedAt = on ? this.#log.end : null;
    byId("pause").setAttribute("aria-pressed", on);
    byId("pause").textContent = on ? "Go on" : "Pause";
    this.#render();
  }

  #filtered() {
    this.#filter.set(byId("filter").value, byId("kind").value).then(this.#render);
    this.#render();
  }
}

/** Puts an entry into a row; rows are used again and again. */
function draw(row, entry) {
  if (!row.firstChild) {
    row.append(
      element("span", { className: "at" }),
      element("span", { className: "since" }),
      element("span", { className: "sign", ariaHidden: "true" }),
      element("span", { className: "what" }),
      element("span", { className: "size" }),
    );
  }
  const [at, since, sign, what, size] = row.children;
  row.dataset.kind = entry.kind;
  row.dataset.direction = entry.direction;
  row.dataset.clean = entry.wasClean ?? "";
  at.textContent = clock(entry.at);
  since.textContent = `+${span(entry.since)}`;
  since.style.setProperty("--bar", bar(entry.since));
  sign.textContent = SIGNS[entry.direction];
  what.textContent = preview(entry);
  row.setAttribute("aria-label", label(entry, what.textContent));
  size.textContent = entry.kind === "text" || entry.kind === "binary" ? bytes(entry.size) : "";
}

function label(entry, what) {
  const head = [WORDS[entry.direction], entry.kind].filter(Boolean).join(" ");
  return `${head}, ${bytes(entry.size)}, ${span(entry.since)} since the last: ${what.slice(0, 120)}`;
}

/** How long the bar of a gap is, from 0 to 1. */
function bar(gap) {
  return Math.min(1, Math.log10(Math.max(1, gap)) / Math.log10(LONGEST_GAP)).toFixed(3);
}
