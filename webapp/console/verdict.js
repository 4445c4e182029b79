import { element } from "./dom.js";
import { shortened } from "./recording.js";

const SIGNS = { passed: "✓", failed: "✗", skipped: "–" };
/** Frames of one finding that are named; a client that fails in every frame has thousands. */
const MOST_FRAMES = 20;
/** A verdict with 422 is one about a client that failed. */
const ANSWERS = new Set([200, 422]);

/**
 * Asks the server to judge this client by its transcript.
 *
 * @throws Error a sentence, if there is no verdict
 */
export async function verdictOf(transcript) {
  const answer = await fetch(`${transcript}/verdict`, { credentials: "omit", cache: "no-store" });
  if (!ANSWERS.has(answer.status)) {
    throw new Error(shortened((await answer.text()).trim()) || `status ${answer.status}`);
  }
  return answer.json();
}

/**
 * A verdict as elements: what failed first, and what could not be judged folded away.
 *
 * @param jump is called with the id of a connection and the number of a frame
 */
export function verdictElements({ passed, rules }, jump) {
  const of = (outcome) => rules.filter((rule) => rule.outcome === outcome);
  const [good, bad, skipped] = [of("passed"), of("failed"), of("skipped")];
  const head = element("p", { className: "judgement-head", role: "status" },
    element("strong", {}, passed ? "Passed" : "Failed"),
    element("span", {}, `${good.length} passed, ${bad.length} failed, ${skipped.length} not judged`));
  head.dataset.passed = passed;
  const list = (all) => element("ul", {}, ...all.map((rule) => ruleElement(rule, jump)));
  const folded = element("details", {}, element("summary", {}, `${skipped.length} rules about which the transcript says nothing`), list(skipped));
  return [head, list([...bad, ...good]), ...(skipped.length ? [folded] : [])];
}

function ruleElement({ id, outcome, sentence, section, findings }, jump) {
  const item = element("li", {},
    element("span", { className: "outcome", title: outcome, ariaHidden: "true" }, SIGNS[outcome] ?? "?"),
    element("span", { className: "unseen" }, `${outcome}: `),
    element("code", {}, id), ` ${sentence} `,
    element("span", { className: "soft section" }, section),
    ...findings.map((finding) => findingElement(finding, jump)));
  item.dataset.outcome = outcome;
  item.dataset.rule = id;
  return item;
}

function findingElement({ connection, frames, sentence }, jump) {
  const buttons = frames.slice(0, MOST_FRAMES).map((number) => {
    const button = element("button", { type: "button", className: "frame-link", textContent: `#${number}`, ariaLabel: `Show frame ${number}` });
    button.addEventListener("click", () => jump(connection, number));
    return button;
  });
  const more = frames.length > MOST_FRAMES ? ` and ${frames.length - MOST_FRAMES} more` : "";
  return element("p", { className: "finding" }, `${sentence} `, ...buttons.flatMap((button) => [button, " "]), more);
}
