import { element } from "./dom.js";

/**
 * A row of tabs, as WAI-ARIA has them: arrow keys move, one is in the tab order.
 *
 * @param names what can be chosen, by key
 * @param panel id of what they control
 */
export function tabs(place, label, names, panel, chosen) {
  place.setAttribute("role", "tablist");
  place.setAttribute("aria-label", label);
  const buttons = Object.entries(names).map(([key, name]) => {
    const tab = element("button", { type: "button", role: "tab", textContent: name });
    tab.dataset.key = key;
    tab.setAttribute("aria-controls", typeof panel === "string" ? panel : panel(key));
    tab.addEventListener("click", () => choose(key));
    return tab;
  });
  place.replaceChildren(...buttons);

  function choose(key) {
    for (const tab of buttons) {
      const on = tab.dataset.key === key;
      tab.setAttribute("aria-selected", on);
      tab.tabIndex = on ? 0 : -1;
    }
    chosen(key);
  }

  place.onkeydown = (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    if (step) {
      const at = buttons.indexOf(document.activeElement);
      const next = buttons[(at + step + buttons.length) % buttons.length];
      next.focus();
      choose(next.dataset.key);
      event.preventDefault();
    }
  };
  return choose;
}
