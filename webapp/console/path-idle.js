import { endAtServer, seconds, sleep, Visit } from "./path-visit.js";

const STEP_MILLIS = 1000;
/** A connection that lives so much longer than the silent one is not ended for being idle. */
const LONGER = 1.5;
/** Ends of that many seconds apart are of the same age. */
const SAME_AGE = 2;
/** Seconds more than the longest time that was asked for: a limit of just that time shows a little later. */
const MARGIN = 3;

/** What is sent on a connection; a browser cannot ping. */
export const ARMS = [
  { words: "nothing is sent", path: "after/1000000?ping-interval=0" },
  { words: "the server pings", path: "after/1000000?ping-interval=1s", pings: true },
  { words: "the server sends", path: "repeat/tick/1s/after/1000000?ping-interval=0" },
  { words: "the client sends", path: "after/1000000?ping-interval=0", sends: true },
];
const NO_PINGS = "the client pings: not tried, browsers have no pings for scripts; wsbin probe does it";

/** How long a connection may be idle, and what counts as activity. */
export const idle = {
  id: "idle",
  title: "connections without traffic",
  async run({ way, longest, progress, draw }) {
    let lines = [];
    try {
      lines = await Promise.all(ARMS.map(async (arm) => ({ arm, visit: await Visit.to(way, arm.path), pingTimes: [] })));
      draw(lines);
      await watch(lines, longest, way.signal, progress);
      lines.forEach(({ visit }) => visit.close());
      const servers = await Promise.all(lines.map(({ visit }) => visit.server()));
      lines.forEach((line, i) => {
        line.server = servers[i];
        line.pingTimes = (servers[i]?.frames ?? []).filter(({ opcode, direction }) => opcode === "ping" && direction === "sent").map(({ at }) => at);
      });
      draw(lines);
      return judge(lines);
    } finally {
      lines.forEach(({ visit }) => visit.close());
    }
  },
};

/** Until the time is over, or all that ends has ended, and the rest has lived much longer. */
async function watch(lines, longest, signal, progress) {
  const [silent] = lines.map(({ visit }) => visit);
  const most = longest + MARGIN;
  for (;;) {
    lines.filter(({ arm }) => arm.sends).forEach(({ visit }) => visit.send("tick"));
    const open = lines.filter(({ visit }) => !visit.isOver).length;
    const until = silent.isOver ? silent.age * LONGER + SAME_AGE : most;
    const age = (performance.now() - silent.openedAt) / 1000;
    progress(`${seconds(age)} of ${seconds(until)}, ${open} of ${lines.length} connections open`, age / until);
    if (age > until || !open) {
      return;
    }
    await sleep(STEP_MILLIS, signal);
  }
}

const lives = ({ visit }) => !visit.wasEnded;

function judge(lines) {
  const seen = lines.map((line) => {
    const how = lives(line) ? `open after ${seconds(line.visit.age)}` : `ended after ${seconds(line.visit.age)} by ${line.visit.howItEnded}`;
    return `${line.arm.words}: ${how}`;
  });
  const evidence = seen.map((words, i) => {
    const server = lives(lines[i]) ? "" : endAtServer(lines[i].server);
    return server ? `${words}; the server saw: ${server}` : words;
  });
  const [silent, ...busy] = lines;
  const all = [...evidence, NO_PINGS];
  const limit = silent.visit.age;
  if (lives(silent)) {
    return { summary: `none was ended within ${seconds(limit)}`, findings: [], evidence: all };
  }
  const ends = { client: seen[0], server: endAtServer(silent.server) };
  if (busy.every((line) => !lives(line) && Math.abs(line.visit.age - limit) < SAME_AGE)) {
    const what = `Each connection was ended after ${seconds(limit)}, busy or not, by ${silent.visit.howItEnded}.`;
    return { summary: `all are ended after ${seconds(limit)}`, findings: [{ symptom: "age-limit", what, ...ends }], evidence: all };
  }
  const counts = busy.filter(lives).map(({ arm }) => arm);
  const others = busy.filter((line) => !lives(line)).map(({ arm }) => arm.words);
  const what = [
    `An idle connection was ended after ${seconds(limit)} by ${silent.visit.howItEnded}.`,
    counts.length ? `It stays open if ${listed(counts.map(({ words }) => words))}.` : "Nothing kept it open.",
    others.length ? `It does not if only ${listed(others)}.` : "",
    advice(counts, limit),
  ];
  return {
    summary: `ended after ${seconds(limit)} of silence`,
    findings: [{ symptom: "idle-limit", what: what.filter(Boolean).join(" "), ...ends }],
    evidence: all,
  };
}

function advice(counts, limit) {
  const safe = Math.max(1, Math.floor(limit / 3));
  if (counts.some(({ pings }) => pings)) {
    return `A ping every ${safe} s is safe.`;
  }
  return counts.length ? `A message every ${safe} s is safe; pings are not enough.` : "";
}

function listed(words) {
  return words.length < 2 ? words.join() : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;
}
