import { byId, copyButton, element, paced } from "./dom.js";
import { save } from "./export.js";
import { CHECKS, PathProbe } from "./path-probe.js";
import { bySymptom, jsonOf, Symptoms, textOf, verdict } from "./path-report.js";
import { drawGaps, drawIdle } from "./path-timeline.js";
import { asked } from "./path-visit.js";

/** Milliseconds between two drawings. */
const PACE = 250;
const STATES = { waiting: "waiting", running: "running", good: "ok", found: "found", skipped: "skipped", off: "off" };
const LEFT = "Stopped, because the tab was left.";

/** The tab that finds out what stands between this browser and this server. */
export class PathView {
  #rows = new Map();
  #probe = null;
  #report = null;
  #symptoms = new Symptoms(null);
  /** Whether the run was ended because the tab was left. */
  #left = false;
  #lines = [];
  #gaps = [];
  #draw = paced(() => this.#now(), PACE);

  constructor() {
    byId("path-checks").replaceChildren(...CHECKS.map((check, i) => this.#row(check, i === 0)));
    byId("path-form").addEventListener("submit", (event) => {
      event.preventDefault();
      this.#run();
    });
    byId("path-stop").addEventListener("click", () => this.#probe?.stop());
    byId("path-copy").append(copyButton("Copy the report as text", () => textOf(this.#report, this.#symptoms)));
    byId("path-save").addEventListener("click", () => this.#save());
    addEventListener("pagehide", () => this.#probe?.stop());
    new ResizeObserver(this.#draw).observe(byId("path-pane"));
  }

  /** Is told whether the tab is in sight: leaving it ends the run. */
  show(shown) {
    if (!shown && this.#probe) {
      this.#left = true;
      this.#probe.stop();
    }
  }

  /** The first check is always done. */
  #row({ id, title }, always) {
    const box = element("input", { type: "checkbox", checked: true, disabled: always });
    const state = element("span", { className: "check-state" }, STATES.waiting);
    const text = element("span", { className: "check-text" });
    const bar = element("progress", { max: 1, value: 0, hidden: true, ariaLabel: `Progress of ${id}` });
    const label = element("label", {}, box, element("code", {}, id), ` ${title}`);
    const row = element("li", {}, label, element("span", { className: "check-result" }, state, bar, text));
    row.dataset.check = id;
    this.#rows.set(id, { row, box, state, text, bar, always });
    this.#become(id, "waiting", "", 0);
    return row;
  }

  #become(id, state, text, share) {
    const { row, state: place, text: words, bar } = this.#rows.get(id);
    row.dataset.state = state;
    place.textContent = STATES[state];
    words.textContent = text;
    bar.hidden = state !== "running";
    bar.value = share;
  }

  async #run() {
    const form = byId("path-form");
    if (this.#probe || !form.reportValidity()) {
      return;
    }
    const wanted = CHECKS.map(({ id }) => id).filter((id) => this.#rows.get(id).box.checked);
    this.#begin(wanted);
    const probe = new PathProbe(wanted, Number(byId("path-longest").value), (news) => this.#hear(news));
    this.#probe = probe;
    const { json } = await asked("symptoms");
    this.#symptoms = new Symptoms(json?.symptoms);
    this.#end(await probe.run(), probe.stopped);
  }

  #begin(wanted) {
    this.#left = false;
    this.#lines = [];
    this.#gaps = [];
    CHECKS.forEach(({ id }) => this.#become(id, wanted.includes(id) ? "waiting" : "off", "", 0));
    for (const id of ["path-idle-figure", "path-gaps-figure", "path-outcome", "path-more"]) {
      byId(id).hidden = true;
    }
    this.#enable(true);
    byId("path-status").textContent = "Running.";
    byId("path-stop").focus();
  }

  #enable(running) {
    byId("path-run").disabled = running;
    byId("path-stop").disabled = !running;
    byId("path-longest").disabled = running;
    this.#rows.forEach(({ box, always }) => {
      box.disabled = running || always;
    });
  }

  #hear({ check, state, text, share, idle, gaps }) {
    if (check) {
      this.#become(check, state, text, share);
      if (state !== "running") {
        byId("path-status").textContent = `${check}: ${STATES[state]}: ${text}.`;
      }
    }
    this.#lines = idle ?? this.#lines;
    this.#gaps = gaps ?? this.#gaps;
    this.#draw();
  }

  #now() {
    for (const [id, figure, draw, data] of [["path-idle", "path-idle-figure", drawIdle, this.#lines], ["path-gaps", "path-gaps-figure", drawGaps, this.#gaps]]) {
      byId(figure).hidden = !data.length;
      if (data.length && byId(id).clientWidth) {
        draw(byId(id), data);
      }
    }
  }

  #end(report, stopped) {
    this.#probe = null;
    this.#report = report;
    const hadFocus = document.activeElement === byId("path-stop");
    this.#enable(false);
    if (hadFocus) {
      byId("path-run").focus();
    }
    const words = verdict(report);
    byId("path-status").textContent = stopped ? `${this.#left ? LEFT : "Stopped."} ${words}` : words;
    byId("path-pane").dataset.good = report.good;
    byId("path-findings").replaceChildren(...Array.from(bySymptom(report), ([id, findings], i) => this.#finding(i + 1, this.#symptoms.of(id), findings)));
    byId("path-evidence").replaceChildren(...report.checks.filter(({ evidence }) => evidence.length).flatMap(({ check, evidence }) => [
      element("h4", {}, check),
      element("ul", {}, ...evidence.map((line) => element("li", {}, line))),
    ]));
    byId("path-outcome").hidden = false;
    byId("path-more").hidden = !report.checks.some(({ evidence }) => evidence.length);
    this.#now();
  }

  #finding(number, { id, sentence, cause, settings }, findings) {
    const section = element("section", { className: "finding-of-path" },
      element("h3", {}, `${number}. ${sentence}`),
      ...findings.flatMap(({ what, client, server }) => [
        element("p", {}, what),
        ...(server ? [element("dl", {}, element("dt", {}, "client"), element("dd", {}, client), element("dt", {}, "server"), element("dd", {}, server))] : []),
      ]),
      ...(cause ? [element("p", {}, element("b", {}, "Likely cause: "), cause)] : []),
      ...(settings.length ? [whatToChange(settings)] : []));
    section.dataset.symptom = id;
    return section;
  }

  #save() {
    const name = `wsbin-path-${this.#report.at.replace(/[:.]/g, "-")}.json`;
    save(new Blob([jsonOf(this.#report, this.#symptoms)], { type: "application/json" }), name);
  }
}

function whatToChange(settings) {
  return element("details", {},
    element("summary", {}, `What to change, in ${settings.length === 1 ? settings[0].product : `${settings.length} products`}`),
    element("dl", { className: "settings" }, ...settings.flatMap(({ product, setting }) => [element("dt", {}, product), element("dd", {}, setting)])));
}
