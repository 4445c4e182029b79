import { byId, element, paced } from "./dom.js";
import { whole } from "./format.js";
import { EventStream } from "./event-stream.js";
import { MOST_ENTRIES } from "./log.js";
import { lookedInto } from "./server-detail.js";
import { ServerLog } from "./server-log.js";
import { drawServerRow } from "./server-rows.js";
import { verdictElements, verdictOf } from "./verdict.js";
import { VirtualList } from "./virtual-list.js";

/** Milliseconds between two drawings; scrolling draws at once. */
const PACE = 50;
/** Milliseconds after the end of the last connection until the client is judged: a reconnect may come at once. */
const PATIENCE = 300;
const FORMATS = { JSON: "", text: "?format=text", HAR: "?format=har", pcapng: "?format=pcapng" };
const NOTHING_YET = "Connect, and this shows what the server sees: each frame both ways, with the pings, pongs and closes that browsers hide from scripts, and developer tools too.";

/**
 * The tab beside the page’s own transcript: what the server saw. It follows the transcript only while it
 * is in sight, because a browser has few connections for each server; nothing is missed, since the server
 * keeps what happened.
 */
export class ServerView {
  #recording;
  #seen = new ServerLog();
  #list;
  #stream = null;
  /** Of the transcript that is shown. */
  #url = "";
  #shown = false;
  #trouble = "";
  /** The timer of the verdict after the end. */
  #judging = 0;
  #render = paced(() => this.#now(), PACE);

  /** @param picked is told which entry was picked, as the detail view takes it, and whether it is to be opened */
  constructor(recording, picked) {
    this.#recording = recording;
    const { log } = this.#seen;
    log.changed = this.#render;
    const source = {
      get length() {
        return log.length;
      },
      at: (index) => log.entry(log.first + index),
      indexOf: (n) => n - log.first,
    };
    this.#list = new VirtualList(byId("server-list"), source, drawServerRow, (entry, opened) => picked(lookedInto(entry), opened));
    this.#list.followingChanged = (on) => {
      byId("server-follow").hidden = on;
    };
    byId("server-follow").addEventListener("click", () => this.#list.follow());
    byId("record").checked = recording.on;
    byId("record").addEventListener("change", () => {
      recording.on = byId("record").checked;
    });
    byId("judge").addEventListener("click", () => this.#judge());
    byId("anew").addEventListener("click", () => this.#forget());
    document.addEventListener("visibilitychange", () => this.#followOrNot());
    this.#now();
  }

  /** A connection is recorded, or is not: from now on this is shown. */
  follow({ root, name, sentence }) {
    const url = name && `${root}transcripts/${name}`;
    if (url !== this.#url || !url) {
      this.#leave();
      this.#url = url;
      this.#stream = url ? new EventStream(root, name, (event) => this.#hear(event), (trouble) => this.#tell(trouble)) : null;
    }
    this.#tell(sentence);
    this.#followOrNot();
  }

  #leave() {
    this.#stream?.stop();
    this.#stream = null;
    this.#seen.clear();
    this.#list.follow();
    clearTimeout(this.#judging);
    byId("verdict").hidden = true;
  }

  #hear(event) {
    this.#seen.hear(event);
    clearTimeout(this.#judging);
    if (this.#seen.open === 0 && (event.type === "ended" || event.type === "refused")) {
      this.#judging = setTimeout(() => this.#judge(), PATIENCE);
    }
    if (event.type === "deleted") {
      this.#recording.forget();
      this.#stream = null;
      this.#url = "";
      this.#render();
    }
  }

  async #judge() {
    const url = this.#url;
    const place = byId("verdict");
    let shown = [];
    try {
      shown = verdictElements(await verdictOf(url), (id, number) => this.#jump(id, number));
      if (this.#seen.open) {
        shown.push(element("p", { className: "soft" }, "The connection is still open: what comes later is not judged."));
      }
    } catch (failure) {
      shown = [element("p", {}, `There is no verdict: ${failure.message}`)];
    }
    if (url === this.#url) {
      place.replaceChildren(...shown);
      place.hidden = false;
      this.#render();
    }
  }

  #jump(id, number) {
    const n = this.#seen.find(id, number);
    if (n === undefined) {
      this.#tell(`Frame #${number} is not in this list: the page or the transcript had no room for it.`);
    } else {
      this.#list.open(n);
      byId("server-list").focus();
    }
  }

  #tell(trouble) {
    this.#trouble = trouble;
    this.#render();
  }

  /** Is told whether the tab is in sight. */
  show(shown) {
    this.#shown = shown;
    this.#followOrNot();
    this.#render();
  }

  #followOrNot() {
    if (this.#shown && !document.hidden) {
      this.#stream?.start();
    } else {
      this.#stream?.stop();
    }
  }

  async #forget() {
    const url = this.#url;
    this.#recording.forget();
    this.#leave();
    this.#url = "";
    this.#tell("");
    try {
      const answer = await fetch(url, { method: "DELETE", credentials: "omit" });
      if (!answer.ok && answer.status !== 404) {
        throw new Error(`status ${answer.status}`);
      }
    } catch (failure) {
      this.#tell(`The transcript could not be deleted (${failure.message}); the server forgets it after --transcript-age.`);
    }
  }

  #now() {
    this.#list.render();
    const { log, frames } = this.#seen;
    byId("server-count").textContent = frames ? `${whole(frames)} ${frames === 1 ? "frame" : "frames"}` : "";
    const dropped = log.dropped ? `${whole(log.dropped)} older entries were dropped: the page keeps ${whole(MOST_ENTRIES)}.` : "";
    const note = [this.#trouble || (log.length ? "" : NOTHING_YET), dropped].filter(Boolean).join(" ");
    byId("server-note").textContent = note;
    byId("server-note").hidden = !note;
    byId("anew").disabled = !this.#url;
    byId("judge").disabled = !this.#url || !log.length;
    this.#link();
  }

  #link() {
    const place = byId("server-links");
    const url = this.#seen.log.length ? this.#url : "";
    place.hidden = !url;
    if (url && place.dataset.url !== url) {
      place.replaceChildren("Open the transcript as ", ...Object.entries(FORMATS).flatMap(([name, query], i) => {
        const link = element("a", { href: `${url}${query}`, target: "_blank", rel: "noopener noreferrer", textContent: name });
        return i ? [" · ", link] : [link];
      }));
    }
    place.dataset.url = url;
  }
}
