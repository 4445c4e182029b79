const MEANINGS = {
  1000: "Normal closure: what the connection was for is done.",
  1001: "Going away: the server stops, or a page is left.",
  1002: "Protocol error: the peer has seen what the protocol forbids.",
  1003: "Unsupported data: a kind of message that the peer does not take.",
  1005: "No status: the close frame had no code.",
  1006: "Abnormal closure: there was no close frame.",
  1007: "Invalid payload: a text that is not UTF-8.",
  1008: "Policy violation: the peer refuses what was sent.",
  1009: "Message too big for the peer.",
  1010: "Mandatory extension: the client wanted one that the server did not agree to.",
  1011: "Internal error: the server cannot go on.",
  1012: "Service restart: come back later.",
  1013: "Try again later: the server is overloaded.",
  1014: "Bad gateway: a proxy got no valid answer.",
  1015: "TLS handshake failed.",
};

const NEVER_OPEN =
  "The connection never opened. The server may have answered the handshake with a status other than 101 or with a wrong " +
  "header, may have taken none of the subprotocols offered, may refuse this page’s origin, or may not be there; DNS, a proxy, a firewall or a certificate can be it too. " +
  "Browsers tell no script which. The answer itself is seen by:";
const CUT_OFF =
  "TCP ended without a close frame, or the browser itself failed the connection, because the server broke the protocol: " +
  "a masked frame, a reserved bit or opcode, invalid UTF-8. Browsers tell no script which; the developer tools’ console " +
  "often has a sentence. A proxy’s idle timeout looks the same.";

/** What a close code means, in a sentence (RFC 6455 section 7.4.1, and IANA's registry). */
export function meaning(code) {
  if (MEANINGS[code]) {
    return MEANINGS[code];
  }
  if (code >= 4000 && code <= 4999) {
    return "Private use: the application gives it a meaning.";
  }
  if (code >= 3000 && code <= 3999) {
    return "Registered with IANA for a library or framework.";
  }
  return "Reserved: no application may send it.";
}

/** What may be behind it where the browser hides the cause; empty where it does not. */
export function cause(code, hadOpened) {
  if (code !== 1006) {
    return "";
  }
  return hadOpened ? CUT_OFF : NEVER_OPEN;
}
