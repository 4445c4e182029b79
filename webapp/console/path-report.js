import { seconds } from "./path-visit.js";

const MARKS = { good: "ok   ", found: "FOUND", skipped: "skip " };
const NOT_RECORDED = "The server records no connections now (--transcripts), so it cannot say what it saw.";
const HIDDEN = "The page was not in sight all the time: browsers slow such pages down.";

/** All that was found, by symptom: a symptom may show in several checks. */
export function bySymptom({ checks }) {
  const all = new Map();
  for (const finding of checks.flatMap(({ findings }) => findings)) {
    all.set(finding.symptom, [...(all.get(finding.symptom) ?? []), finding]);
  }
  return all;
}

/** What came of it, in a sentence or two. */
export function verdict(report) {
  const found = Array.from(bySymptom(report).values());
  const skipped = report.checks.filter(({ outcome }) => outcome === "skipped").length;
  const words = found.length ? (found.length === 1 ? found[0][0].what : `${found.length} things were found.`) : "Nothing was found.";
  return [words, skipped ? `Checks that could not be done: ${skipped}.` : "", report.recorded ? "" : NOT_RECORDED, report.hidden ? HIDDEN : ""].filter(Boolean).join(" ");
}

/** The report for people who read text, as the terminal's probe writes it. */
export function textOf(report, symptoms) {
  const lines = [`wsbin, tab "Path": ${report.target}, ${report.at}`, report.browser, ""];
  for (const { check, title, outcome, summary, seconds: time } of report.checks) {
    lines.push(`${MARKS[outcome]} ${check.padEnd(13)}${title}: ${summary} (${seconds(time)})`);
  }
  Array.from(bySymptom(report)).forEach(([id, findings], i) => {
    const { sentence, cause, settings } = symptoms.of(id);
    lines.push("", `${i + 1}. ${sentence}`);
    for (const { what, client, server } of findings) {
      lines.push(`   ${what}`, ...(server ? [`     client: ${client}`, `     server: ${server}`] : []));
    }
    lines.push(...(cause ? [`   Likely cause: ${cause}`] : []));
    lines.push(...(settings.length ? ["   What to change:"] : []), ...settings.map(({ product, setting }) => `     ${product}: ${setting}`));
  });
  lines.push("", verdict(report), "", "Evidence");
  for (const { check, evidence } of report.checks) {
    lines.push(...evidence.map((line) => `  ${check}: ${line}`));
  }
  return `${lines.join("\n")}\n`;
}

/** The report for programs, in the members that wsbin probe --json has. */
export function jsonOf(report, symptoms) {
  const finding = (one) => {
    const { cause, settings } = symptoms.of(one.symptom);
    return { ...one, cause, settings: Object.fromEntries(settings.map(({ product, setting }) => [product, setting])) };
  };
  const checks = report.checks.map((check) => ({ ...check, findings: check.findings.map(finding) }));
  return `${JSON.stringify({ ...report, verdict: verdict(report), checks }, null, 2)}\n`;
}

/** What the server knows about symptoms: sentences, causes, and settings of products. */
export class Symptoms {
  #known = new Map();

  /** @param symptoms as /symptoms has them; null if they cannot be had */
  constructor(symptoms) {
    (symptoms ?? []).forEach((symptom) => this.#known.set(symptom.id, symptom));
  }

  of(id) {
    return this.#known.get(id) ?? { id, sentence: id, cause: "", settings: [] };
  }
}
