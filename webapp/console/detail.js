import { byId, copy } from "./dom.js";
import { bytes, clock, span } from "./format.js";
import { dump, toHex } from "./hex.js";
import { tabs } from "./tabs.js";

/** Characters, or bytes as hex, that are shown at first, and that each "more" adds. */
const PORTION = { text: 32_768, json: 32_768, hex: 8_192 };
/** A text longer than this is not tried as JSON. */
const MOST_JSON = 2_000_000;
/** Pixels from which on sixteen bytes of a hex dump find room in a row. */
const WIDE = 520;
/** Payload that is copied whole. */
const MOST_COPIED = 8_000_000;

/**
 * Shows one entry whole, in portions: as text, as pretty JSON, as a hex dump. An entry may bring its own line
 * `about` it, and `bits()`, which makes the elements of one more view.
 */
export class Detail {
  #entry = null;
  #view = "text";
  #shown = 0;
  #texts = {};

  constructor() {
    byId("detail-more").addEventListener("click", () => this.#show(this.#shown + PORTION[this.#view]));
    byId("detail-copy").addEventListener("click", () => copy(byId("detail-copy"), this.#copied()));
  }

  show(entry) {
    this.#entry = entry;
    this.#texts = {};
    byId("legend").hidden = true;
    const payload = entry.kind === "text" || entry.kind === "binary";
    const names = { ...(entry.bits && { bits: "Bits" }), ...(payload ? this.#views(entry) : { text: "Text" }) };
    byId("detail-meta").textContent = entry.about ?? about(entry, payload);
    const panel = (view) => (view === "bits" ? "detail-bits" : "detail-body");
    const choose = tabs(byId("detail-tabs"), "Views of the payload", names, panel, (view) => {
      this.#view = view;
      byId("detail-bits").hidden = view !== "bits";
      byId("detail-body").hidden = view === "bits";
      if (view === "bits") {
        byId("detail-more").hidden = true;
        byId("detail-bits").replaceChildren(...entry.bits());
      } else {
        this.#show(PORTION[view]);
      }
    });
    choose(Object.keys(names)[0]);
    byId("detail-copy").hidden = entry.size > MOST_COPIED;
  }

  /** To the panel that is shown, for the keyboard. */
  focus() {
    byId(this.#view === "bits" ? "detail-bits" : "detail-body").focus();
  }

  #views(entry) {
    if (entry.kind === "binary") {
      return { hex: "Hex", text: "Text" };
    }
    const json = pretty(entry.data);
    this.#texts.json = json;
    return json === null ? { text: "Text", hex: "Hex" } : { json: "JSON", text: "Text", hex: "Hex" };
  }

  #show(most) {
    this.#shown = most;
    const { text, length } = this.#view === "hex" ? this.#hex(most) : this.#text(most);
    byId("detail-body").textContent = text;
    byId("detail-body").dataset.view = this.#view;
    const more = byId("detail-more");
    more.hidden = length <= most;
    more.textContent = `Show more (${Math.floor((100 * Math.min(most, length)) / Math.max(1, length))} % shown)`;
  }

  #hex(most) {
    const { kind, data } = this.#entry;
    const octets = kind === "binary" ? new Uint8Array(data) : new TextEncoder().encode(data.slice(0, most));
    const inRow = byId("detail-body").clientWidth < WIDE ? 8 : 16;
    return { text: dump(octets, most, inRow), length: kind === "binary" ? octets.length : this.#entry.size };
  }

  #text(most) {
    const { kind, data } = this.#entry;
    if (kind === "binary") {
      const octets = new Uint8Array(data, 0, Math.min(most, data.byteLength));
      return { text: new TextDecoder().decode(octets), length: data.byteLength };
    }
    const whole = this.#view === "json" ? this.#texts.json : this.#entry.more ? `${data}\n\n${this.#entry.more}` : data;
    return { text: whole.slice(0, most), length: whole.length };
  }

  #copied() {
    const { kind, data } = this.#entry;
    if (kind === "binary") {
      return toHex(new Uint8Array(data));
    }
    return this.#view === "json" ? this.#texts.json : data;
  }
}

function about(entry, payload) {
  return [
    [entry.direction, entry.kind].filter(Boolean).join(" "),
    payload ? bytes(entry.size) : "",
    clock(entry.at),
    `+${span(entry.since)}`,
  ]
    .filter(Boolean)
    .join(" · ");
}

/** Indented JSON where the text is an object or an array; null where it is not. */
function pretty(text) {
  if (text.length > MOST_JSON || !/^\s*[[{]/.test(text)) {
    return null;
  }
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return null;
  }
}
