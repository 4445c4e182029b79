import { bytes } from "./format.js";
import { endAtServer, Visit } from "./path-visit.js";

const MOST = 8 * 1024 * 1024;
const LEAST = 125;
const FRAGMENT = 4096;
const PATIENCE = 20_000;
/** Bisection ends when the bounds are as near as that. */
const NEAR = 1.03;
/** Milliseconds of one bisection. */
const MOST_TIME = 60_000;

/** A browser decides itself in which frames it sends a message. */
const FORMS = [
  { id: "message-to-server", words: "a message to the server", path: () => "no-deflate/sink", sends: true },
  { id: "frame-to-client", words: "a frame to the client", path: (size) => `no-deflate/binary/${size}` },
  { id: "message-to-client", words: "a message to the client, in fragments", path: (size) => `no-deflate/fragment/${FRAGMENT}/binary/${size}` },
];

/** The largest message to the server, and the largest frame and message to the client, by bisection up to 8 MiB. */
export const sizes = {
  id: "sizes",
  title: "large frames and messages",
  async run({ way, progress }) {
    const evidence = [];
    const found = new Map();
    for (const form of FORMS) {
      const finding = await largest(way, form, evidence, (words) => progress(`${form.words}: ${words}`, FORMS.indexOf(form) / FORMS.length));
      if (finding) {
        found.set(form.id, finding);
      }
    }
    // a limit for messages would be for those to the client as well, unless it is the server's
    const frames = !found.has("message-to-client") && !found.get("message-to-server")?.byServer;
    return {
      summary: found.size ? "not all of 8 MiB pass" : "8 MiB pass both ways",
      findings: Array.from(found.values(), ({ what, client, server }) => ({
        symptom: frames ? "frame-limit" : "message-limit",
        what: frames ? `${what} To the client, 8 MiB pass in fragments.` : what,
        client,
        server,
      })),
      evidence,
    };
  },
};

async function largest(way, form, evidence, progress) {
  progress(bytes(MOST));
  const whole = await attempt(way, form, MOST);
  if (whole.passed) {
    evidence.push(`${form.words}: 8 MiB pass${whole.frames}`);
    return null;
  }
  let [passes, fails, next, last] = [0, MOST, LEAST, whole];
  const end = performance.now() + MOST_TIME;
  while (fails > passes * NEAR + 1 && performance.now() < end) {
    progress(bytes(next));
    const one = await attempt(way, form, next);
    if (one.passed) {
      passes = next;
    } else {
      fails = next;
      last = one;
    }
    next = fails === MOST && next < MOST / 8 ? next * 8 : Math.floor((passes + fails) / 2);
  }
  const itself = last.byServer ? ", which the server sent itself: its --max-message" : "";
  const what = `The largest that passes as ${form.words} has about ${passes} bytes; with ${fails} the connection ended by ${last.end}${itself}.`;
  evidence.push(what);
  return { what, client: last.end, server: last.server, byServer: last.byServer };
}

async function attempt(way, form, size) {
  const visit = await Visit.to(way, form.path(size));
  try {
    if (form.sends) {
      visit.send(new Uint8Array(size));
    }
    await visit.received(1, PATIENCE);
    const [answer] = visit.messages;
    const passed = answer !== undefined && (form.sends || answer.size === size);
    if (passed) {
      visit.latest = null;
      await visit.ended(1000);
      visit.close();
      return { passed, frames: form.sends && size === MOST ? framesOf(await visit.server()) : "" };
    }
    await visit.ended(2000);
    const end = visit.isOver ? visit.howItEnded : `no answer within ${PATIENCE / 1000} s`;
    visit.close();
    const server = await visit.server();
    return { passed, end, server: endAtServer(server), byServer: server?.close?.by === "server" };
  } finally {
    visit.close();
  }
}

/** In which frames the browser sent the message, as far as the server kept them. */
function framesOf(server) {
  const lengths = (server?.frames ?? []).filter(({ direction, opcode }) => direction === "received" && ["binary", "continuation"].includes(opcode)).map(({ length }) => length);
  return lengths.length ? `, which the browser sent in frames of ${bytes(Math.max(...lengths))} at most` : "";
}
