import { Visit } from "./path-visit.js";

const REASON = "wsbin probe";
const CODES = [1000, 1001, 1011, 3000, 4999];
/** A script can send no others below 3000. */
const OF_CLIENT = [1000, 3000, 4999];
const NO_CODE = 1005;
const NO_FRAME = 1006;
const PATIENCE = 5000;

/** Whether codes and reasons of closes arrive, each way, and how the end of TCP does. */
export const closes = {
  id: "closes",
  title: "codes and reasons of closes",
  async run({ way, progress }) {
    const tries = [
      ...CODES.map((code) => () => fromServer(way, `close/${code}?reason=wsbin%20probe`, code, REASON)),
      () => fromServer(way, "close", NO_CODE, ""),
      () => fromServer(way, "drop", NO_FRAME, ""),
      ...OF_CLIENT.map((code) => () => fromClient(way, code)),
    ];
    const results = [];
    for (const one of tries) {
      progress(`${results.length} of ${tries.length}`, results.length / tries.length);
      results.push(await one());
    }
    const findings = results.flatMap(({ finding }) => finding ?? []);
    const known = results.filter(({ unknown }) => !unknown).length;
    return {
      summary: `${known - findings.length} of ${known} arrive as they were sent`,
      findings,
      evidence: results.map(({ line }) => line),
    };
  },
};

async function fromServer(way, path, code, reason) {
  const visit = await Visit.to(way, path);
  await visit.ended(PATIENCE);
  const sent = words(code, reason);
  const came = visit.end ? words(visit.end.code, visit.end.reason) : "nothing within 5 s";
  const same = visit.end?.code === code && visit.end.reason === reason;
  visit.close();
  const finding = { symptom: "close-lost", what: `The server sent ${sent}; the client sees ${came}.`, client: came };
  return {
    line: `the server sends ${sent}: the client sees ${came}`,
    finding: same ? null : { ...finding, server: await atServer(visit, sent) },
  };
}

/** What the server says it sent, and what it got. */
async function atServer(visit, sent) {
  const close = (await visit.server())?.close;
  return close ? `sent ${shown(close.sent)}, received ${shown(close.received)}` : sent;
}

async function fromClient(way, code) {
  const visit = await Visit.to(way, "echo");
  visit.close(code, REASON);
  await visit.ended(PATIENCE);
  const connection = await visit.server();
  const sent = words(code, REASON);
  if (!connection) {
    return { line: `the client sends ${sent}: the server's transcript cannot be read`, finding: null, unknown: true };
  }
  const close = connection.close?.received;
  const came = shown(close);
  const same = close?.code === code && close.reason === REASON;
  const what = `The client sent ${sent}; the server sees ${came}.`;
  return {
    line: `the client sends ${sent}: the server sees ${came}`,
    finding: same ? null : { symptom: "close-lost", what, client: sent, server: came },
  };
}

const shown = (close) => (close ? words(close.code ?? NO_CODE, close.reason) : "no close frame");

function words(code, reason) {
  if (code === NO_CODE) {
    return "a close without a code";
  }
  return code === NO_FRAME ? "the end of TCP" : `${code}${reason && ` "${reason}"`}`;
}
