import { Behaviour } from "./behaviour.js";
import { byId, element } from "./dom.js";
import { BASE, httpOf, urlOf } from "./paths.js";

/** The group that most come for; the others are in the server's order. */
const FIRST = "Messages";

/** Every behaviour of this server, by group: searched, unfolded, tried. */
export class Catalogue {
  #go;
  #items = [];

  /** @param go is called with { url, subprotocols, texts } when one is to be tried */
  constructor(go) {
    this.#go = go;
    byId("search").addEventListener("input", () => this.#search());
  }

  /** Asks the server what it has. */
  async load() {
    const place = byId("steps");
    try {
      const answer = await fetch(`${httpOf(BASE)}catalogue`);
      if (!answer.ok) {
        throw new Error(`the server answered ${answer.status}`);
      }
      const { steps } = await answer.json();
      place.replaceChildren(...this.#groups(steps));
      this.#complete(steps);
      this.#search();
    } catch (failure) {
      place.replaceChildren(element("p", { className: "empty", textContent: `Cannot load the catalogue: ${failure.message}. Reload the page.` }));
    }
  }

  #groups(steps) {
    const groups = new Map([[FIRST, []]]);
    for (const step of steps) {
      groups.set(step.group, [...(groups.get(step.group) ?? []), this.#item(step)]);
    }
    return Array.from(groups, ([title, items]) => {
      const section = element("section", { className: "group" }, element("h3", {}, title), ...items);
      return section;
    });
  }

  #item(step) {
    const id = `step-${this.#items.length}`;
    const body = element("div", { id, hidden: true });
    const button = element("button", { type: "button", className: "step-head" },
      element("code", {}, ...pattern(step.pattern)),
      element("span", { className: "summary" }, step.summary));
    button.setAttribute("aria-expanded", false);
    button.setAttribute("aria-controls", id);
    const item = element("div", { className: "step" }, button, body);
    item.dataset.pattern = step.pattern;
    button.addEventListener("click", () => this.#unfold(step, button, body));
    const text = [step.pattern, ...step.aliases, step.summary, step.group, step.rfc ?? "", ...step.engines, ...step.parameters.map(({ allowed }) => allowed)];
    this.#items.push({ item, text: text.join(" ").toLowerCase() });
    return item;
  }

  #unfold(step, button, body) {
    const open = button.getAttribute("aria-expanded") !== "true";
    button.setAttribute("aria-expanded", open);
    body.hidden = !open;
    if (open && !body.firstChild) {
      body.append(new Behaviour(step, this.#go).element);
    }
  }

  #search() {
    const words = byId("search").value.toLowerCase().split(/\s+/).filter(Boolean);
    let shown = 0;
    for (const { item, text } of this.#items) {
      item.hidden = !words.every((word) => text.includes(word));
      shown += item.hidden ? 0 : 1;
    }
    for (const group of document.querySelectorAll(".group")) {
      group.hidden = !group.querySelector(".step:not([hidden])");
    }
    const all = this.#items.length;
    byId("catalogue-count").textContent = shown === all ? `${all}` : `${shown} of ${all}`;
  }

  /** The URL field is completed from the examples. */
  #complete(steps) {
    const paths = steps.flatMap(({ engines, examples }) => examples.map(({ path }) => `${engines[0]}/${path}`));
    byId("urls").replaceChildren(...["ws/", ...new Set(paths)].map((path) => element("option", { value: urlOf(path) })));
  }
}

/** The pattern with its placeholders apart. */
function pattern(text) {
  return text.split(/(\{[^}]*\})/).filter(Boolean).map((part) => (part.startsWith("{") ? element("i", {}, part) : part));
}
