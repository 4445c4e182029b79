const MEANINGS = {
  1000: "Normal closure: the connection has served its purpose.",
  1001: "Going away: the server is stopping, or the user left the page.",
  1002: "Protocol error: the peer received something that the protocol forbids.",
  1003: "Unsupported data: the peer does not accept this kind of message.",
  1005: "No status: the close frame had no code.",
  1006: "Abnormal closure: there was no close frame.",
  1007: "Invalid payload: a text that is not UTF-8.",
  1008: "Policy violation: the peer refuses a message.",
  1009: "Message too big for the peer.",
  1010: "Mandatory extension: the client requires one that the server did not accept.",
  1011: "Internal error: the server cannot continue.",
  1012: "Service restart: come back later.",
  1013: "Try again later: the server is overloaded.",
  1014: "Bad gateway: a proxy got no valid response.",
  1015: "TLS handshake failed.",
};

const NEVER_OPEN = {
  says: "The connection never opened. Browsers hide the cause from scripts. Possible causes:",
  list: [
    "the server answered the handshake with a status other than 101, or with a wrong header;",
    "it supports none of the offered subprotocols, or refuses this page’s origin;",
    "it does not exist, or DNS, a proxy, a firewall or a certificate prevents the connection.",
  ],
  then: "This command shows the response:",
};
const CUT_OFF = {
  says: "TCP ended without a close frame. Browsers hide the cause from scripts. Possible causes:",
  list: [
    "the server, or something in between, dropped the connection; a proxy’s idle timeout looks like this;",
    "the browser ended it, because the server violated the protocol: a masked frame, a reserved bit or opcode, invalid UTF-8.",
  ],
  then: "The console of the developer tools often shows more.",
};
const CANCELLED = { says: "Cancelled by this page before a response came.", list: [], then: "" };
const UNANSWERED = {
  says: "This page sent a close frame, and the server did not answer it.",
  list: [],
  then: "",
};

/** What a close code means, in a sentence (RFC 6455 section 7.4.1, and IANA's registry). */
export function meaning(code) {
  if (MEANINGS[code]) {
    return MEANINGS[code];
  }
  if (code >= 4000 && code <= 4999) {
    return "Private use: the application defines its meaning.";
  }
  if (code >= 3000 && code <= 3999) {
    return "Registered with IANA for a library or framework.";
  }
  return "Reserved: applications must not send it.";
}

/** Whether there was a close frame: these two codes are the browser's own, and stand for none. */
export const isHandshake = (code) => code !== 1006 && code !== 1015;

/**
 * What may be behind it where the browser hides the cause: a sentence, a list of what it can be, and
 * what more there is to say; null where nothing is hidden.
 */
export function cause({ code, opened, byUs }) {
  if (isHandshake(code)) {
    return null;
  }
  if (byUs) {
    return opened ? UNANSWERED : CANCELLED;
  }
  return opened ? CUT_OFF : NEVER_OPEN;
}

/** The same as plain text. */
export function causeText(end) {
  const found = cause(end);
  return found ? [found.says, ...found.list.map((line) => `- ${line}`), found.then].filter(Boolean).join("\n") : "";
}
