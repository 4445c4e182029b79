import { asked, millis, Visit } from "./path-visit.js";

const MESSAGES = 40;
const INTERVAL = 50;
/** Milliseconds: closer than that, two messages have come together. */
const TOGETHER = 5;
/** So many of ten messages that came together are more than chance. */
const MANY = 3;
/** A busy page or machine does the same as a buffer, now and then: it must show each time. */
const TIMES = 3;
const ECHOES = 20;
const REQUESTS = 5;
const PATIENCE = 5000;

/** Whether messages arrive as they are sent: one each 50 ms from the server, and echoes one at a time. */
export const buffering = {
  id: "buffering",
  title: "messages that are held back",
  async run({ way, progress, drawGaps }) {
    let arrivals = [];
    for (let i = 0; i < TIMES; i += 1) {
      progress(i ? "messages came together: once more" : `${MESSAGES} messages, one each ${INTERVAL} ms`, 0.2 + 0.2 * i);
      arrivals = await arrivalsOf(way, drawGaps);
      if (!held(gaps(arrivals))) {
        break;
      }
    }
    progress("round trips", 0.9);
    const trip = median(await trips(way));
    const request = median(await requests(way.signal));
    const all = gaps(arrivals);
    const isHeld = held(all);
    const arrival = `${arrivals.length} messages, one each ${INTERVAL} ms: the longest pause was ${millis(longest(all))}, ${together(all)} came together with the one before`;
    return {
      summary: isHeld ? "messages arrive in groups" : `an echo takes ${millis(trip)}`,
      findings: isHeld ? [{ symptom: "buffered", what: `${arrival}.`, client: arrival, server: `sent one each ${INTERVAL} ms` }] : [],
      evidence: [arrival, `round trip of an echo: median ${millis(trip)}, of a request: ${millis(request)}`],
    };
  },
};

async function arrivalsOf(way, drawGaps) {
  const visit = await Visit.to(way, `repeat/tick/${INTERVAL}/after/1/close/1000`);
  try {
    for (let i = 1; i <= MESSAGES && (await visit.received(i, PATIENCE)); i += 1) {
      drawGaps(visit.messages.map(({ at }) => at - visit.messages[0].at));
    }
    return visit.messages.slice(0, MESSAGES).map(({ at }) => at - visit.messages[0].at);
  } finally {
    visit.close();
  }
}

const gaps = (arrivals) => arrivals.slice(1).map((at, i) => at - arrivals[i]);
const together = (all) => all.filter((gap) => gap < TOGETHER).length;
const longest = (all) => Math.max(0, ...all);
const held = (all) => all.length > 0 && together(all) * 10 >= MANY * all.length && longest(all) > 2.5 * INTERVAL;

async function trips(way) {
  const visit = await Visit.to(way, "echo");
  const times = [];
  try {
    for (let i = 1; i <= ECHOES; i += 1) {
      const begin = performance.now();
      visit.send("tick");
      if (!(await visit.received(i, PATIENCE))) {
        break;
      }
      times.push(visit.messages[i - 1].at - begin);
    }
    return times;
  } finally {
    visit.close(1000);
  }
}

async function requests(signal) {
  const times = [];
  for (let i = 0; i < REQUESTS; i += 1) {
    const begin = performance.now();
    if ((await asked("health/live", signal)).status) {
      times.push(performance.now() - begin);
    }
  }
  return times;
}

function median(times) {
  const sorted = Float64Array.from(times).sort();
  return sorted.length ? sorted[Math.floor(sorted.length / 2)] : 0;
}
