const DIGITS = Array.from({ length: 256 }, (_, n) => n.toString(16).padStart(2, "0"));

/** The bytes as plain hex. */
export function toHex(octets) {
  let text = "";
  for (const octet of octets) {
    text += DIGITS[octet];
  }
  return text;
}

/**
 * Bytes from hex, with blanks, colons or commas between them, and 0x before.
 *
 * @throws RangeError a sentence, where it is something else
 */
export function fromHex(text) {
  const words = text.split(/[\s:,-]+/).map((word) => word.replace(/^0x/i, ""));
  const digits = words.join("");
  const wrong = digits.match(/[^0-9a-f]/i);
  if (wrong) {
    throw new RangeError(`“${wrong[0]}” is not a hex digit: write bytes as 00 ff 0a.`);
  }
  if (digits.length % 2) {
    throw new RangeError(`${digits.length} hex digits are half a byte too many: write two for each byte.`);
  }
  const half = words.find((word) => word.length % 2);
  if (half) {
    throw new RangeError(`“${half}” is half a byte: write two hex digits for each.`);
  }
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) => parseInt(digits.slice(2 * i, 2 * i + 2), 16));
}

/** A hex dump: offset, so many bytes in a row, and the same as ASCII. */
export function dump(octets, most, inRow) {
  const rows = [];
  const end = Math.min(octets.length, most);
  for (let at = 0; at < end; at += inRow) {
    const row = octets.subarray(at, Math.min(at + inRow, end));
    let left = "";
    let right = "";
    row.forEach((octet, i) => {
      left += `${i === inRow / 2 ? " " : ""}${DIGITS[octet]} `;
      right += octet >= 0x20 && octet < 0x7f ? String.fromCharCode(octet) : "·";
    });
    rows.push(`${at.toString(16).padStart(6, "0")}  ${left.padEnd(inRow * 3 + 2)}${right}`);
  }
  return rows.join("\n");
}
