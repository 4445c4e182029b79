import { element } from "./dom.js";
import { bytes } from "./format.js";
import { combined, headerOctets, headerOf } from "./frame-bits.js";
import { dump, toHex } from "./hex.js";
import { inflated } from "./inflate.js";
import { payloadOf } from "./server-log.js";

/** Bits in a row of the diagram: half of what the RFC has, for narrow pages. */
const IN_ROW = 16;
/** Bytes that are worked out one by one. */
const WORKED_OUT = 8;
/** Bytes of a payload that are shown here; the other views show all. */
const MOST_PAYLOAD = 512;
/** Frames that are taken out of a fault’s bytes. */
const MOST_FRAMES = 8;
const LINK = "https://www.rfc-editor.org/rfc/rfc";

/** A recorded frame for learners: its header bit by bit, and its payload masked and unmasked. */
export function frameElements(frame) {
  const header = headerOctets(frame);
  const payload = payloadOf(frame);
  const parsed = headerOf(header);
  const more = frame.rsv1 && frame.fin && payload.length === frame.length ? [inflatedElement(payload, frame.opcode)] : [];
  return [...headerElements(header, parsed), ...payloadElements(payload, parsed.key, frame.length, frame.rsv1), ...more];
}

/** What is in a compressed message, filled in a moment later. */
function inflatedElement(payload, opcode) {
  const place = element("div", { className: "inflated" }, element("h4", {}, "inflated"));
  inflated(payload).then(
    (octets) => {
      const text = opcode === "text" ? new TextDecoder().decode(octets.subarray(0, MOST_PAYLOAD)) : dump(octets, MOST_PAYLOAD, 8);
      const rest = octets.length > MOST_PAYLOAD ? [element("p", { className: "hint" }, `The first ${bytes(MOST_PAYLOAD)}.`)] : [];
      place.append(element("pre", { className: "octets-dump", tabIndex: 0, ariaLabel: "Inflated" }, text), ...rest);
    },
    () => place.append(element("p", { className: "hint" }, "It refers to earlier messages, or is no DEFLATE, so it cannot be inflated by itself.")),
  );
  return place;
}

/** The same for raw bytes, as far as they look like frames. */
export function octetElements(octets, says) {
  const all = [element("p", { className: "hint" }, says)];
  let at = 0;
  let count = 0;
  while (at < octets.length && count < MOST_FRAMES) {
    const rest = octets.subarray(at);
    const parsed = headerOf(rest);
    const end = Math.min(rest.length, parsed.size + parsed.length);
    if (at > 0) {
      all.push(element("h3", {}, `What follows after ${bytes(at)}`));
    }
    all.push(...headerElements(rest.subarray(0, parsed.size), parsed));
    if (parsed.cut) {
      all.push(element("p", { className: "hint" }, "The bytes end within the header."));
    } else {
      const wire = rest.subarray(parsed.size, end);
      const payload = parsed.key ? combined(wire, parsed.key) : wire;
      const compressed = parsed.fields[1].value === 1n;
      all.push(...payloadElements(payload, parsed.key, parsed.length, compressed));
    }
    at += Math.max(1, end);
    count += 1;
  }
  if (at < octets.length) {
    all.push(element("p", { className: "hint" }, `${bytes(octets.length - at)} more: see Hex.`));
  }
  return all;
}

function headerElements(octets, { fields }) {
  return [
    element("p", { className: "octets" }, element("span", { className: "soft" }, "header "), spaced(octets)),
    diagram(fields),
    element("dl", { className: "fields" }, ...fields.map((field, i) => fieldElement(field, i))),
  ];
}

/** The bits as the RFC draws them, sixteen in a row; the list below it says the same in words. */
function diagram(fields) {
  const place = element("div", { className: "bit-rows", ariaHidden: "true" });
  for (const [i, { name, from, bits }] of fields.entries()) {
    for (let at = 0; at < bits.length; at += IN_ROW) {
      const part = bits.slice(at, at + IN_ROW);
      const digits = Array.from(part, (bit) => element("b", {}, bit));
      const label = element("i", {}, bits.length === 1 ? Array.from(name).join("\n") : at ? "" : name);
      const cell = element("div", { className: "bit-field" }, element("span", {}, ...digits), label);
      cell.style.gridColumn = `${((from + at) % IN_ROW) + 1} / span ${part.length}`;
      cell.dataset.tint = i % 2;
      place.append(cell);
    }
  }
  return place;
}

function fieldElement({ name, bits, value, says, section }) {
  const digits = bits.replace(/.{8}(?=.)/g, "$& ");
  const number = name === "masking key" ? `0x${value.toString(16).padStart(8, "0")}` : `${value}`;
  return element("div", {},
    element("dt", {}, name, element("span", { className: "value" }, bits.length === 1 ? bits : `${digits} = ${number}`)),
    element("dd", {}, `${says} `, sectionLink(section)));
}

function sectionLink(section) {
  const [, number, part] = section.match(/^RFC (\d+) section ([\d.]+)$/);
  const href = `${LINK}${number}#section-${part}`;
  return element("a", { className: "section", href, target: "_blank", rel: "noreferrer", ariaLabel: section, textContent: `RFC ${number} §${part}` });
}

function payloadElements(payload, key, length, compressed) {
  const cut = payload.length < length ? `, of which ${bytes(payload.length)} are here` : "";
  const whole = Number.isFinite(length) ? bytes(length) : "more bytes than anybody has";
  const head = element("h3", {}, `Payload: ${whole}${cut}${compressed ? ", compressed" : ""}`);
  if (!payload.length) {
    return [head];
  }
  const shown = payload.subarray(0, MOST_PAYLOAD);
  const more = payload.length > MOST_PAYLOAD ? [element("p", { className: "hint" }, `The first ${bytes(MOST_PAYLOAD)}; Text and Hex show all.`)] : [];
  if (!key) {
    return [head, element("pre", { className: "octets-dump", tabIndex: 0, ariaLabel: "Payload" }, dump(shown, MOST_PAYLOAD, 8)), ...more];
  }
  const wire = combined(shown, key);
  return [head, workedOut(wire, key, shown), element("div", { className: "beside" },
    side("masked, on the wire", wire), side("unmasked", shown)), ...more];
}

/** masked XOR key = unmasked, for the first bytes. */
function workedOut(wire, key, payload) {
  const rows = Array.from(payload.subarray(0, WORKED_OUT), (octet, i) =>
    element("tr", {}, ...[`${i}`, two(wire[i]), two(key[i % 4]), two(octet), letter(octet)].map((text) => element("td", {}, text))));
  const bits = (octet) => octet.toString(2).padStart(8, "0");
  return element("div", {},
    element("table", { className: "xor" },
      element("caption", {}, "masked XOR key = unmasked, byte by byte"),
      element("thead", {}, element("tr", {}, ...["i", "masked", "key[i mod 4]", "unmasked", "character"].map((text) => element("th", { scope: "col" }, text)))),
      element("tbody", {}, ...rows)),
    element("p", { className: "octets" }, element("span", { className: "soft" }, "byte 0 in bits: "), `${bits(wire[0])} XOR ${bits(key[0])} = ${bits(payload[0])}`));
}

function side(title, octets) {
  const rows = [];
  for (let at = 0; at < octets.length; at += 8) {
    rows.push(spaced(octets.subarray(at, at + 8)));
  }
  return element("div", {}, element("h4", {}, title), element("pre", { className: "octets-dump", tabIndex: 0, ariaLabel: title }, rows.join("\n")));
}

const two = (octet) => octet.toString(16).padStart(2, "0");
const letter = (octet) => (octet >= 0x20 && octet < 0x7f ? `“${String.fromCharCode(octet)}”` : "");
const spaced = (octets) => toHex(octets).replace(/..(?=.)/g, "$& ");
