import { byId, copyButton, element } from "./dom.js";
import { cause, meaning } from "./closing.js";
import { curl } from "./snippets.js";

/** Says below the transcript how the connection ended, and what it can mean. */
export function showEnding({ code, reason, wasClean, opened, byUs, url }, subprotocols) {
  const place = byId("ending");
  const head = element("p", { className: "ending-head" },
    element("strong", {}, String(code)),
    element("span", { className: "reason" }, reason ? `“${reason}”` : "no reason given"),
    element("span", { className: "tag" }, wasClean ? "clean" : "not clean"),
    element("span", { className: "tag" }, author(wasClean, opened, byUs)));
  place.replaceChildren(head, element("p", {}, meaning(code)));
  place.dataset.clean = wasClean;
  const sentence = cause(code, opened);
  if (sentence) {
    place.append(element("p", {}, sentence));
  }
  if (sentence && !opened) {
    const command = curl({ url, subprotocols });
    place.append(element("div", { className: "ending-command" },
      element("pre", { tabIndex: 0, ariaLabel: "Command" }, command),
      copyButton("Copy the command", () => command)));
  }
  place.hidden = false;
}

function author(wasClean, opened, byUs) {
  if (!opened) {
    return "never opened";
  }
  return byUs ? "closed by this page" : wasClean ? "closed by the peer" : "cut off";
}

/** Takes it away again. */
export function hideEnding() {
  byId("ending").hidden = true;
}
