import { frameElements, octetElements } from "./bits-view.js";
import { aboutOf, payloadOf } from "./server-log.js";

const SAYS = {
  fault: "The server sent these bytes on purpose. This is how they read as frames.",
  violation: "These bytes of the client’s header the server had looked at when it found the violation.",
};

/** What the server saw, as the detail view takes it. */
export function lookedInto(entry) {
  const { kind, direction, size, frame, octets } = entry;
  const about = aboutOf(entry);
  if (!frame && !octets?.length) {
    return { kind, direction, size: 0, data: entry.what ?? "", more: entry.more, about };
  }
  const isText = frame?.text !== undefined;
  const data = isText ? frame.text : (octets ?? payloadOf(frame)).buffer;
  return { kind: isText ? "text" : "binary", direction, size, data, about, bits: bitsOf(entry) };
}

/** Nothing for a frame on /ws, whose header the container hides. */
function bitsOf({ kind, engine, frame, octets, what }) {
  if (frame) {
    return engine === "wire" ? () => frameElements(frame) : undefined;
  }
  return () => octetElements(octets, [what, SAYS[kind]].filter(Boolean).join(" "));
}
