import { buffering } from "./path-buffering.js";
import { closes } from "./path-closes.js";
import { conversation } from "./path-conversation.js";
import { idle } from "./path-idle.js";
import { sizes } from "./path-sizes.js";
import { asked, cut, NotOpen, Visit } from "./path-visit.js";

const VERSION = 1;

/** Always first: without a connection the others cannot run. */
const handshake = {
  id: "handshake",
  title: "opening a WebSocket",
  async run({ way }) {
    try {
      const visit = await Visit.to(way, "echo");
      visit.close(1000);
      return { summary: "a WebSocket opens", findings: [], evidence: [`${visit.url.split("?")[0]} opens`] };
    } catch (failure) {
      if (failure instanceof NotOpen) {
        return neverOpened(failure, way.recorded);
      }
      throw failure;
    }
  },
};

/** In the order of the report. */
export const CHECKS = [handshake, conversation, idle, sizes, buffering, closes];
/** All but that of idle connections take turns: they would disturb each other's times and limits. */
const IN_TURN = [conversation, closes, buffering, sizes];

function neverOpened({ refused }, recorded) {
  const sentence = refused?.sentence ?? "";
  const upgrade = /upgrade|http\/1\.0|websocket/i.test(sentence);
  const what = refused
    ? `The server refused it with ${refused.status}: ${cut(sentence)}`
    : `No WebSocket opens${recorded ? ", and the server saw no handshake" : ""}. Browsers hide the answer from scripts; wsbin probe shows it.`;
  const server = refused ? cut(sentence) : recorded ? "no handshake" : "";
  const symptom = upgrade ? "upgrade-lost" : "refused";
  return { summary: "no WebSocket opens", findings: [{ symptom, what, client: "1006, never open", server }], evidence: [what] };
}

/** One run of the checks. It holds a few connections at a time, and ends them all when it is stopped. */
export class PathProbe {
  #controller = new AbortController();
  #hear;
  #wanted;
  #longest;
  #results = new Map();
  #stopped = false;
  /** Whether the server records connections, and says so. */
  #recorded = false;
  #hidden = document.hidden;
  #at = new Date();
  #begin = performance.now();

  /**
   * @param wanted ids of checks
   * @param longest seconds that a connection may be idle
   * @param hear is called with { check, state, text, share }, { idle: lines } and { gaps: milliseconds }
   */
  constructor(wanted, longest, hear) {
    this.#wanted = wanted;
    this.#longest = longest;
    this.#hear = hear;
  }

  /** Ends all connections; run() then returns what is known. */
  stop() {
    this.#stopped = true;
    this.#controller.abort();
  }

  get stopped() {
    return this.#stopped;
  }

  /** Returns the report. Never rejects. */
  async run() {
    const hidden = () => {
      this.#hidden ||= document.hidden;
    };
    document.addEventListener("visibilitychange", hidden, { signal: this.#controller.signal });
    this.#recorded = (await asked("transcripts", this.#controller.signal, "POST")).json !== null;
    const opened = await this.#one(handshake);
    const isWanted = (check) => check !== handshake && this.#wanted.includes(check.id);
    if (opened.outcome === "good") {
      const beside = isWanted(idle) ? this.#one(idle) : null;
      for (const check of IN_TURN.filter(isWanted)) {
        await this.#one(check);
      }
      await beside;
    } else {
      CHECKS.filter(isWanted).forEach((check) => this.#over(check, skipped("no WebSocket opens"), performance.now()));
    }
    this.#controller.abort();
    return this.#report();
  }

  async #one(check) {
    const begin = performance.now();
    const way = { signal: this.#controller.signal, recorded: this.#recorded };
    const progress = (text, share) => this.#hear({ check: check.id, state: "running", text, share });
    if (this.stopped) {
      return this.#over(check, skipped("stopped before it began"), begin);
    }
    progress("connecting", 0);
    try {
      const tools = { way, longest: this.#longest, progress, draw: (lines) => this.#hear({ idle: lines }), drawGaps: (gaps) => this.#hear({ gaps }) };
      const result = await check.run(tools);
      const outcome = result.findings.length ? "found" : "good";
      // what it says may come from being stopped
      return this.#over(check, this.stopped ? skipped("stopped before it was over") : { outcome, ...result }, begin);
    } catch (failure) {
      return this.#over(check, skipped(this.stopped ? "stopped before it was over" : failure.message), begin);
    }
  }

  #over(check, result, begin) {
    const whole = { check: check.id, title: check.title, seconds: (performance.now() - begin) / 1000, ...result };
    this.#results.set(check.id, whole);
    this.#hear({ check: check.id, state: whole.outcome, text: whole.summary, share: 1 });
    return whole;
  }

  #report() {
    const checks = CHECKS.map(({ id }) => this.#results.get(id)).filter(Boolean);
    return {
      version: VERSION,
      target: location.origin + location.pathname,
      at: this.#at.toISOString(),
      browser: navigator.userAgent,
      hidden: this.#hidden,
      recorded: this.#recorded,
      good: checks.every(({ findings }) => !findings.length),
      seconds: (performance.now() - this.#begin) / 1000,
      checks,
    };
  }
}

const skipped = (summary) => ({ outcome: "skipped", summary, findings: [], evidence: [] });
