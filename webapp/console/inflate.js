/** Bytes of a message that are inflated; a few compressed ones may hold a thousand times more. */
const MOST = 64 * 1024;
/** What permessage-deflate leaves out (RFC 7692 section 7.2.1), and an empty last block. */
const TAIL = Uint8Array.of(0, 0, 0xff, 0xff, 1, 0, 0, 0xff, 0xff);

/**
 * The beginning of a compressed message.
 *
 * @param octets the whole payload of a message in one frame
 * @throws TypeError where it is no DEFLATE, or refers to an earlier message
 */
export async function inflated(octets) {
  const stream = new Blob([octets, TAIL]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const reader = stream.getReader();
  const parts = [];
  let size = 0;
  while (size < MOST) {
    const { value, done } = await reader.read();
    if (done) {
      return joined(parts, size);
    }
    parts.push(value);
    size += value.length;
  }
  await reader.cancel();
  return joined(parts, size).subarray(0, MOST);
}

function joined(parts, size) {
  const all = new Uint8Array(size);
  let at = 0;
  for (const part of parts) {
    all.set(part, at);
    at += part.length;
  }
  return all;
}
