import { byId } from "./dom.js";

const THEMES = ["system", "light", "dark"];
const SIGNS = { system: "◐", light: "☀", dark: "☾" };
const SAYS = { system: "system", light: "light", dark: "dark" };
const KEY = "wsbin.theme";

/**
 * The button for the colours, and on a narrow page the ones for its views.
 *
 * @param changed is called when something has to be drawn anew
 * @returns shows the view of that name
 */
export function setUpAppearance(changed) {
  const button = byId("theme");
  button.addEventListener("click", () => {
    const next = THEMES[(THEMES.indexOf(theme()) + 1) % THEMES.length];
    setTheme(next);
    remember(next);
    changed();
  });
  setTheme(theme());

  const views = Array.from(document.querySelectorAll("[data-show]"));
  const show = (view) => {
    document.body.dataset.view = view;
    views.forEach((other) => other.setAttribute("aria-pressed", other.dataset.show === view));
    changed();
  };
  views.forEach((view) => view.addEventListener("click", () => show(view.dataset.show)));
  return show;
}

const theme = () => document.documentElement.dataset.theme ?? "system";

function remember(name) {
  try {
    if (name === "system") {
      localStorage.removeItem(KEY);
    } else {
      localStorage.setItem(KEY, name);
    }
  } catch {
    // no storage is allowed here: the choice lasts as long as the page
  }
}

function setTheme(name) {
  if (name === "system") {
    delete document.documentElement.dataset.theme;
  } else {
    document.documentElement.dataset.theme = name;
  }
  byId("theme").textContent = SIGNS[name];
  byId("theme").setAttribute("aria-label", `Colours: ${SAYS[name]}`);
  byId("theme").title = `Colours: ${SAYS[name]}`;
}
