import { BASE, httpOf } from "./paths.js";

/**
 * Asks this server what a handshake of this page would get, and says it in a sentence; an empty one
 * for another server's URL. The browser hides the handshake's own answer.
 */
export async function inspected(url) {
  if (!url.startsWith(BASE)) {
    return "";
  }
  const query = new URLSearchParams({ origin: location.origin, path: `/${url.slice(BASE.length)}` });
  try {
    const answer = await fetch(`${httpOf(BASE)}inspect?${query}`, { cache: "no-store" });
    if (!answer.ok) {
      throw new Error(`the server answers ${answer.status}`);
    }
    return sentence(await answer.json());
  } catch (failure) {
    return `/inspect cannot be read (${failure.message}): perhaps the server is gone, or out of reach.`;
  }
}

function sentence({ handshake: { status, why } }) {
  return status === 101
    ? "/inspect: the path and this page’s origin are fine. So a step of the path gives another answer, the server has no"
        + " room, or something on the way prevents the WebSocket."
    : `/inspect: the server answers this handshake with ${status}. ${why}`;
}
