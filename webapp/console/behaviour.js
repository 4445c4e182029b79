import { copyButton, element } from "./dom.js";
import { compose, manners, parts, problem, urlOf } from "./paths.js";
import { LANGUAGES, snippet } from "./snippets.js";
import { tabs } from "./tabs.js";

const ENGINES = {
  ws: { path: "/ws", says: "the container’s own implementation" },
  wire: { path: "/wire", says: "wsbin’s own, the same bytes on every container" },
};
const NOTHING = { path: "", transcript: [] };
let counter = 0;

/**
 * What is unfolded below a behaviour: a form of its parameters, the URL that follows from them, and
 * programs that connect to it.
 *
 * @param go is called with { url, subprotocols, texts } when it is to be tried
 */
export class Behaviour {
  #step;
  #go;
  #id = `behaviour-${counter++}`;
  #engine;
  #example;
  #language = "browser";
  #fields = {};
  #url = element("output", { className: "url-out" });
  #code = element("pre", { className: "code", id: `${this.#id}-code`, tabIndex: 0, ariaLabel: "Program" });
  #copyUrl = copyButton("Copy the URL", () => this.#call().url);
  #copyCode = copyButton("Copy the program", () => this.#code.textContent);
  element;

  constructor(step, go) {
    this.#step = step;
    this.#go = go;
    [this.#engine] = step.engines;
    this.#example = step.examples[0] ?? NOTHING;
    const snippetTabs = element("div", { className: "tabs small" });
    const form = element("form", { className: "behaviour", autocomplete: "off" },
      this.#about(),
      ...step.parameters.map((parameter) => this.#parameter(parameter)),
      this.#engines(),
      this.#context(),
      element("div", { className: "address" }, this.#url, this.#copyUrl),
      element("div", { className: "actions" }, element("button", { type: "submit", className: "primary", textContent: "Connect" })),
      this.#examples(),
      element("div", { className: "snippets" },
        element("div", { className: "snippet-head" }, snippetTabs, this.#copyCode),
        this.#code));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      if (!problem(this.#step, this.#said())) {
        this.#go(this.#call());
      }
    });
    form.addEventListener("input", () => this.#changed());
    this.#take(this.#example);
    tabs(snippetTabs, "Language", LANGUAGES, this.#code.id, (language) => {
      this.#language = language;
      this.#changed();
    })(this.#language);
    this.element = form;
  }

  #about() {
    const { summary, rfc, ends, enabled } = this.#step;
    const about = element("p", { className: "about" }, summary);
    const [, number, section] = rfc?.match(/^RFC (\d+) section ([\d.]+)$/) ?? [];
    if (number) {
      const href = `https://www.rfc-editor.org/rfc/rfc${number}#section-${section}`;
      about.append(" ", element("a", { href, rel: "noreferrer", target: "_blank", textContent: rfc }), ".");
    }
    if (ends) {
      about.append(" It must be the last step.");
    }
    if (!enabled) {
      about.append(element("strong", {}, " Turned off on this server."));
    }
    return about;
  }

  #parameter(parameter) {
    const id = `${this.#id}-${parameter.name}`;
    const control = parameter.choices.length ? choice(parameter) : field(parameter);
    control.id = id;
    control.setAttribute("aria-describedby", `${id}-hint`);
    this.#fields[parameter.name] = control;
    const fallback = parameter.default ? `; ${parameter.default} unless given` : "";
    return element("div", { className: "parameter" },
      element("label", { htmlFor: id }, element("code", {}, parameter.in === "query" ? `?${parameter.name}=` : `{${parameter.name}}`)),
      control,
      element("p", { className: "hint", id: `${id}-hint` }, `${parameter.allowed.replace(", percent-encoded", "")}${fallback}`));
  }

  #engines() {
    const set = element("fieldset", { className: "engines" }, element("legend", {}, "Engine"));
    for (const [engine, { path, says }] of Object.entries(ENGINES)) {
      const able = this.#step.engines.includes(engine);
      const radio = element("input", { type: "radio", name: `${this.#id}-engine`, value: engine, checked: engine === this.#engine, disabled: !able });
      radio.addEventListener("input", () => {
        this.#engine = engine;
      });
      const label = element("label", { className: able ? "" : "unable", title: able ? says : "the standard API cannot do this" }, radio, element("code", {}, path));
      set.append(label);
    }
    return set;
  }

  #context() {
    const row = element("div", { className: "around" });
    for (const [name, says] of [["before", "Steps before"], ["behind", "Steps after"]]) {
      const id = `${this.#id}--${name}`;
      const disabled = name === "behind" && this.#step.ends;
      this.#fields[`/${name}`] = element("input", { id, spellcheck: false, disabled, placeholder: disabled ? "it must be the last step" : "message/hello/delay/1" });
      row.append(element("div", {}, element("label", { htmlFor: id }, says), this.#fields[`/${name}`]));
    }
    return row;
  }

  #examples() {
    const examples = this.#step.examples.filter(({ path }) => path);
    if (examples.length === 0 || !examples.some(({ transcript }) => transcript.length)) {
      return element("div", { hidden: true });
    }
    return element("details", {}, element("summary", {}, `What you see: ${examples.length === 1 ? "an example" : `${examples.length} examples`}`),
      ...examples.map((example) => {
        const use = element("button", { type: "button", className: "example", textContent: example.path, title: "Take these values" });
        use.addEventListener("click", () => {
          this.#take(example);
          this.#changed();
        });
        return element("div", {}, use, element("pre", { className: "script" }, example.transcript.join("\n")));
      }));
  }

  #take(example) {
    this.#example = example;
    const { before, values, behind } = parts(this.#step, example.path || this.#step.name);
    this.#fields["/before"].value = before;
    this.#fields["/behind"].value = behind;
    for (const { name, default: fallback } of this.#step.parameters) {
      this.#fields[name].value = values[name] || fallback || this.#fields[name].value;
    }
  }

  #said() {
    const values = Object.fromEntries(this.#step.parameters.map(({ name }) => [name, this.#fields[name].value]));
    return { before: this.#fields["/before"].value, values, behind: this.#fields["/behind"].value };
  }

  #call() {
    const path = compose(this.#step, this.#engine, this.#said());
    return { url: urlOf(path), ...manners(this.#example) };
  }

  #changed() {
    const wrong = problem(this.#step, this.#said());
    const call = this.#call();
    this.#url.textContent = wrong ? `invalid: ${wrong}` : call.url;
    this.#code.textContent = wrong ? "" : snippet(this.#language, call);
    this.#copyUrl.disabled = Boolean(wrong);
    this.#copyCode.disabled = Boolean(wrong);
  }
}

function choice({ choices }) {
  return element("select", {}, ...choices.map((value) => element("option", { value, textContent: value })));
}

function field({ type, least, most, in: place }) {
  const input = element("input", { spellcheck: false, required: place === "path" });
  if (type === "integer") {
    Object.assign(input, { type: "number", min: least ?? "", max: most ?? "", step: 1 });
  }
  return input;
}
