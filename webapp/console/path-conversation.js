import { cut, header, NotOpen, Visit } from "./path-visit.js";

const SUBPROTOCOL = "wsbin-probe";
const OTHER = "wsbin-other";
const PATH = `subprotocol/${SUBPROTOCOL}/echo?note=a%2Fb%20c`;
const LARGE = 50_000;
const PATIENCE = 5000;
const PINGS = 2;
const DEFLATE = /(^|,)\s*permessage-deflate\b/i;
const FORWARDED = /^(x-forwarded-.*|forwarded|via|x-real-ip)$/i;

/** What both ends saw of a request, of messages, of compression and of pings. */
export const conversation = {
  id: "conversation",
  title: "Host, path, subprotocol, compression, messages, pings",
  async run({ way, progress }) {
    progress("messages", 0.1);
    let visit;
    try {
      visit = await Visit.to(way, PATH, [OTHER, SUBPROTOCOL]);
    } catch (failure) {
      return lostSubprotocol(failure);
    }
    const evidence = [];
    const findings = await echoes(visit, evidence);
    visit.close(1000);
    const server = await visit.server();
    if (server) {
      findings.push(...request(visit, server, evidence), ...compression(visit, server, evidence));
    } else {
      evidence.push("the server's transcript cannot be read from here");
    }
    progress("pings of the server", 0.7);
    findings.push(...(await pings(way, evidence)));
    return {
      summary: findings.length ? `${findings.length} ${findings.length === 1 ? "difference" : "differences"} between both ends` : "both ends saw the same",
      findings,
      evidence,
    };
  },
};

function lostSubprotocol(failure) {
  if (!(failure instanceof NotOpen) || failure.refused?.status !== 400) {
    throw failure;
  }
  const finding = {
    symptom: "subprotocol-lost",
    what: "The server saw no offer of the subprotocol.",
    client: `Sec-WebSocket-Protocol: ${OTHER}, ${SUBPROTOCOL}`,
    server: cut(failure.refused.sentence ?? ""),
  };
  return { summary: "the offer of subprotocols does not arrive", findings: [finding], evidence: [finding.what] };
}

/** A text, and bytes that no compression makes shorter. */
async function echoes(visit, evidence) {
  const random = crypto.getRandomValues(new Uint8Array(LARGE));
  const findings = [];
  for (const [what, data] of [["a text", "hello from wsbin probe ".repeat(40)], [`${LARGE} random bytes`, random]]) {
    visit.send(data);
    const came = await visit.received(visit.sent.length, PATIENCE);
    const same = came && equal(visit.latest, data);
    evidence.push(`an echo of ${what}: ${same ? "the same" : came ? "changed" : "none within 5 s"}`);
    if (!same) {
      findings.push({
        symptom: "content-changed",
        what: `The client sent ${what}, and ${came ? "something else" : "nothing"} came back${visit.isOver ? `: the connection ended by ${visit.howItEnded}` : ""}.`,
        client: what,
        server: "",
      });
      break;
    }
  }
  return findings;
}

function equal(came, sent) {
  if (typeof sent === "string" || typeof came === "string") {
    return came === sent;
  }
  const octets = new Uint8Array(came);
  return octets.length === sent.length && octets.every((octet, i) => octet === sent[i]);
}

function request(visit, server, evidence) {
  const { line, headers } = server.request;
  const { host } = new URL(visit.url);
  const seen = header(headers, "host");
  const forwarded = headers.filter(([name]) => FORWARDED.test(name)).map((pair) => pair.join(": "));
  evidence.push(`the server sees the Host ${seen}, and ${forwarded.length ? cut(forwarded.join("; ")) : "no header of a proxy"}`);
  const findings = [];
  if (seen !== host) {
    findings.push({ symptom: "host-changed", what: "The request header Host was changed.", client: `Host: ${host}`, server: `Host: ${seen}` });
  }
  const sent = `/wire/${PATH}&transcript=${visit.name}`;
  const [, target] = line.split(" ");
  if (!target.endsWith(sent)) {
    findings.push({ symptom: "request-changed", what: "The path or the query was changed.", client: sent, server: cut(target) });
  }
  return findings;
}

function compression(visit, server, evidence) {
  const offer = header(server.request.headers, "sec-websocket-extensions");
  const answer = header(server.headers, "sec-websocket-extensions");
  const compressed = (server.frames ?? []).filter(({ rsv1 }) => rsv1).length;
  evidence.push(`extensions: the server sees the offer ${offer || "of none"}, and answers ${answer || "none"}; the browser sees ${visit.extensions || "none"}; ${compressed} compressed frames`);
  if (!DEFLATE.test(offer)) {
    const what = "Browsers offer permessage-deflate; the server saw no such offer.";
    return [{ symptom: "compression-lost", what, client: `extensions: ${visit.extensions || "none"}`, server: `Sec-WebSocket-Extensions: ${offer || "none"}` }];
  }
  if (DEFLATE.test(answer) && !DEFLATE.test(visit.extensions)) {
    const what = "The server accepted permessage-deflate, and the browser did not see that.";
    return [{ symptom: "compression-lost", what, client: `extensions: ${visit.extensions || "none"}`, server: `Sec-WebSocket-Extensions: ${answer}` }];
  }
  return [];
}

/** A browser answers pings by itself, and the server says whether an answer came. */
async function pings(way, evidence) {
  const visit = await Visit.to(way, `ping/${PINGS}/100`);
  await visit.received(1, PATIENCE);
  visit.close(1000);
  const all = ((await visit.server())?.pings ?? []).filter(({ by }) => by === "server");
  const answered = all.filter(({ pong }) => pong !== null).length;
  evidence.push(`pings of the server: ${answered} of ${all.length} answered`);
  if (!all.length || answered) {
    return [];
  }
  const what = "The server pinged, and no pong of the browser arrived.";
  return [{ symptom: "pings-lost", what, client: "browsers answer each ping, and hide it from scripts", server: `${all.length} pings, no pong` }];
}
