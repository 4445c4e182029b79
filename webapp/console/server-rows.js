import { element } from "./dom.js";
import { bytes } from "./format.js";
import { bitsOf, previewOf } from "./server-log.js";

const CELLS = ["number", "at", "way", "opcode", "bits", "mask", "what", "size"];
const WAYS = { sent: "from client", received: "to client", "": "" };
const CONTROL = new Set(["close", "ping", "pong"]);

/** Puts what the server saw into a row; rows are used again and again. */
export function drawServerRow(row, entry) {
  if (!row.firstChild) {
    row.append(...CELLS.map((className) => element("span", { className })));
  }
  const { frame } = entry;
  const [number, at, way, opcode, bits, mask, what, size] = row.children;
  row.dataset.kind = frame?.opcode ?? entry.kind;
  row.dataset.direction = entry.direction;
  row.dataset.control = CONTROL.has(frame?.opcode);
  row.dataset.whole = !frame && entry.kind !== "fault";
  row.dataset.clean = entry.clean ?? "";
  const later = entry.connection > 1 ? `${entry.connection}·` : "";
  number.textContent = entry.number === undefined ? "" : `${later}${entry.number}`;
  at.textContent = entry.seconds === undefined ? "" : entry.seconds.toFixed(6);
  way.textContent = WAYS[entry.direction];
  opcode.textContent = frame?.opcode ?? (entry.kind === "fault" || entry.kind === "note" ? entry.kind : "");
  bits.textContent = frame ? bitsOf(frame) : "";
  mask.textContent = frame?.maskingKey ?? "";
  what.textContent = previewOf(entry);
  size.textContent = entry.length === undefined ? "" : bytes(entry.length);
  row.setAttribute("aria-label", label(entry, what.textContent, size.textContent));
}

function label(entry, what, size) {
  const { frame, number } = entry;
  const masked = frame?.maskingKey ? `masking key ${frame.maskingKey}` : "";
  return [number ? `${number}` : "", WAYS[entry.direction], frame?.opcode ?? entry.kind, frame ? bitsOf(frame) : "", masked, size, what.slice(0, 120)]
    .filter(Boolean)
    .join(", ");
}
