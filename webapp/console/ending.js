import { byId, copyButton, element } from "./dom.js";
import { cause, isHandshake, meaning } from "./closing.js";
import { inspected } from "./inspection.js";
import { curl } from "./snippets.js";

/** Says below the transcript how the connection ended, and what it can mean. */
export function showEnding(end, subprotocols) {
  const { code, reason, wasClean, opened, byUs, url } = end;
  const place = byId("ending");
  const head = element("p", { className: "ending-head" },
    element("strong", {}, String(code)),
    element("span", { className: "reason" }, reason ? `“${reason}”` : "no reason given"),
    element("span", { className: "tag" }, wasClean ? "clean" : "not clean"),
    element("span", { className: "tag" }, author(end)));
  place.replaceChildren(head, element("p", {}, meaning(code)));
  place.dataset.clean = wasClean;
  const found = cause(end);
  const neverOpened = found && !opened && !byUs;
  if (neverOpened) {
    const verdict = element("p", { className: "verdict", role: "status" });
    place.append(verdict);
    inspected(url).then((says) => verdict.append(says));
  }
  if (found) {
    place.append(element("p", {}, found.says));
    if (found.list.length) {
      place.append(element("ul", {}, ...found.list.map((line) => element("li", {}, line))), element("p", {}, found.then));
    }
  }
  if (neverOpened) {
    const command = curl({ url, subprotocols, origin: location.origin });
    place.append(element("div", { className: "ending-command" },
      element("pre", { tabIndex: 0, ariaLabel: "Command" }, command),
      copyButton("Copy the command", () => command)));
  }
  place.hidden = false;
}

function author({ code, opened, byUs }) {
  if (!opened) {
    return byUs ? "cancelled by this page" : "never opened";
  }
  if (isHandshake(code)) {
    return byUs ? "closed by this page" : "closed by the peer";
  }
  return byUs ? "closed by this page, unanswered" : "cut off";
}

/** Takes it away again. */
export function hideEnding() {
  byId("ending").hidden = true;
}
