import { byId } from "./dom.js";
import { tabs } from "./tabs.js";

const NAMES = { page: "Transcript", server: "Server’s view", path: "Path" };
/** What belongs to each of them. */
const PARTS = {
  page: ["page-pane", "page-tools", "count"],
  server: ["server-pane", "server-tools", "server-count"],
  path: ["path-pane"],
};

/**
 * The tabs of the middle column.
 *
 * @param shown is called with the one that is in sight from now on
 * @returns shows the one of that name
 */
export function setUpPanes(shown) {
  return tabs(byId("panes"), "Whose view", NAMES, (key) => `${key}-pane`, (pane) => {
    document.querySelector(".desk").dataset.pane = pane;
    for (const [key, ids] of Object.entries(PARTS)) {
      ids.forEach((id) => {
        byId(id).hidden = key !== pane;
      });
    }
    shown(pane);
  });
}

/** The one that is in sight. */
export const shownPane = () => document.querySelector(".desk").dataset.pane;
