const BIG = 1n << 53n;

const OPCODES = {
  0: ["continuation", "goes on with the message that an earlier frame began"],
  1: ["text", "begins a message of text in UTF-8"],
  2: ["binary", "begins a message of bytes"],
  8: ["close", "asks for the end of the connection, or answers that"],
  9: ["ping", "asks for a pong with the same payload"],
  10: ["pong", "answers a ping"],
};

/**
 * The fields of a frame’s header (RFC 6455 section 5.2), as far as the bytes go. A field is { name, from, bits,
 * value, says, section }: `from` is the place of its first bit, and `bits` are the digits of its bits.
 *
 * @param octets the bytes on the wire, from the beginning of a frame on
 * @returns { fields, size, length, key, cut }: bytes of the header, the payload’s length as a number,
 *     its masking key (null if there is none), and whether the header is not whole
 */
export function headerOf(octets) {
  const reading = new Reading(octets);
  const fin = reading.field("FIN", 1);
  reading.field("RSV1", 1);
  reading.field("RSV2", 1);
  reading.field("RSV3", 1);
  reading.field("opcode", 4);
  const masked = reading.field("MASK", 1);
  const short = reading.field("payload length", 7);
  let length = short ?? 0n;
  if (short === 126n) {
    length = reading.field("extended length, 16 bits", 16) ?? 0n;
  } else if (short === 127n) {
    length = reading.field("extended length, 64 bits", 64) ?? 0n;
  }
  const key = masked ? reading.field("masking key", 32) : null;
  const { fields } = reading;
  for (const field of fields) {
    Object.assign(field, meaning(field, fields));
  }
  return {
    fields,
    size: Math.min(octets.length, reading.octets),
    length: length < BIG ? Number(length) : Infinity,
    key: key === null || key === undefined ? null : Uint8Array.from([24n, 16n, 8n, 0n], (shift) => Number((key >> shift) & 255n)),
    cut: fin === undefined || reading.octets > octets.length,
  };
}

/** Takes fields off the front of the bytes. */
class Reading {
  #octets;
  #at = 0;
  fields = [];

  constructor(octets) {
    this.#octets = octets;
  }

  /** Bytes that the header has, whether they are there or not. */
  get octets() {
    return Math.ceil(this.#at / 8);
  }

  /** The value of the next field; undefined if its bits are not all there. */
  field(name, width) {
    const from = this.#at;
    this.#at += width;
    if (this.#at > 8 * this.#octets.length) {
      return undefined;
    }
    let bits = "";
    for (let at = from; at < this.#at; at++) {
      bits += (this.#octets[at >> 3] >> (7 - (at & 7))) & 1;
    }
    const value = BigInt(`0b${bits}`);
    this.fields.push({ name, from, bits, value });
    return value;
  }
}

/** What a field says, in a sentence, with its section. */
function meaning({ name, value }, fields) {
  const other = (wanted) => fields.find((field) => field.name === wanted)?.value;
  const control = (other("opcode") ?? 0n) >= 8n;
  const frame = "RFC 6455 section 5.2";
  switch (name) {
    case "FIN":
      return value
        ? { says: "This frame ends its message.", section: "RFC 6455 section 5.4" }
        : { says: control ? "More frames follow, which a control frame must not announce." : "More frames of this message follow.", section: control ? "RFC 6455 section 5.5" : "RFC 6455 section 5.4" };
    case "RSV1":
      return value
        ? { says: "Compressed, if permessage-deflate was agreed on; otherwise forbidden.", section: "RFC 7692 section 6" }
        : { says: control ? "Not compressed: control frames never are." : "Not compressed, or not the first frame of its message.", section: "RFC 7692 section 6" };
    case "RSV2":
    case "RSV3":
      return { says: value ? "Set, which no extension of wsbin allows." : "Reserved for extensions; must be 0.", section: frame };
    case "opcode":
      return { says: opcode(Number(value)), section: control ? "RFC 6455 section 5.5" : "RFC 6455 section 5.6" };
    case "MASK":
      return { says: value ? "Masked, as every frame of a client must be, and none of a server." : "Not masked, as every frame of a server must be, and none of a client.", section: "RFC 6455 section 5.1" };
    case "payload length":
      return { says: lengthSays(value, control), section: control && value > 125n ? "RFC 6455 section 5.5" : frame };
    case "masking key":
      return { says: "Byte i of the payload is combined with byte i modulo 4 of this key, by XOR.", section: "RFC 6455 section 5.3" };
    default:
      return { says: extendedSays(name, value), section: frame };
  }
}

function opcode(value) {
  const [name, says] = OPCODES[value] ?? ["reserved", `has no meaning: opcodes 3 to 7 and 11 to 15 are reserved`];
  return `${name}: ${says}.`;
}

function lengthSays(value, control) {
  const wide = value === 126n ? "The next 16 bits are the length." : value === 127n ? "The next 64 bits are the length." : "";
  const allowed = control ? " A control frame has at most 125 bytes." : "";
  return wide ? `${value}: ${wide}${allowed}` : `${value} ${value === 1n ? "byte" : "bytes"}; up to 125 fit here.`;
}

function extendedSays(name, value) {
  const least = name.includes("16") ? 126n : 65536n;
  if (value >= 1n << 63n) {
    return "Impossible: the first bit of a 64-bit length must be 0.";
  }
  return `${value} bytes.${value < least ? " The length must take the fewest bits that can hold it, so this is a violation." : ""}`;
}

/** The bytes of a recorded frame’s header, as they were on the wire. */
export function headerOctets({ fin, rsv1, opcode: name, maskingKey, length }) {
  const number = Number(Object.keys(OPCODES).find((value) => OPCODES[value][0] === name) ?? 0);
  const mask = maskingKey === null ? 0 : 0x80;
  const octets = [(fin ? 0x80 : 0) | (rsv1 ? 0x40 : 0) | number];
  if (length < 126) {
    octets.push(mask | length);
  } else if (length < 65536) {
    octets.push(mask | 126, length >> 8, length & 255);
  } else {
    octets.push(mask | 127);
    for (let shift = 56n; shift >= 0n; shift -= 8n) {
      octets.push(Number((BigInt(length) >> shift) & 255n));
    }
  }
  for (let at = 0; mask && at < 8; at += 2) {
    octets.push(parseInt(maskingKey.slice(at, at + 2), 16));
  }
  return Uint8Array.from(octets);
}

/** The payload combined with the key, which masks and unmasks alike (RFC 6455 section 5.3). */
export const combined = (octets, key) => octets.map((octet, i) => octet ^ key[i % 4]);
